import { outboxWords as outboxEn, savedWords as savedEn } from './en/offline.ts'
import { fill } from './fill.ts'
import { outboxWords as outboxVi, savedWords as savedVi } from './vi/offline.ts'

const ZONE = 'Asia/Ho_Chi_Minh'

/*
 * Scripts of the browser know the language from the page (`lang`) and take the few words they need, in both.
 */
export const savedWords = (lang: string): typeof savedVi => (lang === 'en' ? savedEn : savedVi)
export const outboxWords = (lang: string): typeof outboxVi => (lang === 'en' ? outboxEn : outboxVi)

/** A text with the moment in it, as `formatDateTime` prints it, without the formatters of every page. */
export function fillMoment(text: string, moment: number, lang: string): string {
  const inEnglish = lang === 'en'
  const locale = inEnglish ? 'en-GB' : 'vi-VN'
  const print = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(moment)
  const clock = print({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = inEnglish
    ? print({ day: 'numeric', month: 'long', year: 'numeric' })
    : print({ day: '2-digit', month: '2-digit', year: 'numeric' })
  return fill(text, { time: `${clock}${inEnglish ? ', ' : ' ngày '}${day}` })
}
