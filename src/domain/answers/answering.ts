import type { Writer } from '../../../db/connect.ts'
import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { countCharacters } from '../comments/rules.ts'
import { stripTags } from '../comments/sanitize.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { enqueueAnswer } from '../notices/outbox.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { indexComment } from '../search/keeping.ts'
import { nameOfBody } from './bodies.ts'
import { appendAnswer, takeAnswersHead } from './ledger.ts'
import { ANSWER_TEXT, judgeAnswer, readReason, refused, type AnswerAction } from './rules.ts'
import { findStanding, findState, holdComment, moveState, setRequestOpen, type AnswerState } from './store.ts'

/** A text in the name of a body: the first one, or another in place of what stands. */
export interface Answering {
  commentId: string
  /** Revision of the answer that was on the screen; 0 where there was none. */
  revision: number
  /** Code of a body in `content/site.yaml`. */
  body: string
  text: string
  /** Why what stands is replaced; not asked for where nothing stands. */
  reason: string
}

/**
 * Publishes an answer, or corrects the one that stands: state, event, words and cache revision in one transaction.
 * Whether somebody asked for an answer makes no difference.
 * @throws DomainError forbidden, not-found, invalid (text, body or reason, comment not published, nothing changed),
 *   or conflict where someone else wrote in between
 */
export async function answerComment(ctx: StaffContext, answering: Answering): Promise<{ revision: number }> {
  requirePermission(ctx, 'answers.publish')
  const { commentId, revision, body } = answering
  const bodyName = nameOfBody(ctx, body)
  const text = readText(answering.text)
  return change(ctx, { commentId, revision }, async (tx, published) => {
    const standing = (await findStanding(tx, [commentId])).get(commentId) ?? null
    const verdict = judgeAnswer(published, standing, { text, body })
    if (!verdict.ok) {
      throw verdict.refusal === 'unchanged' ? refused('/answer', 'unchanged') : refusedStep(verdict.refusal)
    }
    const reason = verdict.action === 'correct' ? readReason(answering.reason) : null
    return { action: verdict.action, body, bodyName, text, reason }
  })
}

/**
 * Takes an answer back. Its day, its hash and the reason stay public, its text does not.
 * @throws DomainError forbidden, not-found, invalid (no reason, no answer), or conflict as {@link answerComment}
 */
export async function withdrawAnswer(
  ctx: StaffContext,
  { commentId, revision, reason: rawReason }: Pick<Answering, 'commentId' | 'revision' | 'reason'>,
): Promise<{ revision: number }> {
  requirePermission(ctx, 'answers.publish')
  const reason = readReason(rawReason)
  return change(ctx, { commentId, revision }, async (tx, published) => {
    const standing = (await findStanding(tx, [commentId])).get(commentId) ?? null
    const verdict = judgeAnswer(published, standing, 'withdraw')
    if (!verdict.ok || standing === null) throw refusedStep('no-answer')
    return { action: 'withdraw', body: standing.body, bodyName: standing.bodyName, text: null, reason }
  })
}

interface Change {
  action: AnswerAction
  body: string
  bodyName: string
  text: string | null
  reason: string | null
}

async function change(
  ctx: StaffContext,
  { commentId, revision }: { commentId: string; revision: number },
  judge: (tx: Writer, published: boolean) => Promise<Change>,
): Promise<{ revision: number }> {
  const at = ctx.now().toISOString()
  return ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    const head = await takeAnswersHead(tx)
    const comment = await holdComment(tx, commentId)
    if (comment?.publishedAt == null) throw new DomainError('not-found', `no published comment ${commentId}`)
    const before = await findState(tx, commentId)
    // The head is held, so nobody moves the answer from here on.
    if ((before?.revision ?? 0) !== revision) throw new DomainError('conflict', 'someone wrote in between')
    const { action, body, bodyName, text, reason } = await judge(tx, comment.status === 'published')
    const event = { comment_id: commentId, revision: revision + 1, action, body, body_name: bodyName }
    const salt = Buffer.from(ctx.randomBytes(16)).toString('hex')
    await appendAnswer(tx, head, { ...event, staff_id: ctx.staff.id, at }, { salt, text, reason })
    const state: AnswerState = {
      comment_id: commentId,
      revision: revision + 1,
      event_seq: head.seq,
      standing: action === 'withdraw' ? 0 : 1,
      body,
      published_at: action === 'publish' ? at : (before?.published_at ?? at),
      changed_at: at,
    }
    if (!(await moveState(tx, revision, state))) throw new DomainError('conflict', 'someone wrote in between')
    await setRequestOpen(tx, commentId, action === 'withdraw' ? 1 : 0)
    if (action !== 'withdraw') await enqueueAnswer(ctx, tx, commentId)
    if (comment.status === 'published') {
      await indexComment(tx, { ...comment, id: commentId, publishedAt: comment.publishedAt })
    }
    await bumpRevisions(tx, [comment.target])
    return { revision: revision + 1 }
  })
}

/** Plain text, normalised as a comment is. */
function readText(raw: string): string {
  const text = stripTags(raw)
  const length = countCharacters(text)
  if (length === 0) throw refused('/answer', 'required')
  if (length < ANSWER_TEXT.min) throw refused('/answer', 'too-short', ANSWER_TEXT.min)
  if (length > ANSWER_TEXT.max) throw refused('/answer', 'too-long', length - ANSWER_TEXT.max)
  if (!/[\p{L}\p{N}]/u.test(text)) throw refused('/answer', 'no-letters')
  return text
}

function refusedStep(code: string): DomainError {
  return new DomainError('invalid', code, { fields: [{ pointer: '/action', code }] })
}
