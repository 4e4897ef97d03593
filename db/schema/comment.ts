export type CommentStatus =
  'pending' | 'published' | 'rejected' | 'hidden' | 'appealed' | 'withdrawn' | 'erased'

/** The current state of one comment; how it came to be is in `moderation_event`. */
export interface CommentTable {
  /** UUID v7. */
  id: string
  /** What it speaks about: `news/<slug>`, `figures/<id>` or `units/<id>`. */
  target: string
  /** The revision of a figure that was on the page when the comment was written; null for other targets. */
  figure_revision: number | null
  status: CommentStatus
  /** Grows by one with every event; decisions name the revision they were made on. */
  revision: number
  /** Plain text, 5 to 500 code points; null exactly when erased. */
  body: string | null
  /** 128 random bits (hex) hashed with the text; null exactly when erased. */
  body_salt: string | null
  display_name: string | null
  /** HMAC of the tracking code; the code itself is stored nowhere. */
  code_hash: string
  /** HMAC of the sender's network prefix under a rotating key; emptied after 30 days. */
  network_hash: string | null
  /** Version of the consent text that was shown; null where the client asked for consent. */
  consent_version: string | null
  /** JSON array of the reasons for which the system held it. */
  held: string
  /** 1 for sample comments of a demonstration. */
  sample: 0 | 1
  submitted_at: string
  decided_at: string | null
  /** First publication; keeps its place in the thread when hidden and restored. */
  published_at: string | null
  /** Until when a decision is due; null where nothing waits for one. */
  due_at: string | null
  /** Who on the staff took the last decision; null while nothing was decided. */
  decided_by: string | null
  /** Reports of readers that nobody has looked at yet: rows of `comment_report` without `closed_at`. */
  open_reports: number
  /** When its submitter, who had taken it back, asked for the text to be erased; null where nobody did. */
  erasure_asked_at: string | null
}
