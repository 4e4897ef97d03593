import type { Kysely } from 'kysely'

/** The rows are written again at the next start, with the figures of each article. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('article')
    .addColumn('figures', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute()
}
