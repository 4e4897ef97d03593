/** What an event of an answer says in words. Apart from the chain, so that it can go when the comment is erased. */
export interface AnswerWordsTable {
  event_seq: number
  /** 128 random bits (hex) hashed with the words. */
  salt: string
  /** Plain text, 5 to 5.000 code points; null where the answer was withdrawn. */
  text: string | null
  /** Why it was corrected or withdrawn; null for the first text. */
  reason: string | null
}
