import { isEmail, normalizeEmail } from '../accounts/rules.ts'
import type { Client } from '../comments/rules.ts'
import { findCommentIdByCode } from '../comments/service.ts'
import { formatTrackingCode, parseTrackingCode } from '../comments/tracking-code.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { CommentStatus } from '../moderation/rules.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { consume } from '../rate-limits/service.ts'
import { isSameSecret } from '../secrets.ts'
import { enqueue } from './outbox.ts'
import type { SubscriptionState } from './rules.ts'
import {
  confirmSubscription,
  deleteSubscription,
  findSubscription,
  saveSubscription,
  type SubscriptionRow,
} from './store.ts'

const SEAL = 'notice-address'
const HOUR = 3_600
/** What one network, and one address from everywhere, may ask for. */
const NETWORK_LIMIT = { points: 20, windowSeconds: HOUR }
const ADDRESS_LIMIT = { points: 3, windowSeconds: 24 * HOUR }

/** Where mails about a comment go, and the code that their links carry. */
export interface Subscriber {
  email: string
  code: string
}

/** Whether mails about a comment can be had, and are; null where the site sends none or nothing more can come. */
export async function noticesOffered(
  ctx: Context,
  { id, status }: { id: string; status: CommentStatus },
): Promise<SubscriptionState | null> {
  if (ctx.config.mail === null || status === 'withdrawn' || status === 'erased') return null
  const row = await findSubscription(ctx.db.read, { commentId: id })
  if (row === null) return 'none'
  return row.confirmed_at === null ? 'unconfirmed' : 'confirmed'
}

/**
 * Asks for mails about the comment of a tracking code. A first mail asks whether the address is right; until its link
 * is followed nothing else is sent. Asking again takes the place of what was asked before.
 * @throws DomainError not-found (unknown code, or the site sends no mail), invalid address, rate-limited
 */
export async function subscribe(
  ctx: Context,
  typedCode: string,
  rawEmail: string,
  client: Pick<Client, 'address'>,
): Promise<void> {
  if (ctx.config.mail === null) throw new DomainError('not-found', 'the site sends no mail')
  const email = normalizeEmail(rawEmail)
  if (!isEmail(email)) {
    throw new DomainError('invalid', 'not an address', {
      fields: [{ pointer: '/email', code: 'not-an-email' }],
    })
  }
  const commentId = await findCommentIdByCode(ctx, typedCode, client)
  const code = parseTrackingCode(typedCode)
  if (code === null) throw new DomainError('not-found', 'unknown tracking code')
  const { allowed, retryAfterSeconds } = await consume(
    ctx,
    { key: `notice network ${networkPrefix(client.address)}`, ...NETWORK_LIMIT },
    { key: `notice address ${email}`, ...ADDRESS_LIMIT },
  )
  if (!allowed) {
    throw new DomainError('rate-limited', 'too many mails asked for', { retryAfter: retryAfterSeconds })
  }
  const id = ctx.newId()
  const subscriber: Subscriber = { email, code: formatTrackingCode(code) }
  await ctx.db.transaction(async (tx) => {
    await saveSubscription(tx, {
      id,
      comment_id: commentId,
      sealed: ctx.secrets.seal(SEAL, JSON.stringify(subscriber), id),
      created_at: ctx.now().toISOString(),
      confirmed_at: null,
    })
    await enqueue(ctx, tx, { channel: 'mail', kind: 'confirm', payload: { subscription: id } })
  })
}

/** Ends the mails about the comment of a tracking code. @throws DomainError not-found */
export async function unsubscribe(
  ctx: Context,
  typedCode: string,
  client: Pick<Client, 'address'>,
): Promise<void> {
  const commentId = await findCommentIdByCode(ctx, typedCode, client)
  await ctx.db.transaction((tx) => deleteSubscription(tx, { commentId }))
}

/** The subscription of a link in a mail; null where it ended or the link is none. */
export async function findByToken(
  ctx: Context,
  token: string,
): Promise<{ state: SubscriptionState; code: string } | null> {
  const row = await rowOf(ctx, token)
  if (row === null) return null
  const { code } = openSubscriber(ctx, row)
  return { state: row.confirmed_at === null ? 'unconfirmed' : 'confirmed', code }
}

/** @returns the tracking code @throws DomainError not-found for a link that is none, or whose subscription ended */
export async function confirmByToken(ctx: Context, token: string): Promise<string> {
  const row = await rowOf(ctx, token)
  if (row === null) throw new DomainError('not-found', 'unknown link')
  await ctx.db.transaction((tx) => confirmSubscription(tx, row.id, ctx.now().toISOString()))
  return openSubscriber(ctx, row).code
}

/** Ends the mails. Doing it twice is fine: what was wanted holds. */
export async function stopByToken(ctx: Context, token: string): Promise<void> {
  const row = await rowOf(ctx, token)
  if (row !== null) await ctx.db.transaction((tx) => deleteSubscription(tx, { id: row.id }))
}

export function openSubscriber(ctx: Context, row: SubscriptionRow): Subscriber {
  return JSON.parse(ctx.secrets.open(SEAL, row.sealed, row.id)) as Subscriber
}

/** The subscription's id and a proof of it under the site's key: nothing is stored, nothing can be guessed. */
export function tokenOf(ctx: Context, id: string): string {
  return `${id}.${proofOf(ctx, id)}`
}

function proofOf(ctx: Context, id: string): string {
  return ctx.secrets.hmac('notice-link', id).slice(0, 40)
}

async function rowOf(ctx: Context, token: string): Promise<SubscriptionRow | null> {
  const [id = '', proof = ''] = token.split('.', 2)
  if (!isSameSecret(proof, proofOf(ctx, id))) return null
  return findSubscription(ctx.db.read, { id })
}
