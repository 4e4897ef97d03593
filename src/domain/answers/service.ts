import { requirePermission } from '../accounts/rules.ts'
import { formatCursor, parseCursor } from '../comments/cursor.ts'
import { printedTarget } from '../comments/rules.ts'
import { findTargetViews, type TargetView } from '../comments/targets.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { findComment } from '../moderation/store.ts'
import { countOpen, listAnswerDesk, type AnswerEntryRow } from './desk-store.ts'
import {
  publicVersions,
  type AnswerDeskQuery,
  type AnswerVersion,
  type AwaitedAnswer,
  type PublicAnswer,
} from './rules.ts'
import { sayBody } from './bodies.ts'
import { findAwaited, findRequest, findStanding, findState, listVersions } from './store.ts'

export { answerComment, withdrawAnswer } from './answering.ts'
export { askForAnswer, dropRequest } from './asking.ts'

/** A comment in a list of the desk, with what it speaks about. */
export type AnswerEntry = Omit<AnswerEntryRow, 'cursor'> & { view: TargetView | null }

/** One page of a list. `next` is null on the last. */
export interface AnswerDeskPage {
  items: AnswerEntry[]
  next: string | null
}

/** @throws DomainError forbidden, or invalid for a cursor that is none */
export async function getAnswerDesk(
  ctx: StaffContext,
  query: AnswerDeskQuery & { limit: number },
): Promise<AnswerDeskPage> {
  requirePermission(ctx, 'answers.read')
  const rows = await listAnswerDesk(ctx.db.read, {
    ...query,
    after: parseCursor(query.after),
    limit: query.limit + 1,
    samples: ctx.config.demo,
    now: ctx.now().toISOString(),
  })
  const shown = rows.slice(0, query.limit)
  const views = await findTargetViews(
    ctx,
    shown.map(({ target }) => target),
  )
  const last = shown.at(-1)
  return {
    items: shown.map(({ cursor: _, ...row }) => ({ ...row, view: views.get(row.target) ?? null })),
    next: rows.length > query.limit && last !== undefined ? formatCursor(last.cursor) : null,
  }
}

/** How many wait for an answer. @param body code of a body; null for all */
export async function countAnswerDesk(
  ctx: StaffContext,
  body: string | null,
): Promise<{ waiting: number; overdue: number }> {
  requirePermission(ctx, 'answers.read')
  return countOpen(ctx.db.read, { body, samples: ctx.config.demo, now: ctx.now().toISOString() })
}

/** A comment with its request and its answer, for who writes the answer. */
export interface AnswerDossier {
  commentId: string
  target: string
  view: TargetView | null
  /** Null where it was erased. */
  body: string | null
  displayName: string | null
  publishedAt: string | null
  /** Readers see the comment, so that it can be answered. */
  published: boolean
  sample: boolean
  /** Null where nobody asked; `revision` is what a change of it names. */
  request: (AwaitedAnswer & { revision: number; open: boolean }) | null
  /** What a change of the answer names; 0 where there never was one. */
  revision: number
  /** What readers see. */
  answer: PublicAnswer | null
  /** First to last, with who wrote them. */
  versions: (AnswerVersion & { byName: string | null })[]
}

/** @throws DomainError forbidden or not-found */
export async function getAnswerDossier(ctx: StaffContext, commentId: string): Promise<AnswerDossier> {
  requirePermission(ctx, 'answers.read')
  const { read } = ctx.db
  const row = await findComment(read, commentId)
  // Who only answers has no business with comments that were never public.
  if (row?.published_at == null) throw new DomainError('not-found', `no published comment ${commentId}`)
  const request = await findRequest(read, commentId)
  const [views, state, standing, versions, awaited] = await Promise.all([
    findTargetViews(ctx, [printedTarget(row)]),
    findState(read, commentId),
    findStanding(read, [commentId]),
    listVersions(read, commentId),
    findAwaited(read, [commentId], ctx.now().toISOString()),
  ])
  const open = awaited.get(commentId)
  return {
    commentId,
    target: printedTarget(row),
    view: views.get(printedTarget(row)) ?? null,
    body: row.body,
    displayName: row.display_name,
    publishedAt: row.published_at,
    published: row.status === 'published',
    sample: row.sample === 1,
    request:
      request === null || open === undefined ? null : { ...open, revision: request.revision, open: true },
    revision: state?.revision ?? 0,
    answer: standing.get(commentId) ?? null,
    versions,
  }
}

/** An answer with all its versions and the comment that it answers, for everyone. */
export interface PublicAnswerPage {
  commentId: string
  target: string
  view: TargetView | null
  body: string
  displayName: string | null
  publishedAt: string
  sample: boolean
  /** Null where it was withdrawn. */
  answer: PublicAnswer | null
  /** First to last. */
  versions: AnswerVersion[]
}

/** @throws DomainError not-found where there never was an answer or the comment is not public now */
export async function getPublicAnswer(ctx: Context, commentId: string): Promise<PublicAnswerPage> {
  const { read } = ctx.db
  const row = await findComment(read, commentId)
  const hidden = row?.status !== 'published' || (row.sample === 1 && !ctx.config.demo)
  const versions = hidden ? [] : await listVersions(read, commentId)
  if (row === null || hidden || versions.length === 0) {
    throw new DomainError('not-found', `no answer to ${commentId}`)
  }
  const [views, standing] = await Promise.all([
    findTargetViews(ctx, [printedTarget(row)]),
    findStanding(read, [commentId]),
  ])
  const answer = standing.get(commentId)
  return {
    commentId,
    target: printedTarget(row),
    view: views.get(printedTarget(row)) ?? null,
    body: row.body ?? '',
    displayName: row.display_name,
    publishedAt: row.published_at ?? '',
    sample: row.sample === 1,
    answer: answer === undefined ? null : sayBody(ctx, answer),
    versions: publicVersions(versions.map(({ byName: _, ...version }) => sayBody(ctx, version))),
  }
}
