/** A day without work that is no Saturday or Sunday, or a weekend day that is worked instead. */
export interface Calendar {
  /** ISO day → its name: public holidays, and working days that were moved to the weekend. */
  holidays: ReadonlyMap<string, string>
  /** ISO days on a weekend that are worked in place of another. */
  workedDays: ReadonlySet<string>
}

/** A deadline and how it came about, so that it can be counted again by hand. */
export interface Deadline {
  /** ISO-8601 UTC: the end of the last day in Viet Nam (23:59:59.999, UTC+7). */
  at: string
  /** ISO day in Viet Nam on which it ends. */
  day: string
  /** ISO day in Viet Nam from which it was counted: day zero. */
  from: string
  workingDays: number
  /** Days in between that did not count: weekends as such, holidays by name. */
  skipped: readonly { day: string; holiday: string | null }[]
}

const DAY_MS = 86_400_000
/** Viet Nam has one zone and no summer time. */
const ZONE_MS = 7 * 3_600_000
/** A calendar in which nobody ever works ends the count. */
const LONGEST = 3_660

/**
 * The end of the `workingDays`-th working day after `from`; the day of `from` itself is day zero and does not count
 * (Civil Code 2015, article 147: the first day of a period is not counted). Weekends and holidays are passed over.
 * @throws RangeError for fewer than one day, or a calendar without working days
 */
export function deadlineAfter(from: Date, workingDays: number, calendar: Calendar): Deadline {
  if (!Number.isInteger(workingDays) || workingDays < 1) throw new RangeError('at least one working day')
  const start = vietnamDayOf(from)
  const skipped: { day: string; holiday: string | null }[] = []
  let left = workingDays
  let day = start
  for (let passed = 0; left > 0; passed += 1) {
    if (passed > LONGEST) throw new RangeError('no working days')
    day = nextDay(day)
    if (isWorkingDay(day, calendar)) left -= 1
    else skipped.push({ day, holiday: calendar.holidays.get(day) ?? null })
  }
  return { at: endOfDay(day), day, from: start, workingDays, skipped }
}

/** Whether an office works on this ISO day. */
export function isWorkingDay(day: string, { holidays, workedDays }: Calendar): boolean {
  if (holidays.has(day)) return false
  if (workedDays.has(day)) return true
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

function vietnamDayOf(moment: Date): string {
  return new Date(moment.getTime() + ZONE_MS).toISOString().slice(0, 10)
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/** Last moment of an ISO day in Viet Nam, ISO-8601 UTC. */
export function endOfDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS - ZONE_MS - 1).toISOString()
}
