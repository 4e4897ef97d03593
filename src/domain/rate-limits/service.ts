import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { latestEnd, type Limit } from './rules.ts'
import { deleteExpiredCounts, readCounts, returnPoint, setMark, takePoint, windowEnd } from './store.ts'

/** The points one attempt took; {@link refund} gives them back. */
export interface Consumption {
  allowed: boolean
  /** Whole seconds until the limit that refused opens again; 0 when allowed. */
  retryAfterSeconds: number
  taken: readonly Taken[]
}

interface Taken {
  keyHash: string
  windowEnd: string
}

/** Leaves the transaction, so that limits already charged are rolled back. */
class WindowFull extends Error {
  readonly keyHash: string

  constructor(keyHash: string) {
    super('window full')
    this.keyHash = keyHash
  }
}

/**
 * Takes one point from every limit, or from none: an attempt that is refused is not counted anywhere, so whoever
 * has run into one limit cannot use up another person's. Windows are fixed, and refused attempts do not prolong them.
 *
 * Not inside a transaction: on SQLite it would wait for that transaction to end.
 */
export async function consume(ctx: Context, ...limits: readonly Limit[]): Promise<Consumption> {
  if (!ctx.config.rateLimits) return { allowed: true, retryAfterSeconds: 0, taken: [] }
  const now = ctx.now()
  try {
    const taken = await ctx.db.transaction(async (tx) => {
      const points: Taken[] = []
      for (const limit of limits) {
        const keyHash = hashKey(ctx, limit.key)
        const ownEnd = new Date(now.getTime() + limit.windowSeconds * 1000).toISOString()
        const end = await takePoint(tx, {
          keyHash,
          points: limit.points,
          now: now.toISOString(),
          windowEnd: ownEnd,
          latestEnd: latestEnd(now, limit.windowSeconds),
        })
        if (end === null) throw new WindowFull(keyHash)
        points.push({ keyHash, windowEnd: end })
      }
      return points
    })
    return { allowed: true, retryAfterSeconds: 0, taken }
  } catch (error) {
    if (!(error instanceof WindowFull)) throw error
    const end = (await windowEnd(ctx.db.read, error.keyHash)) ?? now.toISOString()
    const seconds = Math.ceil((Date.parse(end) - now.getTime()) / 1000)
    return { allowed: false, retryAfterSeconds: Math.max(1, seconds), taken: [] }
  }
}

/** Takes one point of one limit. @throws DomainError rate-limited where none is left */
export async function spend(ctx: Context, limit: Limit): Promise<void> {
  const { allowed, retryAfterSeconds } = await consume(ctx, limit)
  if (!allowed) throw new DomainError('rate-limited', 'too many requests', { retryAfter: retryAfterSeconds })
}

/** Points taken so far in the open window of each limit. Reads only. */
export async function countTaken(ctx: Context, limits: readonly Limit[]): Promise<number[]> {
  const keys = limits.map(({ key }) => hashKey(ctx, key))
  const now = ctx.now()
  const counts = await readCounts(ctx.db.read, keys, now.toISOString())
  return limits.map(({ windowSeconds }, at) => {
    const count = counts.get(keys[at] ?? '')
    return count === undefined || count.expires_at > latestEnd(now, windowSeconds) ? 0 : count.points
  })
}

/** Gives back what {@link consume} took, for limits that count failures only. */
export async function refund(ctx: Context, { taken }: Consumption): Promise<void> {
  if (taken.length === 0) return
  await ctx.db.transaction(async (tx) => {
    for (const point of taken) await returnPoint(tx, point.keyHash, point.windowEnd)
  })
}

/** Remembers a key for a while, as unreadable as a limit's. */
export async function mark(ctx: Context, key: string, seconds: number): Promise<void> {
  if (!ctx.config.rateLimits) return
  const expiresAt = new Date(ctx.now().getTime() + seconds * 1000).toISOString()
  await ctx.db.transaction((tx) => setMark(tx, hashKey(ctx, key), expiresAt))
}

/** Whether {@link mark} was called for this key and its time has not run out. */
export async function isMarked(ctx: Context, key: string): Promise<boolean> {
  const end = await windowEnd(ctx.db.read, hashKey(ctx, key))
  return end !== null && end > ctx.now().toISOString()
}

/** Housekeeping: removes windows and marks whose time has run out. */
export async function deleteExpired(ctx: Context): Promise<void> {
  await ctx.db.transaction((tx) => deleteExpiredCounts(tx, ctx.now().toISOString()))
}

function hashKey(ctx: Context, key: string): string {
  return ctx.secrets.hmac('rate-limit', key)
}
