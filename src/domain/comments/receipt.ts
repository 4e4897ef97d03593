import { sha256 } from '../secrets.ts'

/** Salted with 128 random bits kept on the comment row: a short text cannot be guessed back from it. */
export function hashText(salt: string, body: string): string {
  return sha256(`${salt}\n${body}`)
}
