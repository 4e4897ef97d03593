/** Attempts counted in the current window of one key. */
export interface RateLimitTable {
  key: string
  points: number
  expires_at: string
}
