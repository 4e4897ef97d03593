import type { Kysely } from 'kysely'

/** What the hash of a public note is salted with; goes with the note. Notes before it have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('moderation_note')
    .addColumn('salt', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
}
