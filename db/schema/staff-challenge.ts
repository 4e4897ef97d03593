/** A random number that an authenticator is to sign: good once, for a few minutes. */
export interface StaffChallengeTable {
  /** base64url. */
  challenge: string
  purpose: 'add' | 'sign-in'
  /** Whose passkey is added; null at the sign-in page, where nobody is known yet. */
  staff_id: string | null
  created_at: string
  expires_at: string
}
