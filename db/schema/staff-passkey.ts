/** One WebAuthn credential. */
export interface StaffPasskeyTable {
  /** Credential id, base64url, as the authenticator gave it. */
  id: string
  staff_id: string
  /** Given by its owner, to tell one device from another. */
  name: string
  /** COSE key, base64url. */
  public_key: string
  /** Signature counter of the last use; many authenticators stay at 0. */
  counter: number
  /** JSON array: `["internal","hybrid"]`. */
  transports: string
  created_at: string
  last_used_at: string | null
}
