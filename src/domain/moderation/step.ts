import type { Writer } from '../../../db/connect.ts'
import { hashSent } from '../comments/receipt.ts'
import type { Context } from '../context.ts'
import { enqueueStep } from '../notices/outbox.ts'
import { closeReports } from '../reports/store.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { indexComment } from '../search/keeping.ts'
import { deleteClaim } from './claim-rows.ts'
import { decisionDue } from './due.ts'
import { eraseTraces } from './erasure.ts'
import { appendEvent, hashNote, takeHead } from './ledger.ts'
import type { Reason, Transition } from './rules.ts'
import { insertNote, moveComment, type CommentRow } from './store.ts'

/** One step that was judged and may be taken. */
export interface Step {
  transition: Transition
  actor: { kind: 'staff'; staffId: string } | { kind: 'submitter' } | { kind: 'system' }
  reason: Reason | null
  note: string | null
  /** Claims the request that asks for the step, first of all; false where it was claimed before. */
  claim?: (tx: Writer) => Promise<boolean>
}

/** Leaves the transaction when someone else moved the comment first. */
class LostRace extends Error {}

/**
 * Moves a comment on from exactly the revision that was judged: state, event, note and cache revision together.
 * @returns false, with nothing changed, where someone else was first
 */
export async function takeStep(ctx: Context, row: CommentRow, step: Step): Promise<boolean> {
  try {
    await ctx.db.transaction((tx) => take(ctx, tx, row, step))
    return true
  } catch (error) {
    if (error instanceof LostRace) return false
    throw error
  }
}

async function take(
  ctx: Context,
  tx: Writer,
  row: CommentRow,
  { transition, actor, reason, note, claim }: Step,
): Promise<void> {
  const at = ctx.now().toISOString()
  const staffId = actor.kind === 'staff' ? actor.staffId : null
  if (claim !== undefined && !(await claim(tx))) throw new LostRace()
  const head = await takeHead(tx)
  const erased = transition.to === 'erased'
  const said = note === null ? null : { note, salt: newSalt(ctx) }
  const moved = await moveComment(tx, row, {
    status: transition.to,
    ...(actor.kind !== 'submitter' && { decided_at: transition.to === 'pending' ? null : at }),
    ...(actor.kind === 'staff' && { decided_by: transition.to === 'pending' ? null : actor.staffId }),
    due_at: dueAfter(ctx, transition, row),
    ...(transition.to === 'published' && { published_at: row.published_at ?? at }),
    ...(erased && {
      ...{ body: null, body_salt: null, display_name: null, network_hash: null },
      erasure_asked_at: null,
    }),
  })
  if (!moved) throw new LostRace()
  await appendEvent(tx, head, {
    comment_id: row.id,
    comment_revision: row.revision + 1,
    action: transition.action,
    from_status: transition.from,
    to_status: transition.to,
    reason,
    note_hash: said === null ? null : hashNote(said.salt, said.note),
    actor: actor.kind,
    staff_id: staffId,
    at,
    text_hash: hashSent(row.body_salt ?? '', { ...row, body: row.body ?? '' }),
    salt: newSalt(ctx),
  })
  await deleteClaim(tx, row.id)
  await closeReports(tx, row.id, { at, eventSeq: head.seq, staffId })
  if (erased) await eraseTraces(tx, row.id)
  if (transition.to === 'published') await makeFindable(tx, row, row.published_at ?? at)
  if (said !== null) await insertNote(tx, { event_seq: head.seq, ...said })
  await enqueueStep(ctx, tx, {
    comment: row.id,
    revision: row.revision + 1,
    target: row.target,
    from: transition.from,
    status: transition.to,
    action: transition.action,
    reason,
    at,
  })
  await bumpRevisions(tx, [row.target])
}

/** What takes it out of the index again is a trigger of the database. */
async function makeFindable(
  tx: Writer,
  { id, body, sample }: CommentRow,
  publishedAt: string,
): Promise<void> {
  await indexComment(tx, { id, body: body ?? '', publishedAt, sample: sample === 1 })
}

/** 128 random bits. */
function newSalt(ctx: Context): string {
  return Buffer.from(ctx.randomBytes(16)).toString('hex')
}

/** An appeal starts a new period; what goes back to the queue keeps the one it had. */
function dueAfter(ctx: Context, { to }: Transition, row: CommentRow): string | null {
  if (to === 'appealed') return decisionDue(ctx, ctx.now())
  return to === 'pending' ? decisionDue(ctx, new Date(row.submitted_at)) : null
}
