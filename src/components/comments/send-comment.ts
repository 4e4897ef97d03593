import type { OutboxEntry, Sent } from '../../domain/comments/outbox-rules.ts'
import { deliverComment, type Parcel } from './deliver-comment.ts'

const SOLVE_MS = 90_000

/** One try from a page, which does the sum that the site may ask for. */
export function sendFromPage(parcel: Parcel): Promise<Sent> {
  return deliverComment(parcel, solve)
}

/** In a worker of its own, whose script is loaded only then. @returns what the server takes for the solution */
async function solve(challenge: unknown): Promise<string | null> {
  const worker = new Worker(new URL('challenge-worker.ts', import.meta.url), { type: 'module' })
  const solution = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = () => resolve(null)
    setTimeout(() => resolve(null), SOLVE_MS)
    worker.postMessage(challenge)
  })
  worker.terminate()
  return solution === null ? null : btoa(JSON.stringify({ challenge, solution }))
}

/** A comment as it sets out. */
export function makeEntry(
  comment: Pick<OutboxEntry, 'target' | 'apiUrl' | 'page' | 'body' | 'displayName' | 'hints'>,
): OutboxEntry {
  return {
    ...comment,
    key: randomKey(),
    lang: document.documentElement.lang,
    savedAt: Date.now(),
    triedAt: null,
    notBefore: 0,
    pausedUntil: 0,
    tries: 0,
    claimedUntil: 0,
    state: { kind: 'waiting' },
  }
}

/** A random UUID. Browsers offer `randomUUID` on https and localhost only: not on an office network. */
function randomKey(): string {
  const { randomUUID } = crypto as { randomUUID?: () => string }
  if (randomUUID !== undefined) return randomUUID.call(crypto)
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  // Version 4 and its variant, where the format wants them.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/u, '$1-$2-4$3-8$4-')
}
