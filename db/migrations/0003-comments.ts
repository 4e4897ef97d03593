import { sql, type Kysely } from 'kysely'

const STATUSES = sql`('pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn', 'erased')`

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ${STATUSES}`))
    .addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision >= 1`))
    .addColumn('body', 'text', (c) => c.check(sql`length(body) between 5 and 500`))
    .addColumn('body_salt', 'text')
    .addColumn('display_name', 'text', (c) => c.check(sql`length(display_name) between 1 and 60`))
    .addColumn('code_hash', 'text', (c) => c.notNull().unique())
    .addColumn('network_hash', 'text')
    .addColumn('consent_version', 'text')
    .addColumn('held', 'text', (c) => c.notNull())
    .addColumn('sample', 'integer', (c) => c.notNull().check(sql`sample in (0, 1)`))
    .addColumn('submitted_at', 'text', (c) => c.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('published_at', 'text')
    .addCheckConstraint('comment_body_until_erased', sql`(body is null) = (status = 'erased')`)
    .addCheckConstraint('comment_salt_with_body', sql`(body_salt is null) = (body is null)`)
    .addCheckConstraint('comment_published_has_date', sql`status <> 'published' or published_at is not null`)
    .execute()
  await db.schema
    .createIndex('comment_queue')
    .on('comment')
    .columns(['status', 'submitted_at', 'id'])
    .execute()
  await db.schema
    .createIndex('comment_thread')
    .on('comment')
    .columns(['target', 'status', 'published_at', 'id'])
    .execute()
  await db.schema
    .createIndex('comment_network')
    .on('comment')
    .columns(['network_hash', 'submitted_at'])
    .execute()
  await db.schema
    .createTable('idempotency_key')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('request_hash', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('idempotency_key_expiry').on('idempotency_key').column('expires_at').execute()
}
