import type { Reason } from '../moderation/rules.ts'
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
}
