import { requirePermission } from '../accounts/rules.ts'
import { formatCursor, parseCursor } from '../comments/cursor.ts'
import { claimAnswer, findAnswer, repeatableByStaff, type Repeatable } from '../comments/idempotency.ts'
import { printedTarget } from '../comments/rules.ts'
import { findTargetViews, type TargetView } from '../comments/targets.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { readNote } from './note.ts'
import {
  ACTIONS,
  judgeStep,
  type Action,
  type CommentStatus,
  type CurrentState,
  type History,
  type HistoryEntry,
  type QueueEntry,
  type Reason,
  type Refusal,
} from './rules.ts'
import { takeStep } from './step.ts'
import {
  countByStatus,
  countOtherDeciders,
  findComment,
  listByStatus,
  listHistory,
  type CommentRow,
} from './store.ts'

/** One page of the queue, oldest first. `next` is null on the last page. */
export interface QueuePage {
  items: QueueEntry[]
  next: string | null
}

/** @throws DomainError forbidden, or invalid for a cursor that is none */
export async function listQueue(
  ctx: StaffContext,
  status: CommentStatus,
  page: { limit: number; after: string | null },
): Promise<QueuePage> {
  requirePermission(ctx, 'comments.read')
  const rows = await listByStatus(ctx.db.read, status, {
    limit: page.limit + 1,
    after: parseCursor(page.after),
    samples: ctx.config.demo,
  })
  const shown = rows.slice(0, page.limit)
  const views = await findTargetViews(ctx, shown.map(printedTarget))
  const last = shown.at(-1)
  const more = rows.length > page.limit && last !== undefined
  return {
    items: shown.map((row) => toEntry(row, views.get(printedTarget(row)) ?? null)),
    next: more ? formatCursor({ at: last.submitted_at, id: last.id }) : null,
  }
}

/** Number of comments in each state. */
export async function countQueues(ctx: StaffContext): Promise<Map<CommentStatus, number>> {
  requirePermission(ctx, 'comments.read')
  return countByStatus(ctx.db.read, ctx.config.demo)
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
  const { history, judge } = await loadJudge(ctx, row)
  const views = await findTargetViews(ctx, [printedTarget(row)])
  // An appeal goes back to where the comment was, or to the public: the other of the two would tell it falsely.
  const misleading = row.status !== 'appealed' ? null : row.published_at === null ? 'hide' : 'reject'
  const allowed = ACTIONS.filter((action) => action !== misleading && judge(action, 'off-topic').ok)
  return { entry: toEntry(row, views.get(printedTarget(row)) ?? null), history, allowed }
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
    ...(request !== null && { claim: (tx) => claimAnswer(ctx, tx, request, JSON.stringify(decided)) }),
  })
  if (!taken) throw await conflictOf(ctx, decision.commentId)
  return decided
}

/** The question "may this person take that step now?" about one comment, with its history. */
async function loadJudge(ctx: StaffContext, row: CommentRow) {
  const history = await listHistory(ctx.db.read, row.id)
  const last = history.at(-1)
  const known: History = {
    status: row.status,
    lastStep:
      last?.staffId == null ? null : { staffId: last.staffId, at: new Date(last.at), from: last.fromStatus },
    deciders: history.map((entry) => entry.staffId).filter((id) => id !== null),
    othersMayDecide: (await countOtherDeciders(ctx.db.read, ctx.staff.id)) > 0,
  }
  const decider = { id: ctx.staff.id, isAdmin: ctx.staff.role === 'admin' }
  const judge = (action: Action, reason: Reason | null) =>
    judgeStep(known, action, decider, { now: ctx.now(), reason })
  return { history, judge }
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

function toEntry(row: CommentRow, view: TargetView | null): QueueEntry {
  return {
    id: row.id,
    revision: row.revision,
    status: row.status,
    target: printedTarget(row),
    targetTitle: view?.title ?? null,
    targetSummary: view?.summary ?? null,
    targetHref: view?.href ?? null,
    body: row.body,
    displayName: row.display_name,
    submittedAt: row.submitted_at,
    held: JSON.parse(row.held) as string[],
    sample: row.sample === 1,
  }
}
