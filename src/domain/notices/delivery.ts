import { findTargetViews } from '../comments/targets.ts'
import type { Context } from '../context.ts'
import { judgeSubmitter } from '../moderation/rules.ts'
import { TOLD } from './outbox.ts'
import { openSubscriber, tokenOf } from './subscriptions.ts'
import { isPermitted } from '../accounts/rules.ts'
import { ANSWER_DESK } from '../answers/rules.ts'
import { latestEnd } from '../rate-limits/rules.ts'
import {
  BACKOFF_SECONDS,
  CONFIRM_WITHIN_DAYS,
  nextAttempt,
  noticeAddress,
  workOf,
  type CommentEvent,
  type Notice,
} from './rules.ts'
import {
  claimDue,
  findCommentState,
  findDeskStaff,
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

/**
 * Sends what is due. A notice goes out at least once: where the process dies between sending and writing that down, it
 * goes out again under the same id.
 * @returns how many were tried
 */
export async function deliverDue(ctx: Context, carriers: Carriers): Promise<number> {
  const now = ctx.now()
  const times = {
    now: now.toISOString(),
    latestDue: latestEnd(now, Math.max(...BACKOFF_SECONDS)),
    latestClaim: latestEnd(now, CLAIM_MS / 1000),
  }
  if (!(await isAnythingDue(ctx.db.read, times))) return 0
  const until = new Date(now.getTime() + CLAIM_MS).toISOString()
  const rows = await ctx.db.transaction((tx) => claimDue(tx, times, { until, limit: BATCH }))
  // Each receiver by itself: one that is down holds up nobody else.
  await Promise.all(
    [...Map.groupBy(rows, receiverOf).values()].map((own) => deliverInTurn(ctx, carriers, own)),
  )
  return rows.length
}

function receiverOf({ channel, payload }: OutboxRow): string {
  return channel === 'mail' ? 'mail' : (JSON.parse(payload) as { url: string }).url
}

async function deliverInTurn(ctx: Context, carriers: Carriers, rows: readonly OutboxRow[]): Promise<void> {
  let down = false
  for (const row of rows) {
    // What was not tried keeps its attempts and comes back with the next round.
    if (down) await put(ctx, row, { state: 'waiting', attempts: row.attempts, problem: row.problem })
    else down = !(await deliver(ctx, carriers, row)) && row.channel === 'webhook'
  }
}

/** @returns false where the receiver did not take it */
async function deliver(ctx: Context, carriers: Carriers, row: OutboxRow): Promise<boolean> {
  const outcome = await carry(ctx, carriers, row).then(
    (sent) => ({ sent, problem: null }),
    (error: unknown) => ({ sent: false, problem: problemOf(error) }),
  )
  const { sent, problem } = outcome
  const attempts = row.attempts + 1
  const mayRetry = nextAttempt(attempts, ctx.now()) !== null
  const state = problem === null ? (sent ? 'sent' : 'dropped') : mayRetry ? 'waiting' : 'failed'
  await put(ctx, row, { state, attempts, problem })
  return problem === null
}

async function put(
  ctx: Context,
  row: OutboxRow,
  { state, attempts, problem }: Pick<OutboxRow, 'state' | 'attempts' | 'problem'>,
): Promise<void> {
  const now = ctx.now()
  const next = state === 'waiting' ? nextAttempt(Math.max(attempts, 1), now) : null
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

/** What went wrong as a code. A receiver's own words are left out: a mail server repeats the address in them. */
function problemOf(error: unknown): string {
  const { responseCode, code, cause } = (error ?? {}) as Record<string, unknown>
  if (typeof responseCode === 'number') return `SMTP ${responseCode}`
  const inner = (cause as { code?: unknown } | undefined)?.code
  for (const known of [code, inner]) if (typeof known === 'string') return known
  return error instanceof ReceiverError
    ? `HTTP ${error.status}`
    : error instanceof Error
      ? error.name
      : 'error'
}

/** A program of the office that answered, and did not take what it was told. */
export class ReceiverError extends Error {
  readonly status: number

  constructor(status: number) {
    super(`the receiver answered ${status}`)
    this.status = status
  }
}

/** @returns false where there is nobody to tell any more */
async function carry(ctx: Context, carriers: Carriers, row: OutboxRow): Promise<boolean> {
  const payload = JSON.parse(row.payload) as Record<string, unknown>
  if (row.channel === 'webhook') {
    const { url, event } = payload as unknown as { url: string; event: CommentEvent }
    // An address that was taken out of the settings gets nothing more.
    if (ctx.config.webhooks?.urls.includes(url) !== true) return false
    await carriers.webhook({ id: row.id, url, type: row.kind, event })
    return true
  }
  const notice = await readNotice(ctx, row.kind, payload)
  if (notice === null) return false
  await carriers.mail(row.id, notice)
  return true
}

/** What a mail says, as things stand now; null where there is nobody to tell or nothing to say any more. */
async function readNotice(
  ctx: Context,
  kind: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<Notice | null> {
  const absolute = (path: string): string => new URL(path, ctx.config.siteUrl).href
  if (kind === 'summary') {
    const person = await findDeskStaff(ctx.db.read, String(payload['staff']))
    if (person === null) return null
    const workload = workOf(
      person.role,
      await readWorkload(ctx.db.read, ctx.now().toISOString(), ctx.config.demo),
    )
    if (Object.values(workload).every((count) => count === 0)) return null
    const desk = isPermitted(person.role, 'comments.decide') ? '/quan-tri/' : ANSWER_DESK
    return { kind, to: person.email, workload, deskUrl: absolute(desk) }
  }
  const row = await findSubscription(ctx.db.read, { id: String(payload['subscription']) })
  if (row === null) return null
  const { email: to, code } = openSubscriber(ctx, row)
  const linkUrl = absolute(noticeAddress(tokenOf(ctx, row.id)))
  if (kind === 'confirm') {
    return row.confirmed_at === null ? { kind, to, confirmUrl: linkUrl, days: CONFIRM_WITHIN_DAYS } : null
  }
  if (row.confirmed_at === null) return null
  const state = await findCommentState(ctx.db.read, row.comment_id)
  const { status, before, reason, note, target, submittedAt } = state
  // What happened since is told by a notice of its own, or is the submitter's own doing.
  const past = payload['revision'] !== undefined && payload['revision'] !== state.revision
  if (kind === 'step' && (past || !TOLD.includes(status))) return null
  const title = (await findTargetViews(ctx, [target])).get(target)?.title ?? null
  const links = {
    to,
    trackUrl: absolute(`/tra-cuu/${code}`),
    stopUrl: linkUrl,
    about: { title, submittedAt },
  }
  if (kind === 'answer') return { kind, ...links }
  const words = reason === null ? null : ctx.site.settings.reasons[reason]
  const mayAppeal = judgeSubmitter(status, before, 'appeal').ok
  return { kind: 'step', status, reason: words, note, mayAppeal, ...links }
}
