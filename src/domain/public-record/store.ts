import { sql } from 'kysely'
import type { Reader } from '../../../db/connect.ts'
import type { ModerationEventTable } from '../../../db/schema/moderation-event.ts'
import { dayBounds, monthBounds, type DayHead, type MonthCounts, type RecordQuery } from './rules.ts'

export type RecordRow = ModerationEventTable & { submitted_at: string; sample: 0 | 1 }

/** Steps before a place in the chain, newest first. */
export async function listDecisions(
  db: Reader,
  { month, before, limit }: RecordQuery & { limit: number },
): Promise<RecordRow[]> {
  let query = db
    .selectFrom('moderation_event as event')
    .innerJoin('comment', 'comment.id', 'event.comment_id')
    .selectAll('event')
    .select(['comment.submitted_at', 'comment.sample'])
  if (month !== null) {
    const places = await placesOf(db, monthBounds(month))
    if (places === null) return []
    const { start, end } = monthBounds(month)
    query = query
      .where('event.seq', '>=', places.first)
      .where('event.seq', '<=', places.last)
      .where('event.at', '>=', start)
      .where('event.at', '<', end)
  }
  if (before !== null) query = query.where('event.seq', '<', before)
  return query.orderBy('event.seq', 'desc').limit(limit).execute()
}

/** Added to, so that PostgreSQL does not walk the whole chain for its least and its greatest place. */
const PLACE = sql<number>`(seq + 0)`

/** Between which places of the chain a stretch of time lies; null where nothing happened in it. */
async function placesOf(
  db: Reader,
  { start, end }: { start: string; end: string },
): Promise<{ first: number; last: number } | null> {
  const { first, last } = await db
    .selectFrom('moderation_event')
    .select((eb) => [eb.fn.min<number | null>(PLACE).as('first'), eb.fn.max<number | null>(PLACE).as('last')])
    .where('at', '>=', start)
    .where('at', '<', end)
    .executeTakeFirstOrThrow()
  return first === null || last === null ? null : { first, last }
}

export async function findHead(
  db: Reader,
  ledger: 'moderation' | 'answers' | 'audit',
): Promise<{ seq: number; hash: string }> {
  return db
    .selectFrom('ledger_head')
    .select(['seq', 'hash'])
    .where('ledger', '=', ledger)
    .executeTakeFirstOrThrow()
}

/** Last links of days on which something happened. */
export async function listDayHeads(db: Reader, days: readonly string[]): Promise<DayHead[]> {
  const heads: DayHead[] = []
  for (const day of days) {
    const places = await placesOf(db, dayBounds(day))
    if (places === null) continue
    const { hash } = await db
      .selectFrom('moderation_event')
      .select('hash')
      .where('seq', '=', places.last)
      .executeTakeFirstOrThrow()
    heads.push({ day, seq: places.last, hash })
  }
  return heads
}

/** When the first comment was sent; ids sort by time. */
export async function findFirstComment(db: Reader): Promise<string | null> {
  const first = await db
    .selectFrom('comment')
    .select('submitted_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return first?.submitted_at ?? null
}

/** Newest comment, as a mark of whether another one came. */
export async function findNewestComment(db: Reader): Promise<string | null> {
  const newest = await db.selectFrom('comment').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return newest?.id ?? null
}

export async function listKeptMonths(db: Reader, samples: boolean): Promise<Map<string, MonthCounts>> {
  const rows = await db
    .selectFrom('public_month')
    .select(['month', 'counts'])
    .where('samples', '=', samples ? 1 : 0)
    .execute()
  return new Map(rows.map(({ month, counts }) => [month, JSON.parse(counts) as MonthCounts]))
}

/** Another process may have counted the same month: both counted alike. */
export async function keepMonth(
  db: Reader,
  { month, samples, counts, at }: { month: string; samples: boolean; counts: MonthCounts; at: string },
): Promise<void> {
  await db
    .insertInto('public_month')
    .values({ month, samples: samples ? 1 : 0, counts: JSON.stringify(counts), counted_at: at })
    .onConflict((conflict) => conflict.columns(['month', 'samples']).doNothing())
    .execute()
}
