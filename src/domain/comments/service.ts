import type { AwaitedAnswer, PublicAnswer } from '../answers/rules.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import {
  SUBMITTER_ACTIONS,
  judgeSubmitter,
  type CommentStatus,
  type Reason,
  type SubmitterAction,
} from '../moderation/rules.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { spend } from '../rate-limits/service.ts'
import { forgetReporters } from '../reports/store.ts'
import { deadlineAfter, type Deadline } from '../working-days/rules.ts'
import { hashCode } from './keyed-hashes.ts'
import { hashSent, sentText } from './receipt.ts'
import { printedTarget, type Client, type CommentCorrection, type PublicStep } from './rules.ts'
import { findByCode, findCorrections, forgetNetworks, listPublicSteps } from './store.ts'
import { findTargetViews, type TargetView } from './targets.ts'
import { findAnswers } from './threads.ts'
import { formatTrackingCode, parseTrackingCode } from './tracking-code.ts'

const MISS_LIMIT = { points: 20, windowSeconds: 600 } as const
const FORGET_NETWORK_AFTER_MS = 30 * 24 * 3_600_000

/** Where a comment stands, for who holds its code. */
export interface TrackedComment {
  id: string
  code: string
  status: CommentStatus
  reason: Reason | null
  /** Public note of the last decision. */
  note: string | null
  submittedAt: string
  decidedAt: string | null
  receiptHash: string | null
  /** What {@link receiptHash} was made of, in order, as JSON; null where the text is gone. */
  receiptContent: string | null
  target: string
  /** Null where the article is gone. */
  view: TargetView | null
  /** What the holder of the code may do now. */
  steps: SubmitterAction[]
  /** When its holder, who took it back, asked for erasure. */
  erasureAskedAt: string | null
  /** Nothing was ever decided on it. */
  untouched: boolean
  /** The official answer, and who is to give it: nothing of it while the comment is not published. */
  answer: PublicAnswer | null
  awaited: AwaitedAnswer | null
  /** Until when a decision is due, on the comment or on the appeal; null where none is. */
  deadline: Deadline | null
  /** What happened to it since it was sent. */
  history: PublicStep[]
  /** Figures that were corrected after it: nothing of it while the comment is not published. */
  corrections: readonly CommentCorrection[]
}

/** What a program is told of a comment: where it stands and what was said of it. */
export type TrackedState = Pick<
  TrackedComment,
  'id' | 'status' | 'reason' | 'note' | 'submittedAt' | 'decidedAt' | 'answer' | 'awaited' | 'deadline'
>

/**
 * @throws DomainError not-found for a code that is none, rate-limited after many of them from one network
 */
export async function trackComment(
  ctx: Context,
  typed: string,
  client: Pick<Client, 'address'>,
): Promise<TrackedComment> {
  const { code, comment } = await findByTypedCode(ctx, typed, client)
  const { body, body_salt: salt, last } = comment
  const views = await findTargetViews(ctx, [printedTarget(comment)])
  const shown = comment.status === 'published' ? [comment.id] : []
  const { answers, awaited } = await findAnswers(ctx, shown)
  const corrections = await findCorrections(ctx.db.read, shown)
  const history = await listPublicSteps(ctx.db.read, comment.id)
  return {
    id: comment.id,
    answer: answers.get(comment.id) ?? null,
    awaited: awaited.get(comment.id) ?? null,
    corrections: corrections.get(comment.id) ?? [],
    deadline: deadlineOf(ctx, comment.status, comment.submitted_at, history),
    history,
    code: formatTrackingCode(code),
    status: comment.status,
    reason: (last?.reason ?? null) as Reason | null,
    note: last?.actor === 'staff' ? last.note : null,
    submittedAt: comment.submitted_at,
    decidedAt: comment.decided_at,
    receiptHash:
      body !== null && salt !== null ? hashSent(salt, { ...comment, body }) : (last?.text_hash ?? null),
    receiptContent: body !== null && salt !== null ? sentText(salt, { ...comment, body }) : null,
    target: printedTarget(comment),
    view: views.get(printedTarget(comment)) ?? null,
    erasureAskedAt: comment.erasure_asked_at,
    untouched: last === null,
    steps: SUBMITTER_ACTIONS.filter(
      (action) => judgeSubmitter(comment.status, last?.from_status ?? null, action).ok,
    ),
  }
}

/** A comment waits from when it was sent, an appeal from when it was made. */
function deadlineOf(
  { site }: Context,
  status: CommentStatus,
  submittedAt: string,
  history: readonly PublicStep[],
): Deadline | null {
  if (status !== 'pending' && status !== 'appealed') return null
  const since = status === 'pending' ? submittedAt : (history.at(-1)?.at ?? submittedAt)
  return deadlineAfter(new Date(since), site.settings.moderation.decisionWithinWorkingDays, site.calendar)
}

/** @throws DomainError as {@link trackComment} does */
export async function findCommentIdByCode(
  ctx: Context,
  typed: string,
  client: Pick<Client, 'address'>,
): Promise<string> {
  return (await findByTypedCode(ctx, typed, client)).comment.id
}

async function findByTypedCode(ctx: Context, typed: string, client: Pick<Client, 'address'>) {
  const code = parseTrackingCode(typed)
  const comment = code === null ? null : await findByCode(ctx.db.read, hashCode(ctx, code))
  if (code !== null && comment !== null) return { code, comment }
  await spend(ctx, { key: `tracking ${networkPrefix(client.address)}`, ...MISS_LIMIT })
  throw new DomainError('not-found', 'unknown tracking code')
}

/** The network of a sender, and of a reader who reported a comment, is kept for 30 days. */
export async function forgetOldNetworks(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - FORGET_NETWORK_AFTER_MS).toISOString()
  await forgetNetworks(ctx.db.write, before)
  await forgetReporters(ctx.db.write, before)
}
