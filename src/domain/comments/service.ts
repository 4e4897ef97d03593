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
import { consume } from '../rate-limits/service.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import {
  claimAnswer,
  findAnswer,
  repeatableByContent,
  repeatableByKey,
  type Repeatable,
} from './idempotency.ts'
import { readSubmission, type Submission } from './submission.ts'
import { hashSent } from './receipt.ts'
import type { Client, PublishedComment, Receipt } from './rules.ts'
import { countPublished, findByCode, forgetNetworks, insertComment, listPublished } from './store.ts'
import { findTarget, findTargetViews, type TargetView } from './targets.ts'
import { formatTrackingCode, makeTrackingCode, parseTrackingCode } from './tracking-code.ts'

/** Comments on one page of a thread. */
export const COMMENTS_PER_PAGE = 20
/** Generous: a commune office or a phone network may share one address. */
const SUBMIT_LIMIT = { points: 40, windowSeconds: 600 } as const
const MISS_LIMIT = { points: 20, windowSeconds: 600 } as const
const FORGET_NETWORK_AFTER_MS = 30 * 24 * 3_600_000

export interface SubmitOptions {
  client: Client
  /** The Idempotency-Key header; null for a form without JavaScript. */
  idempotencyKey: string | null
  /** A form is recognised by its content when it comes twice; an API client says so with a key. */
  from: 'form' | 'api'
}

/**
 * Takes in a comment, or gives the first answer again where the same request came before.
 * @returns the receipt as JSON text, so that a repeated answer is the same to the byte
 * @throws DomainError invalid with the fields, not-found, comments-closed, rate-limited, idempotency-mismatch
 */
export async function submitComment(
  ctx: Context,
  submission: Submission,
  options: SubmitOptions,
): Promise<string> {
  const request = repeatableOf(submission, options)
  const earlier = request === null ? null : await findAnswer(ctx, ctx.db.read, request)
  if (earlier !== null) return earlier
  const found = await findTarget(ctx, submission.target)
  if (found === null) throw new DomainError('not-found', 'unknown target')
  if (!found.open) throw new DomainError('comments-closed', 'comments are closed')
  const consentMissing = options.from === 'form' && !submission.consent
  const { body, displayName } = readSubmission(
    submission,
    consentMissing ? [{ pointer: '/consent', code: 'required' }] : [],
  )
  await limit(ctx, `comment ${networkPrefix(options.client.address)}`, SUBMIT_LIMIT)

  const code = makeTrackingCode(ctx.randomBytes)
  const salt = Buffer.from(ctx.randomBytes(16)).toString('hex')
  const submittedAt = ctx.now().toISOString()
  const receipt: Receipt = {
    code: formatTrackingCode(code),
    status: 'pending',
    submittedAt,
    trackUrl: `${ctx.config.siteUrl.origin}/tra-cuu/${formatTrackingCode(code)}`,
    receiptHash: hashSent(salt, { target: found.target, display_name: displayName, body }),
  }
  const answer = JSON.stringify(receipt)
  const stored = await ctx.db.transaction(async (tx) => {
    if (request !== null && !(await claimAnswer(ctx, tx, request, answer))) return false
    await insertComment(tx, {
      id: ctx.newId(),
      target: found.target,
      status: 'pending',
      revision: 1,
      body,
      body_salt: salt,
      display_name: displayName,
      code_hash: hashCode(ctx, code),
      network_hash: hashNetwork(ctx, options.client.address, submittedAt),
      consent_version: submission.consent ? ctx.site.settings.consent.version : null,
      held: '[]',
      sample: submission.sample === true ? 1 : 0,
      submitted_at: submittedAt,
      decided_at: null,
      published_at: null,
    })
    return true
  })
  if (stored || request === null) return answer
  const first = await findAnswer(ctx, ctx.db.write, request)
  if (first === null) throw new Error('a claimed answer vanished')
  return first
}

/** One page of a thread, oldest first. `next` is null on the last page. */
export interface ThreadPage {
  items: PublishedComment[]
  next: string | null
}

/** @throws DomainError not-found for an unknown target, invalid for a cursor that is none */
export async function listThread(
  ctx: Context,
  target: string,
  page: { limit: number; after: string | null },
): Promise<ThreadPage> {
  const found = await findTarget(ctx, target)
  if (found === null) throw new DomainError('not-found', 'unknown target')
  const after = parseCursor(page.after)
  const comments = await listPublished(ctx.db.read, found.target, {
    limit: page.limit + 1,
    after,
    samples: ctx.config.demo,
  })
  const items = comments.slice(0, page.limit)
  const last = items.at(-1)
  const more = comments.length > page.limit && last !== undefined
  return { items, next: more ? formatCursor({ at: last.publishedAt, id: last.id }) : null }
}

export async function countThread(ctx: Context, target: `news/${string}`): Promise<number> {
  return countPublished(ctx.db.read, target, ctx.config.demo)
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
  target: string
  /** Null where the article is gone. */
  view: TargetView | null
  /** What the holder of the code may do now. */
  steps: SubmitterAction[]
  /** Nothing was ever decided on it. */
  untouched: boolean
}

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
  const views = await findTargetViews(ctx, [comment.target])
  return {
    id: comment.id,
    code: formatTrackingCode(code),
    status: comment.status,
    reason: (last?.reason ?? null) as Reason | null,
    note: last?.actor === 'staff' ? last.note : null,
    submittedAt: comment.submitted_at,
    decidedAt: comment.decided_at,
    receiptHash:
      body !== null && salt !== null ? hashSent(salt, { ...comment, body }) : (last?.text_hash ?? null),
    target: comment.target,
    view: views.get(comment.target) ?? null,
    untouched: last === null,
    steps: SUBMITTER_ACTIONS.filter(
      (action) => judgeSubmitter(comment.status, last?.from_status ?? null, action).ok,
    ),
  }
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
  await limit(ctx, `tracking ${networkPrefix(client.address)}`, MISS_LIMIT)
  throw new DomainError('not-found', 'unknown tracking code')
}

/** The sender's network is kept for 30 days. */
export async function forgetOldNetworks(ctx: Context): Promise<void> {
  await forgetNetworks(ctx.db.write, new Date(ctx.now().getTime() - FORGET_NETWORK_AFTER_MS).toISOString())
}

function repeatableOf(submission: Submission, options: SubmitOptions): Repeatable | null {
  const { target, body, displayName, consent } = submission
  const content = [target, body, displayName, consent]
  const { idempotencyKey: key, client } = options
  if (key !== null) return repeatableByKey(key, content, client)
  return options.from === 'form' ? repeatableByContent(content, client) : null
}

async function limit(
  ctx: Context,
  key: string,
  window: { points: number; windowSeconds: number },
): Promise<void> {
  const { allowed, retryAfterSeconds } = await consume(ctx, { key, ...window })
  if (!allowed) throw new DomainError('rate-limited', 'too many requests', { retryAfter: retryAfterSeconds })
}

function hashCode(ctx: Context, code: string): string {
  return ctx.secrets.hmac('tracking-code', code)
}

/** The key changes with the month, so that a network cannot be followed for long. */
function hashNetwork(ctx: Context, address: string, at: string): string {
  return ctx.secrets.hmac(`network ${at.slice(0, 7)}`, networkPrefix(address))
}
