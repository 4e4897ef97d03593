import { sayBody } from '../answers/bodies.ts'
import { findAwaited, findStanding } from '../answers/store.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { findPublished } from '../reports/store.ts'
import { listActive } from '../screening/store.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { printedTarget, type HiddenComment, type PublishedComment } from './rules.ts'
import {
  countPublished,
  findCorrections,
  listBefore,
  listHidden,
  listNewest,
  listPublished,
  type Thread,
} from './store.ts'
import { findTarget, type FoundTarget } from './targets.ts'

/** Comments on one page of a thread. */
export const COMMENTS_PER_PAGE = 20

/** One page of a thread, oldest first. `next` is null on the last page. */
export interface ThreadPage {
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
  const { answers, awaited } = await findAnswers(ctx, idsOf(shown.filter(({ forOffice }) => forOffice)))
  const corrections = await findCorrections(ctx.db.read, idsOf(shown.filter(({ corrected }) => corrected)))
  const items = shown.map(({ forOffice: _office, corrected: _corrected, ...comment }) => ({
    ...comment,
    corrections: corrections.get(comment.id) ?? [],
    answer: answers.get(comment.id) ?? null,
    awaited: awaited.get(comment.id) ?? null,
  }))
  const last = items.at(-1)
  const end =
    comments.length > page.limit && last !== undefined ? { at: last.publishedAt, id: last.id } : null
  const hidden = await listHidden(ctx.db.read, thread, { after, upTo: end })
  return { items, hidden, next: end === null ? null : formatCursor(end) }
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

/** What can be commented on, as far as no comment changes it. */
export interface DiscussedTarget {
  target: string
  found: FoundTarget
  /** No comments are taken anywhere on the site for now. */
  paused: boolean
}

/** @throws DomainError not-found for an unknown target */
export async function findDiscussed(ctx: Context, target: string): Promise<DiscussedTarget> {
  const found = await findKnownTarget(ctx, target)
  return { target, found, paused: (await listActive(ctx.db.read)).has('comments-paused') }
}

/** What the comments of a page need: its thread from a place on, and whether new ones are taken. */
export interface Discussion {
  target: string
  thread: ThreadPage
  after: string | null
  total: number
  paused: boolean
  open: boolean
}

/** @throws DomainError invalid for a cursor that is none */
export async function getDiscussion(
  ctx: Context,
  { target, found, paused }: DiscussedTarget,
  after: string | null,
): Promise<Discussion> {
  const whole = threadOf(ctx, found, target)
  const thread = await readThread(ctx, whole, { limit: COMMENTS_PER_PAGE, after })
  const isWhole = after === null && thread.next === null
  const total = isWhole ? thread.items.length : await countPublished(ctx.db.read, whole)
  return { target, thread, after, total, paused, open: found.open && !paused }
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

const idsOf = (comments: readonly { id: string }[]): string[] => comments.map(({ id }) => id)

/** Answers, and who is to give them, by comment. @param ids of comments that readers may see */
export async function findAnswers(ctx: Context, ids: readonly string[]) {
  const { read } = ctx.db
  const [answers, awaited] = await Promise.all([
    findStanding(read, ids),
    findAwaited(read, ids, ctx.now().toISOString()),
  ])
  const said = <T extends { bodyName: string }>(found: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...found].map(([id, one]) => [id, sayBody(ctx, one)]))
  return { answers: said(answers), awaited: said(awaited) }
}
