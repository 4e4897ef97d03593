import type { Writer } from '../../../db/connect.ts'
import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { claimAnswer, findAnswer, repeatableByStaff, settleAnswer } from '../comments/idempotency.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError, isDomainError } from '../errors.ts'
import { readNote } from './note.ts'
import { toEntries } from './queue.ts'
import {
  MAX_BATCH,
  TRANSITIONS,
  type BatchItem,
  type BatchLine,
  type BatchOutcome,
  type BulkAction,
  type CurrentState,
  type QueueEntry,
  type Reason,
} from './rules.ts'
import { decide } from './service.ts'
import { findComments } from './store.ts'

const KEPT_MS = 24 * 3_600_000

/** One decision on several comments, each on the revision that was on the screen. */
export interface BatchDecision {
  /** Made with the form: sent twice, it is taken once. */
  batchId: string
  action: BulkAction
  reason: Reason | null
  note: string | null
  items: readonly { id: string; revision: number }[]
}

/**
 * Takes the same step with several comments, one transaction each: what cannot be taken keeps nothing else back.
 * @returns errors that nobody expected; the comments they hit are marked as failed
 * @throws DomainError forbidden, or invalid where reason, note or number of comments is wrong: then nothing was taken
 */
export async function decideMany(ctx: StaffContext, batch: BatchDecision): Promise<unknown[]> {
  requirePermission(ctx, 'comments.decide')
  requireUsable(batch)
  readNote(batch.note)
  const first = await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    return begin(ctx, tx, batch)
  })
  return first ? takeAll(ctx, batch) : []
}

/**
 * As {@link decideMany}, for a client that sends the same request again when it saw no answer.
 * @param key The Idempotency-Key header; null for none.
 * @param print Makes the answer, which is then kept: the same request gets the same characters again.
 * @throws DomainError as `decideMany`, or idempotency-mismatch
 */
export async function decideManyOnce(
  ctx: StaffContext,
  batch: BatchDecision,
  key: string | null,
  print: (report: BatchReport) => string,
): Promise<{ answer: string; failures: unknown[] }> {
  const { batchId, action, reason, note, items } = batch
  if (key === null) {
    const failures = await decideMany(ctx, batch)
    return { answer: print(await getBatch(ctx, batchId)), failures }
  }
  requirePermission(ctx, 'comments.decide')
  requireUsable(batch)
  readNote(note)
  const request = repeatableByStaff(key, [action, reason, note, items], ctx.staff.id)
  const seal = (kept: KeptAnswer): string => JSON.stringify(kept)
  const first = await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    return (await claimAnswer(ctx, tx, request, seal({ batchId, answer: null }))) && begin(ctx, tx, batch)
  })
  if (!first) {
    const kept = await findAnswer(ctx, ctx.db.write, request)
    const { batchId: earlier, answer } = JSON.parse(kept ?? seal({ batchId, answer: null })) as KeptAnswer
    return { answer: answer ?? print(await getBatch(ctx, earlier)), failures: [] }
  }
  const failures = await takeAll(ctx, batch)
  const answer = print(await getBatch(ctx, batchId))
  await settleAnswer(ctx, request, seal({ batchId, answer }))
  return { answer, failures }
}

/** What is kept of a request with a key; no answer while its comments are being decided. */
interface KeptAnswer {
  batchId: string
  answer: string | null
}

/** @returns false where this batch was begun before */
async function begin(ctx: StaffContext, tx: Writer, batch: BatchDecision): Promise<boolean> {
  const items: BatchItem[] = batch.items.map(({ id, revision }) => ({ id, revision, outcome: null }))
  const begun = await tx
    .insertInto('decision_batch')
    .values({
      id: batch.batchId,
      staff_id: ctx.staff.id,
      action: batch.action,
      reason: batch.reason,
      at: ctx.now().toISOString(),
      items: JSON.stringify(items),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return begun !== undefined
}

async function takeAll(ctx: StaffContext, batch: BatchDecision): Promise<unknown[]> {
  const { batchId, action, reason, items } = batch
  const note = readNote(batch.note)
  const failures: unknown[] = []
  const done: BatchItem[] = []
  for (const { id, revision } of items) {
    const outcome = await decide(ctx, { commentId: id, revision, action, reason, note }).then(
      (decided): BatchOutcome => ({ kind: 'done', revision: decided.revision, status: decided.status }),
      (error: unknown): BatchOutcome => {
        if (!isDomainError(error)) failures.push(error)
        return outcomeOf(error)
      },
    )
    done.push({ id, revision, outcome })
  }
  await ctx.db.write
    .updateTable('decision_batch')
    .set({ items: JSON.stringify(done) })
    .where('id', '=', batchId)
    .execute()
  return failures
}

/**
 * Comments that were chosen for a batch, in the order of `ids`; unknown ones are left out.
 * @throws DomainError forbidden
 */
export async function listChosen(ctx: StaffContext, ids: readonly string[]): Promise<QueueEntry[]> {
  requirePermission(ctx, 'comments.read')
  const rows = await findComments(ctx.db.read, ids.slice(0, MAX_BATCH))
  const entries = new Map((await toEntries(ctx, rows)).map((entry) => [entry.id, entry]))
  return ids.flatMap((id) => entries.get(id) ?? [])
}

/** What became of a batch, and what of it may be taken back now. */
export interface BatchReport {
  id: string
  action: BulkAction
  reason: Reason | null
  at: string
  lines: BatchLine[]
  /** Comments of the batch that this person may take back now. */
  undoable: { id: string; revision: number }[]
}

/** @throws DomainError forbidden, or not-found for a batch that is none of this person's */
export async function getBatch(ctx: StaffContext, batchId: string): Promise<BatchReport> {
  requirePermission(ctx, 'comments.read')
  const row = await ctx.db.read
    .selectFrom('decision_batch')
    .selectAll()
    .where('id', '=', batchId)
    .where('staff_id', '=', ctx.staff.id)
    .executeTakeFirst()
  if (row === undefined) throw new DomainError('not-found', `no batch ${batchId}`)
  const items = JSON.parse(row.items) as BatchItem[]
  const rows = await findComments(
    ctx.db.read,
    items.map(({ id }) => id),
  )
  const entries = new Map((await toEntries(ctx, rows)).map((entry) => [entry.id, entry]))
  const lines = items.map((item): BatchLine => ({ ...item, entry: entries.get(item.id) ?? null }))
  const undoable = lines.flatMap(({ id, outcome, entry }) => {
    const mine = outcome?.kind === 'done' && entry?.revision === outcome.revision
    return mine && entry.allowed.includes('undo') ? [{ id, revision: entry.revision }] : []
  })
  return {
    id: row.id,
    action: row.action as BulkAction,
    reason: row.reason as Reason | null,
    at: row.at,
    lines,
    undoable,
  }
}

/** Takes back what of a batch can still be taken back, as new events. @returns as {@link decideMany} */
export async function undoMany(ctx: StaffContext, batchId: string, undoId: string): Promise<unknown[]> {
  const { undoable } = await getBatch(ctx, batchId)
  return decideMany(ctx, { batchId: undoId, action: 'undo', reason: null, note: null, items: undoable })
}

/** Housekeeping: the events stay; the account of what was asked for at once is of use for a day. */
export async function deleteOldBatches(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS).toISOString()
  await ctx.db.write.deleteFrom('decision_batch').where('at', '<', before).execute()
}

function requireUsable({ action, reason, items }: BatchDecision): void {
  if (items.length === 0) {
    throw new DomainError('invalid', 'nothing chosen', {
      fields: [{ pointer: '/comments', code: 'required' }],
    })
  }
  if (items.length > MAX_BATCH) {
    throw new DomainError('invalid', 'too many', {
      fields: [{ pointer: '/comments', code: 'too-many', count: MAX_BATCH }],
    })
  }
  const needsReason = TRANSITIONS.some((step) => step.action === action && step.needsReason)
  if (needsReason && reason === null) {
    throw new DomainError('invalid', 'reason-missing', { fields: [{ pointer: '/reason', code: 'required' }] })
  }
}

function outcomeOf(error: unknown): BatchOutcome {
  if (!isDomainError(error)) return { kind: 'failed' }
  if (error.code === 'conflict' && error.current !== undefined) {
    const { status, by, at } = error.current as CurrentState
    return { kind: 'changed', status, by, at }
  }
  if (error.code === 'not-found') return { kind: 'missing' }
  return { kind: 'refused', code: error.fields[0]?.code ?? error.code }
}
