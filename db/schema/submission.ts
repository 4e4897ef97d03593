/** One link of the chain of comments that were taken in: what arrived, and when. Append-only. */
export interface SubmissionTable {
  /** Place in the chain, from 1. */
  seq: number
  comment_id: string
  sample: 0 | 1
  submitted_at: string
  /** Salted hash of text, name and target, as on the receipt. */
  text_hash: string
  /** Hash of what else arrived with it and never changes; null in links from before it was kept. */
  details_hash: string | null
  prev_hash: string
  hash: string
}
