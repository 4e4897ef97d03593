/** Append-only: triggers refuse UPDATE and DELETE. Each row carries the hash of the one before. */
export interface AnswerEventTable {
  /** Position in the chain, from 1, without gaps. */
  seq: number
  comment_id: string
  /** The answer's revision after this event, from 1. */
  revision: number
  action: 'publish' | 'correct' | 'withdraw'
  /** In whose name: code of `bodies` in `content/site.yaml`. */
  body: string
  /** Its printed name at that time. */
  body_name: string
  /** SHA-256 of salt, text and reason, which stand in `answer_words`. */
  words_hash: string
  staff_id: string
  at: string
  prev_hash: string
  hash: string
}
