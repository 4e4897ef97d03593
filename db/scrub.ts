import { sql, type Kysely } from 'kysely'
import type { Tables } from './schema/tables.ts'

const INDEXES = ['comment_fts', 'search_fts'] as const
/** Pages of an index in one statement, so that no writer waits for long. */
const PAGES = 500
/** In all, for one index: more than the index of a hundred thousand comments has. */
const MAX_STEPS = 40

/**
 * Takes what was deleted out of SQLite's files: rows are overwritten as they are deleted, but the index of words keeps
 * a deleted text until its pieces are merged, and the log of changes keeps it until all of it is in the database.
 * @returns false where someone was reading, so that the log still has it
 */
export async function scrub(write: Kysely<Tables>): Promise<boolean> {
  for (const index of INDEXES) await mergeAll(write, index)
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(write)
  return rows[0]?.busy === 0
}

/** The first step is told by its minus sign to take every piece, the others go on with it. */
async function mergeAll(write: Kysely<Tables>, index: (typeof INDEXES)[number]): Promise<void> {
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const before = await changes(write)
    const pages = step === 0 ? -PAGES : PAGES
    await sql`insert into ${sql.table(index)} (${sql.ref(index)}, rank) values ('merge', ${pages})`.execute(
      write,
    )
    // The statement itself counts as one.
    if ((await changes(write)) - before < 2) return
  }
}

async function changes(write: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select total_changes() as count`.execute(write)
  return rows[0]?.count ?? 0
}
