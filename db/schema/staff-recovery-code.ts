/** Ten a person, each good once; the codes themselves are shown once and kept nowhere. */
export interface StaffRecoveryCodeTable {
  /** HMAC of the code for this one person. */
  hash: string
  staff_id: string
  created_at: string
  used_at: string | null
}
