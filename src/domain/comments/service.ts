import type { AwaitedAnswer, PublicAnswer } from '../answers/rules.ts'
import { sayBody } from '../answers/bodies.ts'
import { findAwaited, findStanding } from '../answers/store.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import {
  SUBMITTER_ACTIONS,
  judgeSubmitter,
  type CommentStatus,
  type Reason,
  type SubmitterAction,
} from '../moderation/rules.ts'
import { listActive } from '../screening/store.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { spend } from '../rate-limits/service.ts'
import { findPublished, forgetReporters } from '../reports/store.ts'
import { deadlineAfter, type Deadline } from '../working-days/rules.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { hashCode } from './keyed-hashes.ts'
import { hashSent, sentText } from './receipt.ts'
import {
  printedTarget,
  type Client,
  type CommentCorrection,
  type HiddenComment,
  type PublicStep,
  type PublishedComment,
} from './rules.ts'
import {
  countPublished,
  findByCode,
  findCorrections,
  forgetNetworks,
  listBefore,
  listHidden,
  listNewest,
  listPublicSteps,
  listPublished,
  type Thread,
} from './store.ts'
import { findTarget, findTargetViews, type FoundTarget, type TargetView } from './targets.ts'
import { formatTrackingCode, parseTrackingCode } from './tracking-code.ts'

/** Comments on one page of a thread. */
export const COMMENTS_PER_PAGE = 20
const MISS_LIMIT = { points: 20, windowSeconds: 600 } as const
const FORGET_NETWORK_AFTER_MS = 30 * 24 * 3_600_000

/** One page of a thread, oldest first. `next` is null on the last page. */
export interface ThreadPage {
  /** No comments are taken anywhere on the site for now. */
  paused: boolean
  items: PublishedComment[]
  /** What was hidden on the stretch of the thread that the page covers. */
  hidden: HiddenComment[]
  next: string | null
}

/**
 * @param target of a figure without a revision: what was written under any of them
 * @throws DomainError not-found for an unknown target, invalid for a cursor that is none
 */
export async function listThread(
  ctx: Context,
  target: string,
  page: { limit: number; after: string | null },
): Promise<ThreadPage> {
  return readThread(ctx, await findThread(ctx, target), page)
}

async function readThread(
  ctx: Context,
  thread: Thread,
  page: { limit: number; after: string | null },
): Promise<ThreadPage> {
  const after = parseCursor(page.after)
  const comments = await listPublished(ctx.db.read, thread, { limit: page.limit + 1, after })
  const shown = comments.slice(0, page.limit)
  const { answers, awaited } = await findAnswers(
    ctx,
    shown.map(({ id }) => id),
  )
  const corrections = await findCorrections(
    ctx.db.read,
    shown.map(({ id }) => id),
  )
  const items = shown.map((comment) => ({
    ...comment,
    corrections: corrections.get(comment.id) ?? [],
    answer: answers.get(comment.id) ?? null,
    awaited: awaited.get(comment.id) ?? null,
  }))
  const last = items.at(-1)
  const end =
    comments.length > page.limit && last !== undefined ? { at: last.publishedAt, id: last.id } : null
  const hidden = await listHidden(ctx.db.read, thread, { after, upTo: end })
  const paused = (await listActive(ctx.db.read)).has('comments-paused')
  return { items, hidden, paused, next: end === null ? null : formatCursor(end) }
}

/**
 * Where a published comment stands: the page of its thread that has it.
 * @throws DomainError not-found for a comment that is not published, or whose article is gone
 */
export async function findPlace(ctx: Context, id: string): Promise<string> {
  const samples = ctx.config.demo
  const comment = await findPublished(ctx.db.read, id, samples)
  const found = comment === null ? null : await findTarget(ctx, comment.target)
  if (comment === null || found === null) throw new DomainError('not-found', `no published comment ${id}`)
  const thread = { target: found.target, revision: null, samples }
  const place = { at: comment.published_at ?? '', id }
  const before = await listBefore(ctx.db.read, thread, place, COMMENTS_PER_PAGE)
  const [nearest] = before
  const onFirst = nearest === undefined || before.length < COMMENTS_PER_PAGE
  return `${found.pageHref}${onFirst ? '' : `?sau=${formatCursor(nearest)}`}#binh-luan-${id}`
}

/** The newest comments of a thread, newest first. @throws DomainError not-found for an unknown target */
export async function listNewestComments(
  ctx: Context,
  target: string,
  limit: number,
): Promise<Awaited<ReturnType<typeof listNewest>>> {
  return listNewest(ctx.db.read, await findThread(ctx, target), limit)
}

/** @throws DomainError not-found for an unknown target */
export async function countThread(ctx: Context, target: string): Promise<number> {
  return countPublished(ctx.db.read, await findThread(ctx, target))
}

/** What the comments of a page need: its thread from a place on, and whether new ones are taken. */
export interface Discussion {
  target: string
  thread: ThreadPage
  after: string | null
  total: number
  open: boolean
}

/** @throws DomainError as {@link listThread} does */
export async function getDiscussion(ctx: Context, target: string, after: string | null): Promise<Discussion> {
  const found = await findKnownTarget(ctx, target)
  const whole = threadOf(ctx, found, target)
  const [thread, total] = await Promise.all([
    readThread(ctx, whole, { limit: COMMENTS_PER_PAGE, after }),
    countPublished(ctx.db.read, whole),
  ])
  return { target, thread, after, total, open: found.open && !thread.paused }
}

async function findThread(ctx: Context, text: string): Promise<Thread> {
  return threadOf(ctx, await findKnownTarget(ctx, text), text)
}

async function findKnownTarget(ctx: Context, text: string): Promise<FoundTarget> {
  const found = await findTarget(ctx, text)
  if (found === null) throw new DomainError('not-found', 'unknown target')
  return found
}

/** @param text as the target was asked for: with a revision of a figure, or of all */
function threadOf(ctx: Context, { target, revision }: FoundTarget, text: string): Thread {
  const oneRevision = printedTarget({ target, figure_revision: revision }) === text
  return { target, revision: oneRevision ? revision : null, samples: ctx.config.demo }
}

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

/** @param ids of comments that readers may see */
async function findAnswers(ctx: Context, ids: readonly string[]) {
  const { read } = ctx.db
  const [answers, awaited] = await Promise.all([
    findStanding(read, ids),
    findAwaited(read, ids, ctx.now().toISOString()),
  ])
  const said = <T extends { bodyName: string }>(found: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...found].map(([id, one]) => [id, sayBody(ctx, one)]))
  return { answers: said(answers), awaited: said(awaited) }
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
