import { PostgresAdapter, sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await createFactors(db)
  await createLinks(db)
  await createAudit(db)
  await db.schema.alterTable('staff_session').addColumn('last_seen_at', 'text').execute()
  await db.schema.alterTable('staff_session').addColumn('device', 'text').execute()
  // Who did what and when, read newest first: of everyone, and of one person.
  await db.schema
    .createIndex('moderation_event_of_staff')
    .on('moderation_event')
    .columns(['at', 'seq'])
    .where(sql.ref('staff_id'), 'is not', sql.lit(null))
    .execute()
  await db.schema
    .createIndex('moderation_event_of_person')
    .on('moderation_event')
    .columns(['staff_id', 'at', 'seq'])
    .where(sql.ref('staff_id'), 'is not', sql.lit(null))
    .execute()
}

async function createFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staff_recovery_code')
    .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('used_at', 'text')
    .execute()
  await db.schema
    .createIndex('staff_recovery_code_staff')
    .on('staff_recovery_code')
    .column('staff_id')
    .execute()
  await db.schema
    .createTable('staff_passkey')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('counter', 'bigint', (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'text')
    .execute()
  await db.schema.createIndex('staff_passkey_staff').on('staff_passkey').column('staff_id').execute()
  await db.schema
    .createTable('staff_challenge')
    .addColumn('challenge', 'text', (c) => c.primaryKey().notNull())
    .addColumn('purpose', 'text', (c) => c.notNull().check(sql`purpose in ('add', 'sign-in')`))
    .addColumn('staff_id', 'text', (c) => c.references('staff.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('staff_challenge_expiry').on('staff_challenge').column('expires_at').execute()
}

async function createLinks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staff_link')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('invitation', 'reset')`))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) =>
      c.notNull().check(sql`role in ('moderator', 'publisher', 'auditor', 'admin')`),
    )
    .addColumn('staff_id', 'text', (c) => c.references('staff.id').onDelete('cascade'))
    .addColumn('second_factor', 'integer', (c) => c.notNull().check(sql`second_factor in (0, 1)`))
    .addColumn('created_by', 'text', (c) => c.references('staff.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .addColumn('used_at', 'text')
    .addCheckConstraint('staff_link_account', sql`kind = 'invitation' or staff_id is not null`)
    .execute()
  await db.schema.createIndex('staff_link_staff').on('staff_link').column('staff_id').execute()
}

/** No foreign key to the account: the log keeps what was done, whatever becomes of who did it. */
async function createAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_event')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull().check(sql`actor in ('staff', 'command', 'system')`))
    .addColumn('staff_id', 'text')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('details', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addCheckConstraint('audit_event_staff', sql`(actor = 'staff') = (staff_id is not null)`)
    .execute()
  await db.schema.createIndex('audit_event_time').on('audit_event').columns(['at', 'seq']).execute()
  await db.schema
    .createIndex('audit_event_person')
    .on('audit_event')
    .columns(['staff_id', 'at', 'seq'])
    .execute()
  await sql`insert into ledger_head (ledger, seq, hash) values ('audit', 0, '')`.execute(db)
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create trigger audit_event_append_only before update or delete or truncate on audit_event
      for each statement execute function refuse_change()`.execute(db)
    return
  }
  const refuse = sql.raw("begin select raise(abort, 'audit_event is append-only'); end")
  // INSERT OR REPLACE removes the row in its way without asking the delete trigger.
  await sql`create trigger audit_event_no_replace before insert on audit_event
    when exists (select 1 from audit_event where seq = new.seq or hash = new.hash) ${refuse}`.execute(db)
  await sql`create trigger audit_event_no_update before update on audit_event ${refuse}`.execute(db)
  await sql`create trigger audit_event_no_delete before delete on audit_event ${refuse}`.execute(db)
}
