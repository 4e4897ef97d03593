/** A correction of a figure that followed a reader's comment. Made from the line `comment: <id>` of its reason. */
export interface CommentCorrectionTable {
  /** The revision of the figure that corrects. */
  revision_seq: number
  comment_id: string
}
