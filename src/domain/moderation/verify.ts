import type { Reader } from '../../../db/connect.ts'
import type { ModerationEventTable } from '../../../db/schema/moderation-event.ts'
import { hashText } from '../comments/receipt.ts'
import type { Context } from '../context.ts'
import { GENESIS, hashEvent, hashNote } from './ledger.ts'

export type BreakCause =
  | 'gap'
  | 'previous-hash'
  | 'event-hash'
  | 'note-changed'
  | 'note-missing'
  | 'head'
  | 'step-missing'
  | 'state'
  | 'text'

export type Verification =
  | { ok: true; events: number; comments: number; head: string }
  | { ok: false; cause: BreakCause; seq: number | null; commentId: string | null }

const BATCH = 1_000

/**
 * Walks the whole chain of moderation events and compares every comment with its last event.
 * Stops at the first link that does not hold.
 */
export async function verifyLedger(ctx: Context): Promise<Verification> {
  // One snapshot: decisions taken while it walks neither break nor hide anything.
  return ctx.db.read
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(verifyIn)
}

async function verifyIn(db: Reader): Promise<Verification> {
  let seq = 0
  let hash = GENESIS
  for (;;) {
    const events = await readEvents(db, seq)
    for (const event of events) {
      const cause = breakOf(event, seq, hash)
      if (cause !== null) return { ok: false, cause, seq: event.seq, commentId: event.comment_id }
      seq = event.seq
      hash = event.hash
    }
    if (events.length < BATCH) break
  }
  const head = await db
    .selectFrom('ledger_head')
    .selectAll()
    .where('ledger', '=', 'moderation')
    .executeTakeFirst()
  if (head?.seq !== seq || head.hash !== hash) return { ok: false, cause: 'head', seq, commentId: null }
  const states = await verifyStates(db)
  return typeof states === 'number' ? { ok: true, events: seq, comments: states, head: hash } : states
}

type EventWithNote = ModerationEventTable & { note: string | null; status: string | null }

async function readEvents(db: Reader, after: number): Promise<EventWithNote[]> {
  return db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .leftJoin('comment', 'comment.id', 'event.comment_id')
    .selectAll('event')
    .select(['note.note', 'comment.status'])
    .where('event.seq', '>', after)
    .orderBy('event.seq')
    .limit(BATCH)
    .execute()
}

function breakOf(event: EventWithNote, seq: number, hash: string): BreakCause | null {
  if (event.seq !== seq + 1) return 'gap'
  if (event.prev_hash !== hash) return 'previous-hash'
  if (event.hash !== hashEvent(event.seq, hash, event)) return 'event-hash'
  if (event.note !== null && event.note_hash !== hashNote(event.note)) return 'note-changed'
  if (event.note === null && event.note_hash !== null && event.status !== 'erased') return 'note-missing'
  return null
}

/** @returns the number of comments, or the first that its events do not explain */
async function verifyStates(db: Reader): Promise<number | Verification> {
  let count = 0
  let after = ''
  for (;;) {
    const comments = await db
      .selectFrom('comment')
      .leftJoin('moderation_event as event', (join) =>
        join
          .onRef('event.comment_id', '=', 'comment.id')
          .onRef('event.comment_revision', '=', 'comment.revision'),
      )
      .select(['comment.id', 'comment.status', 'comment.revision', 'comment.body', 'comment.body_salt'])
      .select((eb) => [
        'event.seq',
        'event.to_status',
        'event.text_hash',
        eb
          .selectFrom('moderation_event as other')
          .select((inner) => inner.fn.countAll<number>().as('steps'))
          .whereRef('other.comment_id', '=', 'comment.id')
          .as('steps'),
      ])
      .where('comment.id', '>', after)
      .orderBy('comment.id')
      .limit(BATCH)
      .execute()
    for (const comment of comments) {
      const cause = mismatchOf(comment)
      if (cause !== null) return { ok: false, cause, seq: comment.seq, commentId: comment.id }
      count += 1
      after = comment.id
    }
    if (comments.length < BATCH) return count
  }
}

function mismatchOf(comment: {
  status: string
  revision: number
  body: string | null
  body_salt: string | null
  to_status: string | null
  text_hash: string | null
  steps: number | null
}): BreakCause | null {
  // Revision 1 is the submission; every event adds one.
  if (comment.steps !== comment.revision - 1) return 'step-missing'
  if (comment.revision === 1) return comment.status === 'pending' ? null : 'state'
  if (comment.to_status !== comment.status) return 'state'
  if (comment.body === null || comment.body_salt === null) return null
  return hashText(comment.body_salt, comment.body) === comment.text_hash ? null : 'text'
}
