export interface StaffSessionTable {
  /** SHA-256 of the session id in the cookie. */
  id: string
  staff_id: string
  /** Idle expiry; moves while the session is used. */
  expires_at: string
  /** The absolute expiry counts from here. */
  created_at: string
}
