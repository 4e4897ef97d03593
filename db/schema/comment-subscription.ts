/** Someone who asked to be told by mail what becomes of their comment; one for a comment. */
export interface CommentSubscriptionTable {
  /** UUID v7. */
  id: string
  comment_id: string
  /** JSON `{ email, code }`, sealed with the site's key for this subscription. */
  sealed: string
  created_at: string
  /** Null until the link in the first mail was followed: nothing else is sent before. */
  confirmed_at: string | null
}
