/** A published comment that waits for an official answer. It stays when the mark is taken off again. */
export interface AnswerRequestTable {
  comment_id: string
  /** Grows by one when another body is named. */
  revision: number
  /** Code of `bodies` in `content/site.yaml`. */
  body: string
  /** Its printed name when it was asked. */
  body_name: string
  asked_by: string
  asked_at: string
  /** End of the last day, ISO-8601 UTC. */
  due_at: string
  /** JSON of the whole deadline as it was counted: later changes of the calendar do not change it. */
  deadline: string
  /** 0 while an answer stands, and where the comment was erased. */
  open: 0 | 1
  /** When the mark was taken off, and by whom; null while it stands. */
  dropped_at: string | null
  dropped_by: string | null
}
