import { sha256 } from '../secrets.ts'

/** What was sent, as it is stored. */
export interface Sent {
  target: string
  display_name: string | null
  body: string
}

/**
 * SHA-256 over text, name and what they are about, salted with 128 random bits kept on the comment row: a short text
 * cannot be guessed back from it.
 */
export function hashSent(salt: string, { target, display_name: name, body }: Sent): string {
  return sha256(JSON.stringify([salt, target, name, body]))
}
