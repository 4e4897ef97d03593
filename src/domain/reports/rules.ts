import type { Reason } from '../moderation/rules.ts'

/** Reasons for which a published comment may be reported: those of the closed list that fit what is public already. */
export const REPORT_REASONS = [
  'insult',
  'personal-data',
  'advertising',
  'unlawful',
  'off-topic',
] as const satisfies readonly Reason[]
export type ReportReason = (typeof REPORT_REASONS)[number]

/** Page on which a reader reports a published comment. */
export const reportAddress = (id: string): `/bao-cao-binh-luan/${string}/` => `/bao-cao-binh-luan/${id}/`

/** Where the desk takes "leave it as it stands" of a reported comment. */
export const keepAddress = (id: string): `/quan-tri/binh-luan/${string}/bao-vi-pham/` =>
  `/quan-tri/binh-luan/${id}/bao-vi-pham/`

export function isReportReason(text: string): text is ReportReason {
  return (REPORT_REASONS as readonly string[]).includes(text)
}

/** A report as the desk shows it; nothing of who made it. */
export interface Report {
  id: string
  reason: Reason
  note: string | null
  /** ISO-8601 UTC. */
  reportedAt: string
  /** Null while it is open. */
  closedAt: string | null
  /** Name of who closed it; null while open, or where the submitter took the comment back. */
  closedByName: string | null
  /** Nothing changed: the comment was left as it stands. */
  kept: boolean
}
