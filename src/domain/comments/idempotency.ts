import { sql } from 'kysely'
import { listed } from '../../../db/bulk/listed.ts'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { IdempotencyKeyTable } from '../../../db/schema/idempotency-key.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { isSameSecret } from '../secrets.ts'
import type { Client } from './rules.ts'

/** One repeatable request: what makes it the same, what it says, and for how long a repeat counts as one. */
export interface Repeatable {
  key: string
  content: readonly unknown[]
  seconds: number
}

/** A key with this many characters was drawn at random by the client and serves from any network. */
const UNGUESSABLE_LENGTH = 32
const DAY = 24 * 3600
const FORM_SECONDS = 60

/**
 * For a request with an Idempotency-Key. A long key belongs to whoever holds it, so that a phone may repeat its
 * request over another network; a short one could be hit upon by two people and counts only together with the
 * sender's address and user agent.
 * @throws DomainError invalid for a key that cannot be one
 */
export function repeatableByKey(key: string, content: readonly unknown[], client: Client): Repeatable {
  requireKey(key)
  const scope = key.length >= UNGUESSABLE_LENGTH ? '' : JSON.stringify([client.address, client.userAgent])
  return { key: `key ${scope} ${key}`, content, seconds: DAY }
}

/** For a request with an Idempotency-Key of someone who is signed in. @throws DomainError invalid */
export function repeatableByStaff(key: string, content: readonly unknown[], staffId: string): Repeatable {
  requireKey(key)
  return { key: `staff ${staffId} ${key}`, content, seconds: DAY }
}

/** For a form without JavaScript: the same content from the same sender within a minute is one comment. */
export function repeatableByContent(content: readonly unknown[], client: Client): Repeatable {
  const key = `form ${JSON.stringify([content, client.address, client.userAgent])}`
  return { key, content, seconds: FORM_SECONDS }
}

export type StoredAnswer = Pick<IdempotencyKeyTable, 'request_hash' | 'sealed' | 'expires_at'>

/** The first answer to this request, if it was answered before. @throws DomainError idempotency-mismatch */
export async function findAnswer(ctx: Context, db: Reader, request: Repeatable): Promise<string | null> {
  const id = idOfRequest(ctx, request)
  const answer = (await findAnswers(db, [id])).get(id)
  return answer === undefined ? null : openAnswer(ctx, answer, request)
}

/** Answers that are kept under these names, also those that are too old to count. */
export async function findAnswers(db: Reader, ids: readonly string[]): Promise<Map<string, StoredAnswer>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Pick<IdempotencyKeyTable, 'id'> & StoredAnswer>`
    select id, request_hash, sealed, expires_at
    from ${listed(db, ids)} join idempotency_key on idempotency_key.id = listed.value`.execute(db)
  return new Map(rows.map(({ id, ...answer }) => [id, answer]))
}

/** @returns null for an answer that is too old. @throws DomainError idempotency-mismatch */
export function openAnswer(ctx: Context, answer: StoredAnswer, request: Repeatable): string | null {
  if (answer.expires_at <= ctx.now().toISOString()) return null
  if (!isSameSecret(answer.request_hash, hashOf(ctx, request))) {
    throw new DomainError('idempotency-mismatch', 'the key was used for another request')
  }
  return ctx.secrets.open('idempotency', answer.sealed, request.key)
}

/** A request that is about to be answered, as it is stored. */
export interface Claim {
  row: IdempotencyKeyTable
  now: string
}

export function makeClaim(ctx: Context, request: Repeatable, answer: string): Claim {
  const now = ctx.now()
  return {
    row: {
      id: idOfRequest(ctx, request),
      request_hash: hashOf(ctx, request),
      sealed: ctx.secrets.seal('idempotency', answer, request.key),
      expires_at: new Date(now.getTime() + request.seconds * 1000).toISOString(),
    },
    now: now.toISOString(),
  }
}

/**
 * As {@link claimAnswer}, for several requests of which no two have the same name, in the order of their names everywhere:
 * two processes never wait for each other's claims.
 * @returns names of those that are claimed
 */
export async function claim(tx: Writer, claims: readonly Claim[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set()
  const sorted = claims.toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1))
  const now = claims.reduce((latest, claimed) => (claimed.now > latest ? claimed.now : latest), '')
  const rows = await tx
    .insertInto('idempotency_key')
    .values(sorted.map(({ row }) => row))
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          request_hash: eb.ref('excluded.request_hash'),
          sealed: eb.ref('excluded.sealed'),
          expires_at: eb.ref('excluded.expires_at'),
        }))
        .where('idempotency_key.expires_at', '<=', now),
    )
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/**
 * Claims this request for `answer`, in the transaction that does what it asks for.
 * @returns false where another request claimed it first: then roll back and read its answer
 */
export async function claimAnswer(
  ctx: Context,
  tx: Writer,
  request: Repeatable,
  answer: string,
): Promise<boolean> {
  return (await claim(tx, [makeClaim(ctx, request, answer)])).size > 0
}

/** Puts the final answer in the place of the one that a request was claimed with, where it takes several steps. */
export async function settleAnswer(ctx: Context, request: Repeatable, answer: string): Promise<void> {
  await ctx.db.write
    .updateTable('idempotency_key')
    .set({ sealed: ctx.secrets.seal('idempotency', answer, request.key) })
    .where('id', '=', idOfRequest(ctx, request))
    .execute()
}

export async function deleteExpiredAnswers(ctx: Context): Promise<void> {
  await ctx.db.write
    .deleteFrom('idempotency_key')
    .where('expires_at', '<=', ctx.now().toISOString())
    .execute()
}

function requireKey(key: string): void {
  if (/^[\x21-\x7e]{1,200}$/u.test(key)) return
  throw new DomainError('invalid', 'unusable key', { fields: [{ pointer: '', code: 'idempotency-key' }] })
}

const names = new WeakMap<Repeatable, string>()

/** Name under which the answer to a request is kept. */
export function idOfRequest(ctx: Context, request: Repeatable): string {
  const name = names.get(request) ?? ctx.secrets.hmac('idempotency', request.key)
  names.set(request, name)
  return name
}

/** Keyed, so that a short text cannot be tried out on a copy of the database. */
function hashOf(ctx: Context, { content }: Repeatable): string {
  return ctx.secrets.hmac('idempotency-request', JSON.stringify(content))
}
