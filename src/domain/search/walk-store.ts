import type { Reader, Writer } from '../../../db/connect.ts'
import type { SearchWalkTable } from '../../../db/schema/search-walk.ts'

/** A place on the walk along the steps of moderation. */
export type Place = Pick<SearchWalkTable, 'generation' | 'seq'>

/** Where a walk stands that never began. */
const START: Place = { generation: '', seq: 0 }

export async function findPlace(db: Reader): Promise<Place> {
  const place = await db
    .selectFrom('search_walk')
    .select(['generation', 'seq'])
    .where('kind', '=', 'comment')
    .executeTakeFirst()
  return place ?? START
}

/** Puts the place there, unless it is. */
export async function insertPlace(tx: Writer): Promise<void> {
  await tx
    .insertInto('search_walk')
    .values({ kind: 'comment', ...START })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Moves on from exactly that place; who does it at the same time waits for the end of the transaction.
 * @returns false where somebody else moved on from there
 */
export async function movePlace(tx: Writer, from: Place, to: Place): Promise<boolean> {
  const moved = await tx
    .updateTable('search_walk')
    .set(to)
    .where('kind', '=', 'comment')
    .where('generation', '=', from.generation)
    .where('seq', '=', from.seq)
    .returning('seq')
    .executeTakeFirst()
  return moved !== undefined
}

/** The last step of moderation that was taken. */
export async function findLastStep(db: Reader): Promise<number> {
  const { seq } = await db
    .selectFrom('ledger_head')
    .select('seq')
    .where('ledger', '=', 'moderation')
    .executeTakeFirstOrThrow()
  return seq
}

/** Comments that were published by one of the steps after a place up to another, whatever became of them. */
export async function listPublishedBy(db: Reader, after: number, upTo: number): Promise<string[]> {
  const rows = await db
    .selectFrom('moderation_event')
    .select('comment_id')
    .distinct()
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .where('to_status', '=', 'published')
    .execute()
  return rows.map((row) => row.comment_id)
}

/** Those of the comments that the index has as a version of the rules makes them. */
export async function listTakenIn(
  db: Reader,
  ids: readonly string[],
  generation: string,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('search_entry')
    .select('ref')
    .where('kind', '=', 'comment')
    .where('language', '=', 'vi')
    .where('hash', '=', generation)
    .where('ref', 'in', ids)
    .execute()
  return new Set(rows.map(({ ref }) => ref))
}

/** Whether comments are published and the index has none of any comment. */
export async function hasLostAll(db: Reader): Promise<boolean> {
  const entry = await db
    .selectFrom('search_entry')
    .select('number')
    .where('kind', '=', 'comment')
    .limit(1)
    .executeTakeFirst()
  if (entry !== undefined) return false
  const comment = await db
    .selectFrom('comment')
    .select('id')
    .where('status', '=', 'published')
    .limit(1)
    .executeTakeFirst()
  return comment !== undefined
}
