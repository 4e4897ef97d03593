/** Public note of a decision, beside its event so that it can be erased while the chain still verifies. */
export interface ModerationNoteTable {
  event_seq: number
  note: string
  /** 32 hexadecimal digits; empty where the note was written before notes had one. */
  salt: string
}
