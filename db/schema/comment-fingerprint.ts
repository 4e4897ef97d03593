/** What tells that a text was sent before. Gone when the comment is erased. */
export interface CommentFingerprintTable {
  comment_id: string
  /** HMAC of the text without case, accents, spacing and look-alikes. */
  exact: string
  /** Id of the comment that was the first of its kind: alike texts share it. */
  group_id: string
  at: string
  /** `text_band.number` of the bands; null where there are none. */
  number: number | null
  /** JSON array of the bands, by which they are found and deleted; null where there are none. */
  bands: string | null
}
