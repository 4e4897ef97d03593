import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('article').addColumn('comments_until', 'text').execute()
  await createSwitches(db)
  await createFingerprints(db)
  await db.schema
    .createTable('challenge_use')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('challenge_use_expiry').on('challenge_use').column('expires_at').execute()
}

async function createSwitches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('site_switch')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('active', 'integer', (c) => c.notNull().check(sql`active in (0, 1)`))
    .addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision >= 1`))
    .addColumn('since', 'text')
    .addColumn('staff_id', 'text', (c) => c.references('staff.id'))
    .execute()
  await sql`insert into site_switch (name, active, revision) values ('comments-paused', 0, 1), ('slow-mode', 0, 1)`.execute(
    db,
  )
}

async function createFingerprints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment_fingerprint')
    .addColumn('comment_id', 'text', (c) => c.primaryKey().notNull().references('comment.id'))
    .addColumn('exact', 'text', (c) => c.notNull())
    .addColumn('group_id', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('comment_fingerprint_exact')
    .on('comment_fingerprint')
    .columns(['exact', 'at'])
    .execute()
  await db.schema
    .createIndex('comment_fingerprint_group')
    .on('comment_fingerprint')
    .columns(['group_id', 'comment_id'])
    .execute()
  await db.schema
    .createTable('comment_band')
    .addColumn('band', 'text', (c) => c.notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('comment_band_key', ['band', 'comment_id'])
    .execute()
  await db.schema.createIndex('comment_band_comment').on('comment_band').column('comment_id').execute()
  await db.schema.createIndex('comment_band_age').on('comment_band').column('at').execute()
}
