import type { StaffRole } from './staff.ts'

/** A link that is good once: an invitation, or a new password for who lost the old one. */
export interface StaffLinkTable {
  id: string
  /** HMAC of the token in the address. */
  token_hash: string
  kind: 'invitation' | 'reset'
  /** Lower case. */
  email: string
  name: string
  role: StaffRole
  /** The account to reset; of a used invitation the account that came of it. */
  staff_id: string | null
  /** Whether the second factors of the account go as well. */
  second_factor: 0 | 1
  /** Null: made at the machine itself. */
  created_by: string | null
  created_at: string
  expires_at: string
  /** When it was used or withdrawn. */
  used_at: string | null
}
