import type { Reason } from '../moderation/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { Calendar } from '../working-days/rules.ts'

/** What the office sets in `content/site.yaml`. */
export interface SiteSettings {
  name: string
  tagline: string
  /** Body that publishes the site and signs articles without a byline. */
  publisher: string
  footer: string
  /** Category code → printed name, in the order of the file. */
  categories: Readonly<Record<string, string>>
  /** A comment is no formal complaint; says so and names the proper route. */
  formalComplaint: { notice: string; route: string }
  /** What is agreed to when a comment is sent; earlier versions stay readable for as long as comments carry them. */
  consent: ConsentText & { earlier: readonly ConsentText[] }
  moderation: { decisionWithinWorkingDays: number; answerWithinWorkingDays: number }
  /** Code → printed name of those who answer comments. */
  bodies: Readonly<Record<string, string>>
  reasons: Readonly<Record<Reason, { label: string; explanation: string }>>
}

/** One version of the words agreed to. */
export interface ConsentText {
  version: string
  label: string
}

export interface Site {
  settings: SiteSettings
  /** Days on which the office does not work, for deadlines. */
  calendar: Calendar
  /** ISO day up to which the office has filled in the calendar; null where it does not say. */
  calendarUntil: string | null
}

/** Deadlines reach this many days ahead, weekends and a long holiday included. */
const AHEAD_DAYS = 30

/**
 * Whether a deadline counted now may end after what the calendar covers, and so too early: holidays that nobody
 * filled in yet count as working days. The last day that is covered, or null where all is well.
 */
export function calendarEnding({ calendarUntil }: Pick<Site, 'calendarUntil'>, now: Date): string | null {
  if (calendarUntil === null) return null
  const ahead = new Date(now.getTime() + AHEAD_DAYS * 86_400_000)
  return vietnamDay(ahead) > calendarUntil ? calendarUntil : null
}
