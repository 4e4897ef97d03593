/** The first answer to a request that may be repeated. */
export interface IdempotencyKeyTable {
  /** HMAC of the key and its scope. */
  id: string
  /** HMAC of the request's content. */
  request_hash: string
  /** The answer, readable only with the client's key (AES-256-GCM). */
  sealed: string
  expires_at: string
}
