import type { Language } from './strings.ts'

/** Vietnam has one zone; what is printed never depends on where the server or the reader is. */
const ZONE = 'Asia/Ho_Chi_Minh'
/** Between a number and its unit: they stay on one line. */
const NO_BREAK_SPACE = '\u00a0'

/** By language. English as Vietnam's English press writes it: day before month, a point before decimals. */
export const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' }

/** One formatter for each language, built once: making one costs more than rendering a comment. */
export function byLanguage<T>(make: (locale: string, lang: Language) => T): Readonly<Record<Language, T>> {
  return { vi: make(LOCALES.vi, 'vi'), en: make(LOCALES.en, 'en') }
}

const DAY = byLanguage(
  (locale, lang) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: ZONE,
      day: lang === 'vi' ? '2-digit' : 'numeric',
      month: lang === 'vi' ? '2-digit' : 'long',
      year: 'numeric',
    }),
)
const MONTH = new Intl.DateTimeFormat(LOCALES.en, { timeZone: 'UTC', month: 'long' })
const TIME = byLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: ZONE,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)
const INTEGER = byLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
const DECIMAL = byLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }))
const RATE = byLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
)

/**
 * `31/12/2022`, `31 December 2022` of a moment (ISO-8601) or a calendar date; `12/2022`, `December 2022` and `2022`
 * where the source gives no more.
 */
export function formatDate(date: string, lang: Language): string {
  const [, year = '', month] = /^(\d{4})(?:-(\d{2}))?$/u.exec(date) ?? []
  if (year === '') return DAY[lang].format(new Date(date))
  if (month === undefined) return year
  return lang === 'vi' ? `${month}/${year}` : `${formatMonth(Number(month))} ${year}`
}

/** `June` of 6. English only: in Vietnamese a month is its number. */
export function formatMonth(month: number): string {
  return MONTH.format(new Date(Date.UTC(2000, month - 1, 1)))
}

/** `08:00 ngày 30/12/2022`, `08:00, 30 December 2022` of a moment (ISO-8601). */
export function formatDateTime(moment: string, lang: Language): string {
  const date = new Date(moment)
  return `${TIME[lang].format(date)}${lang === 'vi' ? ' ngày ' : ', '}${DAY[lang].format(date)}`
}

/** `08:00` of a moment (ISO-8601), where the day is plain. */
export function formatTime(moment: string, lang: Language): string {
  return TIME[lang].format(new Date(moment))
}

/** `2.213`, `2,213` */
export function formatInteger(value: number, lang: Language): string {
  return INTEGER[lang].format(value)
}

/** `17,8`, `17.8`; at most two decimals. */
export function formatNumber(value: number, lang: Language): string {
  return DECIMAL[lang].format(value)
}

/** `17,83 %`, `17.83%` of 17.83; two decimals always, so that a column lines up. */
export function formatPercent(value: number, lang: Language): string {
  return withMeasure(RATE[lang].format(value), '%', lang)
}

/** `65 %`, `65%` of 64.85; a decimal only below one percent. */
export function formatRoundPercent(value: number, lang: Language): string {
  const rounded = value < 1 ? Math.round(value * 10) / 10 : Math.round(value)
  return withMeasure(DECIMAL[lang].format(rounded), '%', lang)
}

/** `4,2 KB`, `123 KB`, `1,3 MB` of so many bytes, a thousand of them to the KB. */
export function formatSize(bytes: number, lang: Language): string {
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'KB'] : [bytes / 1_000_000, 'MB']
  const rounded = size < 9.95 ? Math.max(0.1, Math.round(size * 10) / 10) : Math.round(size)
  return `${DECIMAL[lang].format(rounded)}${NO_BREAK_SPACE}${unit}`
}

/** A number and what it counts: `2.213 nhà`; English sets no space before a percent sign. */
export function withMeasure(number: string, measure: string, lang: Language): string {
  if (lang === 'en' && measure.startsWith('%')) return `${number}${measure}`
  const counted = lang === 'en' && ALONE.test(number) ? singular(measure) : measure
  return `${number}${NO_BREAK_SPACE}${counted}`
}

/** One alone, or "more than" one; not the 1 of 21 or 0.1. */
const ALONE = /(?<![\d.,])1$/u

/** `house` of `houses`, `percentage point/year` of `percentage points/year`. */
function singular(measure: string): string {
  return measure.replace(/\bpeople\b/u, 'person').replace(/(?<=[a-rt-z])s\b/u, '')
}

/**
 * A number as it stands in large letters or in a narrow column: between its words it may break, between it and a `%`
 * it may not.
 */
export function breakable(text: string): string {
  return text.replace(/\u00a0(?!%)/gu, ' ')
}

/** A space after a number before its measure, within the measure, and after a currency that stands before its number. */
const BEFORE_MEASURE =
  /(?<=\d) (?=(?:%|tỷ(?! lệ)|triệu|nghìn|đồng|ha|km|m²|KB|MB|billion|million|percent)(?![\p{L}\d]))|(?<=\d[ \u00a0](?:tỷ|triệu|nghìn)) (?=đồng(?!\p{L}))|(?<=\bVND) (?=\d)/gu

/**
 * A number and what it counts stay on one line. Not for articles and notes: what people wrote is printed as they wrote
 * it, so that it is found and quoted letter by letter.
 */
export function keepTogether(text: string): string {
  return text.replace(BEFORE_MEASURE, NO_BREAK_SPACE)
}

/** A number with its sign of per cent. */
const PERCENTAGE = /(\d[\d.,]* %)/u

/** What people wrote, in parts: every second one is a percentage, to be shown on one line. No letter is changed. */
export function splitPercentages(text: string): string[] {
  return text.split(PERCENTAGE)
}

/** The same of safe HTML: elements around the percentages of its texts, never of its attributes. */
export function wrapPercentages(html: string): string {
  const inText = new RegExp(`${PERCENTAGE.source}(?=[^<>]*(?:<|$))`, 'gu')
  return html.replace(inText, '<span class="unbroken">$1</span>')
}

/** With a capital at the start, as headings and entries of a list have it: "Huyện Mường La". */
export function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

/**
 * Within a sentence: "vốn sự nghiệp", "central budget". English keeps the capital of a name, which shows in another
 * capital, a number or a letter that English lacks: "Mường La district", "National Target Programme", "Project 4".
 */
export function lowerFirst(text: string, lang: Language): string {
  if (lang === 'en' && /^\S+ [\p{Lu}\p{Nd}]|^\S+\p{Lu}|^\S*[^\p{ASCII}\s]/u.test(text)) return text
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
}
