/** A reader's report that a published comment breaks the rules. */
export interface CommentReportTable {
  /** UUID v7. */
  id: string
  comment_id: string
  /** Of the closed list of reasons that also serve to hide. */
  reason: string
  /** Plain text, up to 500 code points; null where nothing was written, and when the comment is erased. */
  note: string | null
  /** HMAC of the reporter's network and this comment, so that one network counts once; emptied after 30 days. */
  network_hash: string | null
  reported_at: string
  /** Null while it is open. */
  closed_at: string | null
  /** Position in the moderation chain of the step that closed it; null where the comment was left as it stands. */
  closed_by_event: number | null
  /** Who on the staff closed it; null where the submitter took the comment back. */
  closed_by: string | null
}
