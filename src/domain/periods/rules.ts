/** A stretch of time that a figure speaks of, as data packages write it. */
export interface Period {
  /** `2022`, `2022-Q3`, `2022-06`, `2022-01-31`, `2021/2025`, `2024-01/2024-09`, `2021/2025-11`. */
  code: string
  kind: 'year' | 'quarter' | 'month' | 'day' | 'range'
  /** First and last calendar day, ISO-8601. */
  start: string
  end: string
}

const YEAR = /^(\d{4})$/u
const QUARTER = /^(\d{4})-Q([1-4])$/u
const MONTH = /^(\d{4})-(\d{2})$/u
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u
const EARLIEST = 1945
const LATEST = 2100

/** A table of thousands of figures asks for the same few periods again and again. */
const known = new Map<string, Period>()
const MAX_KNOWN = 2_000

/**
 * A stretch of time has one spelling, so that nothing is said of it twice: years before quarters, months and days, and
 * a range between the largest two that meet nowhere, as `2021/2025-11` and `2024-01/2024-09`.
 * @returns null for what is no period: another form or spelling, a day that is not there, a range that ends before it
 *   begins
 */
export function parsePeriod(code: string): Period | null {
  const before = known.get(code)
  if (before !== undefined) return before
  const period = readSpan(code)
  if (period?.code !== code) return null
  // Addresses ask for periods of their own making; what tables ask for is soon known again.
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(code, period)
  return period
}

/** The period that a text means, whichever way it spells it: `2022-01/2022-12` is 2022. Null for what means none. */
export function readSpan(text: string): Period | null {
  const ends = text.split('/')
  if (ends.length > 2) return null
  const [from, to = from] = ends.map(parsePoint)
  if (from == null || to == null || to.end < from.end || to.start < from.start) return null
  return spell(from.start, to.end)
}

/** How a period has to be spelt that stands in another way, its ends the wrong way round among them. */
export function properSpelling(text: string): string | null {
  const [from = '', to] = text.split('/')
  return (readSpan(text) ?? (to === undefined ? null : readSpan(`${to}/${from}`)))?.code ?? null
}

/** @param start and `end`: days of the calendar, in this order */
function spell(start: string, end: string): Period {
  const quarter = `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`
  const [ofStart, ofEnd] = [start, end].map((date) => [date.slice(0, 4), date.slice(0, 7), date])
  for (const code of [...(ofStart ?? []), quarter]) {
    const point = parsePoint(code)
    if (point?.start === start && point.end === end) return { code, ...point }
  }
  for (const from of ofStart ?? []) {
    const first = parsePoint(from)
    if (first?.start !== start) continue
    const to = ofEnd?.find((code) => {
      const last = parsePoint(code)
      return last?.end === end && first.end < last.start
    })
    if (to !== undefined) return { code: `${from}/${to}`, kind: 'range', start, end }
  }
  throw new RangeError(`no period from ${start} to ${end}`)
}

function parsePoint(code: string): Omit<Period, 'code'> | null {
  const year = Number(code.slice(0, 4))
  if (year < EARLIEST || year > LATEST) return null
  if (YEAR.test(code)) return { kind: 'year', start: `${code}-01-01`, end: `${code}-12-31` }
  const quarter = QUARTER.exec(code)
  if (quarter !== null) {
    const last = Number(quarter[2]) * 3
    return { kind: 'quarter', start: day(year, last - 2, 1), end: lastDay(year, last) }
  }
  const month = Number(MONTH.exec(code)?.[2] ?? 0)
  if (month >= 1 && month <= 12) {
    return { kind: 'month', start: day(year, month, 1), end: lastDay(year, month) }
  }
  return isCalendarDay(code) ? { kind: 'day', start: code, end: code } : null
}

/** A day that is in the calendar, of any year. */
function isCalendarDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  // 2022-02-30 would become 2 March.
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

function day(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)
}

/** As it stands in an address: `2021-den-2025`. */
export function periodSlug(code: string): string {
  return code.replace('/', '-den-').toLowerCase()
}

/** The period of a part of an address, or null. */
export function periodFromSlug(slug: string): Period | null {
  return parsePeriod(slug.replace('-den-', '/').replace(/-q([1-4])/gu, '-Q$1'))
}

/** Orders periods by when they end, then by when they begin: what came last stands last. */
export function comparePeriods(a: Period, b: Period): number {
  return a.end.localeCompare(b.end) || a.start.localeCompare(b.start)
}

/** Whether two periods are of one kind and follow each other, so that a change between them means something. */
export function isSuccessor(earlier: Period, later: Period): boolean {
  if (earlier.kind !== later.kind || earlier.kind === 'range' || earlier.kind === 'day') return false
  const next = new Date(`${earlier.end}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10) === later.start
}

const VIETNAM_MS = 7 * 3_600_000
const DAY_MS = 86_400_000

/** Calendar day in Vietnam at a moment. */
export function vietnamDay(moment: Date): string {
  return new Date(moment.getTime() + VIETNAM_MS).toISOString().slice(0, 10)
}

/**
 * The day that an address asks for. One that is still to come counts as today: what stands now is all there is, and
 * each day to come would be another address of the same.
 */
export function dayAskedFor(text: string, now: Date): string {
  const today = vietnamDay(now)
  return isCalendarDay(text) && text > today ? today : text
}

/**
 * The first moment after a calendar day in Vietnam: what was published before it stood at the end of that day.
 * @returns ISO-8601 UTC, or null for what is no calendar day
 */
export function endOfVietnamDay(text: string): string | null {
  if (!isCalendarDay(text)) return null
  return new Date(Date.parse(`${text}T00:00:00Z`) - VIETNAM_MS + DAY_MS).toISOString()
}
