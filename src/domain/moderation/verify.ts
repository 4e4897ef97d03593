import type { Reader } from '../../../db/connect.ts'
import type { ModerationEventTable } from '../../../db/schema/moderation-event.ts'
import { hashSent } from '../comments/receipt.ts'
import type { Context } from '../context.ts'
import { GENESIS, hashEvent, hashNote } from './ledger.ts'

export type BreakCause =
  | 'gap'
  | 'previous-hash'
  | 'event-hash'
  | 'comment-missing'
  | 'note-changed'
  | 'note-missing'
  | 'head'
  | 'step-missing'
  | 'state'
  | 'reports'
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

type EventWithNote = ModerationEventTable & {
  note: string | null
  note_salt: string | null
  status: string | null
}

async function readEvents(db: Reader, after: number): Promise<EventWithNote[]> {
  return db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .leftJoin('comment', 'comment.id', 'event.comment_id')
    .selectAll('event')
    .select(['note.note', 'note.salt as note_salt', 'comment.status'])
    .where('event.seq', '>', after)
    .orderBy('event.seq')
    .limit(BATCH)
    .execute()
}

function breakOf(event: EventWithNote, seq: number, hash: string): BreakCause | null {
  if (event.seq !== seq + 1) return 'gap'
  if (event.prev_hash !== hash) return 'previous-hash'
  if (event.hash !== hashEvent(event.seq, hash, event)) return 'event-hash'
  if (event.status === null) return 'comment-missing'
  const noteHash = event.note === null ? null : hashNote(event.note_salt ?? '', event.note)
  if (noteHash !== null && event.note_hash !== noteHash) return 'note-changed'
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
      .select(['comment.id', 'comment.status', 'comment.revision', 'comment.target', 'comment.display_name'])
      .select(['comment.decided_at', 'comment.open_reports'])
      .select(['comment.body', 'comment.body_salt', 'comment.published_at', 'comment.figure_revision'])
      .select((eb) => [
        'event.seq',
        'event.to_status',
        'event.text_hash',
        eb
          .selectFrom('moderation_event as other')
          .select((inner) => inner.fn.countAll<number>().as('steps'))
          .whereRef('other.comment_id', '=', 'comment.id')
          .as('steps'),
        eb
          .selectFrom('moderation_event as first')
          .select((inner) => inner.fn.min('first.at').as('at'))
          .whereRef('first.comment_id', '=', 'comment.id')
          .where('first.to_status', '=', 'published')
          .as('first_published'),
        eb
          .selectFrom('moderation_event as decision')
          .select((inner) =>
            inner
              .case()
              .when('decision.to_status', '=', 'pending')
              .then(null)
              .else(inner.ref('decision.at'))
              .end()
              .as('at'),
          )
          .whereRef('decision.comment_id', '=', 'comment.id')
          .where('decision.actor', '<>', 'submitter')
          .orderBy('decision.comment_revision', 'desc')
          .limit(1)
          .as('last_decided'),
        eb
          .selectFrom('comment_report as report')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('report.comment_id', '=', 'comment.id')
          .where('report.closed_at', 'is', null)
          .as('unseen'),
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

interface ComparedComment {
  status: string
  revision: number
  target: string
  figure_revision: number | null
  display_name: string | null
  body: string | null
  body_salt: string | null
  published_at: string | null
  first_published: string | null
  decided_at: string | null
  last_decided: string | null
  open_reports: number
  unseen: number | null
  to_status: string | null
  text_hash: string | null
  steps: number | null
}

function mismatchOf(comment: ComparedComment): BreakCause | null {
  // Revision 1 is the submission; every event adds one.
  if (comment.steps !== comment.revision - 1) return 'step-missing'
  if (comment.published_at !== comment.first_published) return 'state'
  if (comment.decided_at !== comment.last_decided) return 'state'
  if (comment.open_reports !== comment.unseen) return 'reports'
  if (comment.revision === 1) return comment.status === 'pending' ? null : 'state'
  if (comment.to_status !== comment.status) return 'state'
  const { body, body_salt: salt } = comment
  if (comment.status === 'erased') return body === null && salt === null ? null : 'text'
  if (body === null || salt === null) return 'text'
  return hashSent(salt, { ...comment, body }) === comment.text_hash ? null : 'text'
}
