import { sha256 } from '../secrets.ts'

/** What the submitter is handed: the only time the tracking code is known outside their hands. */
export interface Receipt {
  /** Three groups of six. */
  code: string
  status: 'pending'
  /** ISO-8601 UTC. */
  submittedAt: string
  /** Absolute address of the tracking page. */
  trackUrl: string
  /** SHA-256 of salt and text: proves later what was sent. */
  receiptHash: string
}

/** Salted with 128 random bits kept on the comment row: a short text cannot be guessed back from it. */
export function hashText(salt: string, body: string): string {
  return sha256(`${salt}\n${body}`)
}

const RECEIPT_MS = 10 * 60_000

/** Whether the tracking page still serves as the receipt: the code is news to whoever reads it. */
export function isJustSent(comment: { status: string; submittedAt: string }, now: Date): boolean {
  return comment.status === 'pending' && now.getTime() - Date.parse(comment.submittedAt) < RECEIPT_MS
}
