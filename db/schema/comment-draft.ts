/** What a member of the staff has begun to write about a comment and not sent yet. */
export interface CommentDraftTable {
  comment_id: string
  staff_id: string
  reason: string
  note: string
  saved_at: string
}
