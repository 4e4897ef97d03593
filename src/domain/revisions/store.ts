import { sql } from 'kysely'
import type { Writer } from '../../../db/connect.ts'

/** Marks what shows `tags` as changed, in the transaction that changes it; at its commit PostgreSQL tells every process. */
export async function bumpRevisions(tx: Writer, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  await tx
    .insertInto('cache_revision')
    .values([...new Set(tags)].sort().map((tag) => ({ tag, revision: 1 })))
    .onConflict((conflict) =>
      conflict.column('tag').doUpdateSet({ revision: sql`cache_revision.revision + 1` }),
    )
    .execute()
}
