/**
 * What text_band took the place of. Nothing reads it; a process of an earlier version that is still being handed
 * over may write to it, so it is emptied along.
 */
export interface CommentBandTable {
  band: string
  comment_id: string
  at: string
}
