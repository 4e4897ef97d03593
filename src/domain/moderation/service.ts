import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { claimAnswer, findAnswer, repeatableByStaff, type Repeatable } from '../comments/idempotency.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { scrubNow } from './erasure.ts'
import { loadJudge } from './judging.ts'
import { readNote } from './note.ts'
import { PLAIN_QUEUE } from './queue-rules.ts'
import { listComments, toEntries, type QueuePage } from './queue.ts'
import type {
  Action,
  CommentStatus,
  CurrentState,
  HistoryEntry,
  QueueEntry,
  Reason,
  Refusal,
} from './rules.ts'
import { takeStep } from './step.ts'
import { findComment, listHistory } from './store.ts'

/** One page of the comments in one state, oldest first. @throws DomainError as {@link listComments} does */
export async function listQueue(
  ctx: StaffContext,
  status: CommentStatus,
  page: { limit: number; after: string | null },
): Promise<QueuePage> {
  return listComments(ctx, { ...PLAIN_QUEUE, status }, page)
}

export interface CommentDossier {
  entry: QueueEntry
  history: HistoryEntry[]
  /** Steps that this person may take now. */
  allowed: Action[]
}

/** A comment with everything that was decided on it. @throws DomainError forbidden or not-found */
export async function getDossier(ctx: StaffContext, id: string): Promise<CommentDossier> {
  requirePermission(ctx, 'comments.read')
  const row = await findComment(ctx.db.read, id)
  if (row === null) throw new DomainError('not-found', `no comment ${id}`)
  const { history, allowed } = await loadJudge(ctx, row)
  const [entry] = await toEntries(ctx, [row])
  if (entry === undefined) throw new DomainError('not-found', `no comment ${id}`)
  return { entry, history, allowed }
}

/** What a member of the staff decides, on the revision that was on the screen. */
export interface Decision {
  commentId: string
  revision: number
  action: Action
  reason: Reason | null
  note: string | null
}

export interface Decided {
  id: string
  revision: number
  status: CommentStatus
}

/**
 * Takes one step in the life of a comment: state, event, note and cache revision in one transaction.
 * With a key, the same decision sent again gets the first answer.
 * @throws DomainError forbidden, not-found, invalid (reason or note, or a step the state does not allow),
 *   or conflict if someone decided in between; it carries what stands now
 */
export async function decide(
  ctx: StaffContext,
  decision: Decision,
  idempotencyKey: string | null = null,
): Promise<Decided> {
  requirePermission(ctx, 'comments.decide')
  const { commentId, revision, action, reason, note } = decision
  if (idempotencyKey === null) return takeDecision(ctx, decision, null)
  const request = repeatableByStaff(idempotencyKey, [commentId, revision, action, reason, note], ctx.staff.id)
  const earlier = await findAnswer(ctx, ctx.db.read, request)
  if (earlier !== null) return JSON.parse(earlier) as Decided
  try {
    return await takeDecision(ctx, decision, request)
  } catch (error) {
    // The same request may have been here a moment before.
    const first = await findAnswer(ctx, ctx.db.write, request)
    if (first === null) throw error
    return JSON.parse(first) as Decided
  }
}

async function takeDecision(
  ctx: StaffContext,
  decision: Decision,
  request: Repeatable | null,
): Promise<Decided> {
  const note = readNote(decision.note)
  const row = await findComment(ctx.db.read, decision.commentId)
  if (row === null) throw new DomainError('not-found', `no comment ${decision.commentId}`)
  if (row.revision !== decision.revision) throw await conflictOf(ctx, decision.commentId)
  const { judge } = await loadJudge(ctx, row)
  const verdict = judge(decision.action, decision.reason)
  if (!verdict.ok) throw refusalOf(verdict.refusal)
  const { transition } = verdict
  const decided: Decided = { id: row.id, revision: row.revision + 1, status: transition.to }
  const taken = await takeStep(ctx, row, {
    transition,
    actor: { kind: 'staff', staffId: ctx.staff.id },
    reason: transition.needsReason ? decision.reason : null,
    note,
    claim: async (tx) => {
      await requireStanding(tx, ctx)
      return request === null || claimAnswer(ctx, tx, request, JSON.stringify(decided))
    },
  })
  if (!taken) throw await conflictOf(ctx, decision.commentId)
  if (transition.to === 'erased') await scrubNow(ctx)
  return decided
}

async function conflictOf(ctx: StaffContext, commentId: string): Promise<DomainError> {
  const row = await findComment(ctx.db.write, commentId)
  if (row === null) return new DomainError('not-found', `no comment ${commentId}`)
  const last = (await listHistory(ctx.db.write, commentId)).at(-1)
  const current: CurrentState = {
    revision: row.revision,
    status: row.status,
    by: last?.byName ?? null,
    at: last?.at ?? row.submitted_at,
  }
  return new DomainError('conflict', 'the comment changed in between', { current })
}

function refusalOf(refusal: Refusal): DomainError {
  if (refusal === 'reason-missing') {
    return new DomainError('invalid', refusal, { fields: [{ pointer: '/reason', code: 'required' }] })
  }
  const forbidden = refusal === 'not-admin' || refusal === 'not-yours' || refusal === 'decided-before'
  return new DomainError(forbidden ? 'forbidden' : 'invalid', refusal, {
    fields: [{ pointer: '/action', code: refusal }],
  })
}
