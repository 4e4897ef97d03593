import type { Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { TRANSITIONS, UNDO_MS, type CommentStatus } from '../moderation/rules.ts'
import type { CommentEvent, OutboxChannel } from './rules.ts'
import { deleteSubscription, findSubscription, insertNotice } from './store.ts'

/** States whose arrival a submitter is told of; the others are steps of their own, or back in the queue. */
export const TOLD: readonly CommentStatus[] = ['published', 'rejected', 'hidden']

/**
 * Puts what a step is to be told of into the outbox, in the transaction of the step: it goes out exactly when the step
 * stands, and what becomes of the notice never touches the step.
 */
export async function enqueueStep(ctx: Context, tx: Writer, event: CommentEvent): Promise<void> {
  for (const url of ctx.config.webhooks?.urls ?? []) {
    await enqueue(ctx, tx, { channel: 'webhook', kind: `comment.${event.status}`, payload: { url, event } })
  }
  if (event.status === 'withdrawn') await deleteSubscription(tx, { commentId: event.comment })
  if (!TOLD.includes(event.status)) return
  // A mail cannot be taken back: while a step can, it waits.
  const mayBeUndone = TRANSITIONS.some(({ action, from }) => action === 'undo' && from === event.status)
  const payload = { revision: event.revision }
  await enqueueMail(ctx, tx, 'step', event.comment, { payload, waitMs: mayBeUndone ? UNDO_MS : 0 })
}

/** The same for an official answer that was given or corrected. */
export async function enqueueAnswer(ctx: Context, tx: Writer, commentId: string): Promise<void> {
  await enqueueMail(ctx, tx, 'answer', commentId)
}

async function enqueueMail(
  ctx: Context,
  tx: Writer,
  kind: 'step' | 'answer',
  commentId: string,
  { payload = {}, waitMs = 0 }: { payload?: object; waitMs?: number } = {},
): Promise<void> {
  if (ctx.config.mail === null) return
  const subscription = await findSubscription(tx, { commentId })
  if (subscription?.confirmed_at == null) return
  await enqueue(ctx, tx, {
    channel: 'mail',
    kind,
    payload: { subscription: subscription.id, ...payload },
    waitMs,
  })
}

/** @returns false where a notice with this dedupe key was asked for before */
export async function enqueue(
  ctx: Context,
  tx: Writer,
  notice: { channel: OutboxChannel; kind: string; payload: object; dedupeKey?: string; waitMs?: number },
): Promise<boolean> {
  const now = ctx.now()
  return insertNotice(tx, {
    id: ctx.newId(),
    channel: notice.channel,
    kind: notice.kind,
    payload: JSON.stringify(notice.payload),
    dedupe_key: notice.dedupeKey ?? null,
    created_at: now.toISOString(),
    due_at: new Date(now.getTime() + (notice.waitMs ?? 0)).toISOString(),
    claimed_until: null,
    attempts: 0,
    state: 'waiting',
    settled_at: null,
    problem: null,
  })
}
