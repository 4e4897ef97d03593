import type { Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import type { CommentStatus } from '../moderation/rules.ts'
import type { CommentEvent, OutboxChannel } from './rules.ts'
import { deleteSubscription, findSubscription, insertNotice } from './store.ts'

/** States whose arrival a submitter is told of; the others are steps of their own, or back in the queue. */
const TOLD: readonly CommentStatus[] = ['published', 'rejected', 'hidden']

/**
 * Puts what a step is to be told of into the outbox, in the transaction of the step: it goes out exactly when the step
 * stands, and what becomes of the notice never touches the step.
 */
export async function enqueueStep(ctx: Context, tx: Writer, event: CommentEvent): Promise<void> {
  for (const url of ctx.config.webhooks?.urls ?? []) {
    await enqueue(ctx, tx, { channel: 'webhook', kind: `comment.${event.status}`, payload: { url, event } })
  }
  if (event.status === 'withdrawn') await deleteSubscription(tx, { commentId: event.comment })
  if (TOLD.includes(event.status)) await enqueueMail(ctx, tx, 'step', event.comment)
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
): Promise<void> {
  if (ctx.config.mail === null) return
  const subscription = await findSubscription(tx, { commentId })
  if (subscription?.confirmed_at == null) return
  await enqueue(ctx, tx, { channel: 'mail', kind, payload: { subscription: subscription.id } })
}

/** @returns false where a notice with this dedupe key was asked for before */
export async function enqueue(
  ctx: Context,
  tx: Writer,
  notice: { channel: OutboxChannel; kind: string; payload: object; dedupeKey?: string },
): Promise<boolean> {
  const now = ctx.now().toISOString()
  return insertNotice(tx, {
    id: ctx.newId(),
    channel: notice.channel,
    kind: notice.kind,
    payload: JSON.stringify(notice.payload),
    dedupe_key: notice.dedupeKey ?? null,
    created_at: now,
    due_at: now,
    claimed_until: null,
    attempts: 0,
    state: 'waiting',
    settled_at: null,
    problem: null,
  })
}
