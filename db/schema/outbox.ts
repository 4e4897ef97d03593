export type OutboxChannel = 'mail' | 'webhook'
export type OutboxState = 'waiting' | 'sent' | 'failed' | 'dropped'

/** What is to be told to someone outside, written in the transaction that it tells of. */
export interface OutboxTable {
  /** UUID v7; receivers know a repeated message by it. */
  id: string
  channel: OutboxChannel
  kind: string
  /** JSON; ids and states, never words or addresses of people. */
  payload: string
  /** Keeps what a clock asks for from being asked twice; null where an event did. */
  dedupe_key: string | null
  created_at: string
  /** Next attempt. */
  due_at: string
  /** Until when one process has it in hand. */
  claimed_until: string | null
  attempts: number
  state: OutboxState
  settled_at: string | null
  /** What went wrong at the last attempt, as a code: a receiver's own words may name a person. */
  problem: string | null
}
