/** Who is reading a comment at the desk. It warns the others and binds nobody. */
export interface CommentClaimTable {
  comment_id: string
  staff_id: string
  claimed_at: string
  /** From then on the comment is free again. */
  expires_at: string
}
