import { sql, type Kysely } from 'kysely'

/** Of real figures: when what a page shows was last published, by what the page is about. */
const CHANGES = {
  unit: sql`'unit:' || unit`,
  indicator: sql`'indicator:' || indicator`,
  funding: sql`'funding:' || programme || '/' || period`,
}
const ABOUT = { unit: sql`unit <> ''`, indicator: sql`indicator <> ''`, funding: sql`kind = 'funding'` }

/**
 * A list of pages with their times, and a start with packages that were published long ago, must not read every figure
 * again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('figure_change')
    .addColumn('subject', 'text', (c) => c.primaryKey().notNull())
    .addColumn('published_at', 'text', (c) => c.notNull())
    .execute()
  for (const about of ['unit', 'indicator', 'funding'] as const) {
    await sql`insert into figure_change (subject, published_at)
      select ${CHANGES[about]} as subject, max(revision.published_at)
      from figure join figure_revision as revision on revision.seq = figure.last_seq
      where figure.sample = 0 and ${ABOUT[about]} group by 1`.execute(db)
  }
  await db.schema
    .createTable('published_folder')
    .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
    .execute()
}
