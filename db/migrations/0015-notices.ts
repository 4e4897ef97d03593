import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment_subscription')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().unique().references('comment.id'))
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'text')
    .execute()
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('channel', 'text', (c) => c.notNull().check(sql`channel in ('mail', 'webhook')`))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text', (c) => c.unique())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('claimed_until', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('waiting', 'sent', 'failed', 'dropped')`),
    )
    .addColumn('settled_at', 'text')
    .addColumn('problem', 'text')
    .execute()
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'due_at', 'id']).execute()
  await db.schema.createIndex('outbox_settled').on('outbox').columns(['state', 'settled_at']).execute()
}
