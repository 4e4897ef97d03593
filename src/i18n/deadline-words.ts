import type { Deadline } from '../domain/working-days/rules.ts'
import { fill } from './fill.ts'
import { formatDate } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** When an answer is due and how that day was counted, so that a reader can count again. */
export function deadlineWords({ day, from, workingDays, skipped }: Deadline, lang: Language): string {
  const t = stringsFor(lang).answers.deadline
  const weekends = skipped.some(({ holiday }) => holiday === null)
  const holidays = skipped.flatMap((one) =>
    one.holiday === null ? [] : [fill(t.holiday, { name: one.holiday, day: formatDate(one.day, lang) })],
  )
  const left = [...(weekends ? [t.saturdays, t.sundays] : []), ...holidays]
  const values = { due: formatDate(day, lang), n: workingDays, from: formatDate(from, lang) }
  const words = fill(t.counted, values)
  return left.length === 0 ? `${words}.` : `${words}${fill(t.without, { days: list(left, t.and) })}.`
}

function list(parts: readonly string[], and: string): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${and} ${last}`
}
