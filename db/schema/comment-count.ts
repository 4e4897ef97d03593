import type { CommentStatus } from './comment.ts'

/** Number of comments in one state, kept by triggers on `comment`: counting a million rows is not for every page. */
export interface CommentCountTable {
  status: CommentStatus
  sample: 0 | 1
  count: number
  /** How often a comment came into this state; only grows. */
  entered: number
}
