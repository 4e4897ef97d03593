/** Finds texts that are nearly the same: two of them share a band. Only the first of a group has any. */
export interface CommentBandTable {
  /** Keyed hash of some of the text's MinHash values, and which ones. */
  band: string
  comment_id: string
  at: string
}
