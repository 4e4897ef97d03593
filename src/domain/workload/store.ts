import type { Reader } from '../../../db/connect.ts'

export interface StatusCount {
  status: string
  /** The sum of a column comes as text from PostgreSQL. */
  count: number | string
}

export async function countComments(db: Reader, samples: readonly (0 | 1)[]): Promise<StatusCount[]> {
  return db
    .selectFrom('comment_count')
    .select((eb) => ['status', eb.fn.sum<number | string>('count').as('count')])
    .where('sample', 'in', samples)
    .groupBy('status')
    .orderBy('status')
    .execute()
}

/** When the comment was sent that has waited longest; null where none waits. */
export async function findOldestPending(db: Reader, samples: readonly (0 | 1)[]): Promise<string | null> {
  const row = await db
    .selectFrom('comment')
    .select('submitted_at')
    .where('status', '=', 'pending')
    .where('sample', 'in', samples)
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.submitted_at ?? null
}

/** When the notice was due that should have left first; null where none waits. */
export async function findOldestDue(db: Reader): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select('due_at')
    .where('state', '=', 'waiting')
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at ?? null
}
