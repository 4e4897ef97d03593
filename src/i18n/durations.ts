import type { Language } from './strings.ts'

const MINUTE_MS = 60_000

/** Units in Vietnamese have no plural. */
const UNITS: Readonly<Record<Language, Record<'minute' | 'hour' | 'day', (n: number) => string>>> = {
  vi: { minute: () => 'phút', hour: () => 'giờ', day: () => 'ngày' },
  en: { minute: plural('minute'), hour: plural('hour'), day: plural('day') },
}

/**
 * A stretch of time as a reader thinks of it: `45 phút`, `5 giờ 20 phút`, `2 days 4 hours`. Rounded up to the smaller
 * unit, so that "không quá" is true of it.
 */
export function formatDuration(milliseconds: number, lang: Language): string {
  const t = UNITS[lang]
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS))
  if (minutes < 60) return `${minutes} ${t.minute(minutes)}`
  if (minutes < 24 * 60) return print(Math.floor(minutes / 60), t.hour, minutes % 60, t.minute)
  const hours = Math.ceil(minutes / 60)
  return print(Math.floor(hours / 24), t.day, hours % 24, t.hour)
}

function print(
  whole: number,
  unit: (n: number) => string,
  rest: number,
  smaller: (n: number) => string,
): string {
  const first = `${whole} ${unit(whole)}`
  return rest === 0 ? first : `${first} ${rest} ${smaller(rest)}`
}

function plural(unit: string): (n: number) => string {
  return (n) => (n === 1 ? unit : `${unit}s`)
}
