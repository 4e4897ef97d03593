import type { Kysely } from 'kysely'

/** Who sent a draft back instead of confirming it, and why; both or neither. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('release_draft')
    .addColumn('returned_by', 'text', (c) => c.references('staff.id'))
    .execute()
  await db.schema.alterTable('release_draft').addColumn('return_reason', 'text').execute()
}
