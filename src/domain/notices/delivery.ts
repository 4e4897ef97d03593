import type { Context } from '../context.ts'
import { openSubscriber, tokenOf } from './subscriptions.ts'
import { CONFIRM_WITHIN_DAYS, nextAttempt, noticeAddress, type CommentEvent, type Notice } from './rules.ts'
import {
  claimDue,
  findCommentState,
  findStaffAddress,
  findSubscription,
  isAnythingDue,
  readWorkload,
  settle,
  type OutboxRow,
} from './store.ts'

/** A notice for a program of the office. */
export interface WebhookMessage {
  id: string
  url: string
  type: string
  event: CommentEvent
}

/** What carries notices out of the house. Each throws where it could not. */
export interface Carriers {
  mail: (id: string, notice: Notice) => Promise<void>
  webhook: (message: WebhookMessage) => Promise<void>
}

/** Notices in hand at a time, and for how long: longer than any carrier may take for all of them. */
const BATCH = 10
const CLAIM_MS = 10 * 60_000
const PROBLEM_LENGTH = 300

/**
 * Sends what is due. A notice goes out at least once: where the process dies between sending and writing that down, it
 * goes out again under the same id.
 * @returns how many were tried
 */
export async function deliverDue(ctx: Context, carriers: Carriers): Promise<number> {
  const now = ctx.now().toISOString()
  if (!(await isAnythingDue(ctx.db.read, now))) return 0
  const until = new Date(ctx.now().getTime() + CLAIM_MS).toISOString()
  const rows = await ctx.db.transaction((tx) => claimDue(tx, { now, until, limit: BATCH }))
  for (const row of rows) await deliver(ctx, carriers, row)
  return rows.length
}

async function deliver(ctx: Context, carriers: Carriers, row: OutboxRow): Promise<void> {
  const problem = await carry(ctx, carriers, row).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, PROBLEM_LENGTH),
  )
  const attempts = row.attempts + 1
  const now = ctx.now()
  const next = problem === null ? null : nextAttempt(attempts, now)
  const state = problem === null ? 'sent' : next === null ? 'failed' : 'waiting'
  await ctx.db.transaction((tx) =>
    settle(tx, row.id, {
      state,
      attempts,
      due_at: next?.toISOString() ?? row.due_at,
      settled_at: state === 'waiting' ? null : now.toISOString(),
      problem,
    }),
  )
}

async function carry(ctx: Context, carriers: Carriers, row: OutboxRow): Promise<void> {
  const payload = JSON.parse(row.payload) as Record<string, unknown>
  if (row.channel === 'webhook') {
    const { url, event } = payload as unknown as { url: string; event: CommentEvent }
    // An address that was taken out of the settings gets nothing more.
    if (ctx.config.webhooks?.urls.includes(url) !== true) return
    await carriers.webhook({ id: row.id, url, type: row.kind, event })
    return
  }
  const notice = await readNotice(ctx, row.kind, payload)
  if (notice !== null) await carriers.mail(row.id, notice)
}

/** What a mail says, as things stand now; null where there is nobody to tell or nothing to say any more. */
async function readNotice(
  ctx: Context,
  kind: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<Notice | null> {
  const absolute = (path: string): string => new URL(path, ctx.config.siteUrl).href
  if (kind === 'summary') {
    const email = await findStaffAddress(ctx.db.read, String(payload['staff']))
    const workload = await readWorkload(ctx.db.read, ctx.now().toISOString(), ctx.config.demo)
    if (email === null || Object.values(workload).every((count) => count === 0)) return null
    return { kind, to: email, workload, deskUrl: absolute('/quan-tri/') }
  }
  const row = await findSubscription(ctx.db.read, { id: String(payload['subscription']) })
  if (row === null) return null
  const { email: to, code } = openSubscriber(ctx, row)
  const linkUrl = absolute(noticeAddress(tokenOf(ctx, row.id)))
  if (kind === 'confirm') {
    return row.confirmed_at === null ? { kind, to, confirmUrl: linkUrl, days: CONFIRM_WITHIN_DAYS } : null
  }
  if (row.confirmed_at === null) return null
  const links = { to, trackUrl: absolute(`/tra-cuu/${code}`), stopUrl: linkUrl }
  if (kind === 'answer') return { kind, ...links }
  const { status, reason } = await findCommentState(ctx.db.read, row.comment_id)
  const words = reason === null ? null : ctx.site.settings.reasons[reason]
  return { kind: 'step', status, reason: words, ...links }
}
