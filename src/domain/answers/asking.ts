import type { Writer } from '../../../db/connect.ts'
import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { deadlineAfter } from '../working-days/rules.ts'
import { nameOfBody } from './bodies.ts'
import { closeRequest, findState, holdComment, insertRequest, redirectRequest } from './store.ts'

/** Marks a comment as waiting for an answer, or names another body. */
export interface Asking {
  commentId: string
  /** Revision of the request that was on the screen; 0 where there was none. */
  revision: number
  /** Code of a body in `content/site.yaml`. */
  body: string
}

/**
 * Marks a published comment as waiting for an answer of a body. The deadline counts from the day on which the comment
 * was first published, not from the day of the mark: that day is what the reader sees, and nobody wins time by
 * marking late. It is stored as it was counted, and stays when another body is named.
 * @throws DomainError forbidden, not-found, invalid (unknown body, comment not published or answered already), or
 *   conflict where someone asked in between
 */
export async function askForAnswer(ctx: StaffContext, asking: Asking): Promise<void> {
  requirePermission(ctx, 'comments.ask-answer')
  const { commentId, revision, body } = asking
  const names = { body, body_name: nameOfBody(ctx, body) }
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    const comment = await holdComment(tx, commentId)
    if (comment?.publishedAt == null) throw new DomainError('not-found', `no published comment ${commentId}`)
    if (comment.status !== 'published') throw refusedStep('not-published')
    if ((await findState(tx, commentId))?.standing === 1) throw refusedStep('answered-already')
    const done =
      revision > 0
        ? await redirectRequest(tx, { comment_id: commentId, revision }, names)
        : await insert(ctx, tx, commentId, comment.publishedAt, names)
    if (!done) throw new DomainError('conflict', 'someone asked in between')
    await recordAudit(tx, {
      ctx,
      action: revision > 0 ? 'answer.redirected' : 'answer.asked',
      subject: `comment/${commentId}`,
      details: { body },
    })
    await bumpRevisions(tx, [comment.target])
  })
}

/**
 * Takes the mark off again. It stays in the record: an answer that comes late is late all the same.
 * @throws DomainError forbidden, not-found, or conflict where it changed in between
 */
export async function dropRequest(
  ctx: StaffContext,
  { commentId, revision }: Omit<Asking, 'body'>,
): Promise<void> {
  requirePermission(ctx, 'comments.ask-answer')
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    const comment = await holdComment(tx, commentId)
    if (comment === null) throw new DomainError('not-found', `no comment ${commentId}`)
    const dropped = { dropped_at: ctx.now().toISOString(), dropped_by: ctx.staff.id }
    const closed = await closeRequest(tx, { comment_id: commentId, revision }, dropped)
    if (!closed) throw new DomainError('conflict', 'the request changed in between')
    await recordAudit(tx, { ctx, action: 'answer.request-dropped', subject: `comment/${commentId}` })
    await bumpRevisions(tx, [comment.target])
  })
}

async function insert(
  ctx: StaffContext,
  tx: Writer,
  commentId: string,
  publishedAt: string,
  names: { body: string; body_name: string },
): Promise<boolean> {
  const { settings, calendar } = ctx.site
  const deadline = deadlineAfter(new Date(publishedAt), settings.moderation.answerWithinWorkingDays, calendar)
  return insertRequest(tx, {
    comment_id: commentId,
    revision: 1,
    ...names,
    asked_by: ctx.staff.id,
    asked_at: ctx.now().toISOString(),
    due_at: deadline.at,
    deadline: JSON.stringify(deadline),
    open: 1,
    dropped_at: null,
    dropped_by: null,
  })
}

function refusedStep(code: string): DomainError {
  return new DomainError('invalid', code, { fields: [{ pointer: '/action', code }] })
}
