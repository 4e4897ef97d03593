import type { Kysely } from 'kysely'

/**
 * What lets the chains cover more: a salt for the hash of an internal note (notes before have none), a hash of the
 * tracking code and the consent of a comment (links before have none), and requests for an answer that stay when they
 * are dropped.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('comment_note')
    .addColumn('salt', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema.alterTable('submission').addColumn('details_hash', 'text').execute()
  await db.schema.alterTable('answer_request').addColumn('dropped_at', 'text').execute()
  await db.schema
    .alterTable('answer_request')
    .addColumn('dropped_by', 'text', (c) => c.references('staff.id'))
    .execute()
}
