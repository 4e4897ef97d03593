export interface StaffSessionTable {
  /** SHA-256 of the session id in the cookie. */
  id: string
  staff_id: string
  /** Idle expiry; moves while the session is used. */
  expires_at: string
  /** The absolute expiry counts from here. */
  created_at: string
  /** When it was last used, to some minutes; null in rows from before this was kept. */
  last_seen_at: string | null
  /** Browser and system in a few words, from the user agent; no address. */
  device: string | null
}
