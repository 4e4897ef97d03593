import { sql } from 'kysely'
import type { Reader, Writer } from '../../../db/connect.ts'

export interface Count {
  keyHash: string
  points: number
  now: string
  windowEnd: string
  /** A window that ends later is over. */
  latestEnd: string
}

/**
 * Takes one point, or none when the window is full. One statement decides, so that two processes cannot both
 * take the last point.
 * @returns the end of the window the point belongs to, null when it was full
 */
export async function takePoint(
  tx: Writer,
  { keyHash, points, now, windowEnd, latestEnd }: Count,
): Promise<string | null> {
  const over = sql<boolean>`(rate_limit.expires_at <= ${now} or rate_limit.expires_at > ${latestEnd})`
  const row = await tx
    .insertInto('rate_limit')
    .values({ key: keyHash, points: 1, expires_at: windowEnd })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((eb) => ({
          points: eb
            .case()
            .when(over)
            .then(eb.lit(1))
            .else(eb('rate_limit.points', '+', eb.lit(1)))
            .end(),
          expires_at: eb
            .case()
            .when(over)
            .then(eb.ref('excluded.expires_at'))
            .else(eb.ref('rate_limit.expires_at'))
            .end(),
        }))
        .where((eb) => eb.or([over, eb('rate_limit.points', '<', points)])),
    )
    .returning('expires_at')
    .executeTakeFirst()
  return row?.expires_at ?? null
}

/** The window is named by its end: a point is never returned to a later one. */
export async function returnPoint(tx: Writer, keyHash: string, windowEnd: string): Promise<void> {
  await tx
    .updateTable('rate_limit')
    .set((eb) => ({ points: eb('points', '-', eb.lit(1)) }))
    .where('key', '=', keyHash)
    .where('expires_at', '=', windowEnd)
    .where('points', '>', 0)
    .execute()
}

export async function windowEnd(db: Reader, keyHash: string): Promise<string | null> {
  const row = await db
    .selectFrom('rate_limit')
    .select('expires_at')
    .where('key', '=', keyHash)
    .executeTakeFirst()
  return row?.expires_at ?? null
}

/** Points and ends by key, of windows that are open by their end. */
export async function readCounts(
  db: Reader,
  keyHashes: readonly string[],
  now: string,
): Promise<Map<string, { points: number; expires_at: string }>> {
  const rows = await db
    .selectFrom('rate_limit')
    .select(['key', 'points', 'expires_at'])
    .where('key', 'in', keyHashes)
    .where('expires_at', '>', now)
    .execute()
  return new Map(rows.map(({ key, ...count }) => [key, count]))
}

export async function setMark(tx: Writer, keyHash: string, expiresAt: string): Promise<void> {
  await tx
    .insertInto('rate_limit')
    .values({ key: keyHash, points: 1, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ expires_at: expiresAt }))
    .execute()
}

export async function deleteExpiredCounts(tx: Writer, now: string): Promise<void> {
  await tx.deleteFrom('rate_limit').where('expires_at', '<=', now).execute()
}
