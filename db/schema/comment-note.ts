/** A word among colleagues about a comment; never public, gone when the comment is erased. */
export interface CommentNoteTable {
  /** UUID v7. */
  id: string
  comment_id: string
  staff_id: string
  note: string
  /** What its hash in the log is salted with; empty in notes from before there was one. */
  salt: string
  at: string
}
