import { sha256 } from '../secrets.ts'

/** What was sent, as it is stored. */
export interface Sent {
  target: string
  /** Set where the target is a figure. */
  figure_revision: number | null
  display_name: string | null
  body: string
}

/**
 * SHA-256 over text, name and what they are about, salted with 128 random bits kept on the comment row: a short text
 * cannot be guessed back from it.
 */
export function hashSent(salt: string, sent: Sent): string {
  return sha256(sentText(salt, sent))
}

/** What {@link hashSent} is taken over: salt, target, name and text as a JSON array without spaces. */
export function sentText(salt: string, { target, figure_revision: revision, ...sent }: Sent): string {
  const about = revision === null ? target : `${target}/v${revision}`
  return JSON.stringify([salt, about, sent.display_name, sent.body])
}
