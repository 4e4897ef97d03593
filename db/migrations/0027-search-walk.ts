import type { Kysely } from 'kysely'

/** How far the search index has followed the steps of moderation; the first walk puts the row there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('search_walk')
    .addColumn('kind', 'text', (c) => c.primaryKey().notNull())
    .addColumn('generation', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .execute()
}
