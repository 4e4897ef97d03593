export type StaffRole = 'moderator' | 'publisher' | 'auditor' | 'admin'

/** A person who signs in. Readers have no accounts. */
export interface StaffTable {
  id: string
  /** Lower case. */
  email: string
  /** Shown to colleagues. */
  name: string
  role: StaffRole
  /** argon2id, PHC string. */
  password_hash: string
  /** TOTP secret sealed with the site's key; null where no second factor is set. */
  totp_sealed: string | null
  /** Last accepted TOTP time step: a code is good once. */
  totp_last_step: number | null
  disabled_at: string | null
  created_at: string
}
