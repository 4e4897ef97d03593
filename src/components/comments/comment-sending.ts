import { taken, type OutboxEntry, type Sent } from '../../domain/comments/outbox-rules.ts'
import { askWorker, keepEntry, removeEntry, settleEntry } from './outbox.ts'
import { makeEntry, sendFromPage } from './send-comment.ts'

type Comment = Parameters<typeof makeEntry>[0]
/** It was kept, and goes out by itself when that can be. */
interface Waits {
  kind: 'waits'
}

/**
 * Sends from one form. The same words keep their idempotency key, so that sending again after a failure of which nobody
 * knows whether the comment arrived makes one comment; other words get another key.
 */
export function createSending(): (comment: Comment) => Promise<Sent | Waits> {
  let last: OutboxEntry | undefined
  return async (comment) => {
    const same = last?.body === comment.body && last.displayName === comment.displayName
    const entry = same && last !== undefined ? last : makeEntry(comment)
    last = entry
    const wait = (): Waits => {
      last = undefined
      void askWorker().catch(() => undefined)
      return { kind: 'waits' }
    }
    if (!navigator.onLine && (await isDone(keepEntry(entry)))) return wait()
    // Kept before it leaves: a tab that is closed meanwhile loses nothing.
    const held = await isDone(keepEntry(taken(entry, Date.now())))
    const sent = await sendFromPage(entry)
    if (!held) return sent
    if (sent.kind === 'failed' && sent.cause === 'network') {
      await settleEntry(entry.key, sent)
      return wait()
    }
    await removeEntry(entry.key, { underWay: true })
    return sent
  }
}

/** A browser may keep nothing. */
function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}
