import type { Writer } from '../../../db/connect.ts'
import { requirePermission } from '../accounts/rules.ts'
import { formatCursor, parseCursor } from '../comments/cursor.ts'
import { hashText } from '../comments/receipt.ts'
import { countCharacters, normalizeBody } from '../comments/rules.ts'
import { findTargetViews, type TargetView } from '../comments/targets.ts'
import type { StaffContext } from '../context.ts'
import { DomainError, type FieldFault } from '../errors.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { appendEvent, hashNote, takeHead } from './ledger.ts'
import {
  ACTIONS,
  MAX_NOTE,
  judgeStep,
  type Action,
  type CommentStatus,
  type CurrentState,
  type History,
  type HistoryEntry,
  type QueueEntry,
  type Reason,
  type Refusal,
  type Transition,
} from './rules.ts'
import {
  countByStatus,
  countOtherDeciders,
  deleteNotes,
  findComment,
  insertNote,
  listByStatus,
  listHistory,
  moveComment,
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
  })
  const shown = rows.slice(0, page.limit)
  const views = await findTargetViews(
    ctx,
    shown.map((row) => row.target),
  )
  const last = shown.at(-1)
  const more = rows.length > page.limit && last !== undefined
  return {
    items: shown.map((row) => toEntry(row, views.get(row.target) ?? null)),
    next: more ? formatCursor({ at: last.submitted_at, id: last.id }) : null,
  }
}

/** Number of comments in each state. */
export async function countQueues(ctx: StaffContext): Promise<Map<CommentStatus, number>> {
  requirePermission(ctx, 'comments.read')
  return countByStatus(ctx.db.read)
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
  const views = await findTargetViews(ctx, [row.target])
  const allowed = ACTIONS.filter((action) => judge(action, 'off-topic').ok)
  return { entry: toEntry(row, views.get(row.target) ?? null), history, allowed }
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
 * @throws DomainError forbidden, not-found, invalid (reason or note, or a step the state does not allow),
 *   or conflict if someone decided in between; it carries what stands now
 */
export async function decide(ctx: StaffContext, decision: Decision): Promise<Decided> {
  requirePermission(ctx, 'comments.decide')
  const note = readNote(decision.note)
  const row = await findComment(ctx.db.read, decision.commentId)
  if (row === null) throw new DomainError('not-found', `no comment ${decision.commentId}`)
  if (row.revision !== decision.revision) throw await conflictOf(ctx, decision.commentId)
  const { judge } = await loadJudge(ctx, row)
  const verdict = judge(decision.action, decision.reason)
  if (!verdict.ok) throw refusalOf(verdict.refusal)
  const reason = verdict.transition.needsReason ? decision.reason : null
  try {
    await ctx.db.transaction((tx) => take(ctx, tx, row, verdict.transition, { reason, note }))
  } catch (error) {
    if (error instanceof LostRace) throw await conflictOf(ctx, decision.commentId)
    throw error
  }
  return { id: row.id, revision: row.revision + 1, status: verdict.transition.to }
}

/** Leaves the transaction when someone else moved the comment first. */
class LostRace extends Error {}

async function take(
  ctx: StaffContext,
  tx: Writer,
  row: CommentRow,
  transition: Transition,
  words: { reason: Reason | null; note: string | null },
): Promise<void> {
  const at = ctx.now().toISOString()
  const head = await takeHead(tx)
  const erased = transition.to === 'erased'
  const moved = await moveComment(tx, row, {
    status: transition.to,
    decided_at: at,
    ...(transition.to === 'published' && { published_at: row.published_at ?? at }),
    ...(erased && { body: null, body_salt: null, display_name: null, network_hash: null }),
  })
  if (!moved) throw new LostRace()
  await appendEvent(tx, head, {
    comment_id: row.id,
    comment_revision: row.revision + 1,
    action: transition.action,
    from_status: transition.from,
    to_status: transition.to,
    reason: words.reason,
    note_hash: words.note === null ? null : hashNote(words.note),
    actor: 'staff',
    staff_id: ctx.staff.id,
    at,
    text_hash: hashText(row.body_salt ?? '', row.body ?? ''),
  })
  if (erased) await deleteNotes(tx, row.id)
  if (words.note !== null) await insertNote(tx, head.seq, words.note)
  await bumpRevisions(tx, [row.target])
}

/** The question "may this person take that step now?" about one comment, with its history. */
async function loadJudge(ctx: StaffContext, row: CommentRow) {
  const history = await listHistory(ctx.db.read, row.id)
  const last = history.at(-1)
  const known: History = {
    status: row.status,
    lastStep: last?.staffId == null ? null : { staffId: last.staffId, at: new Date(last.at) },
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
  const forbidden = refusal === 'not-yours' || refusal === 'decided-before'
  return new DomainError(forbidden ? 'forbidden' : 'invalid', refusal, {
    fields: [{ pointer: '/action', code: refusal }],
  })
}

function readNote(raw: string | null): string | null {
  const note = normalizeBody(raw ?? '')
  if (countCharacters(note) > MAX_NOTE) {
    const fields: FieldFault[] = [{ pointer: '/note', code: 'too-long', count: MAX_NOTE }]
    throw new DomainError('invalid', 'note too long', { fields })
  }
  return note === '' ? null : note
}

function toEntry(row: CommentRow, view: TargetView | null): QueueEntry {
  return {
    id: row.id,
    revision: row.revision,
    status: row.status,
    target: row.target,
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
