import { PostgresAdapter, sql, type Kysely } from 'kysely'

const STATUSES = sql`('pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn', 'erased')`

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('moderation_event')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .addColumn('comment_revision', 'integer', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('from_status', 'text', (c) => c.notNull().check(sql`from_status in ${STATUSES}`))
    .addColumn('to_status', 'text', (c) => c.notNull().check(sql`to_status in ${STATUSES}`))
    .addColumn('reason', 'text')
    .addColumn('note_hash', 'text')
    .addColumn('actor', 'text', (c) => c.notNull().check(sql`actor in ('system', 'staff', 'submitter')`))
    .addColumn('staff_id', 'text', (c) => c.references('staff.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addUniqueConstraint('moderation_event_revision', ['comment_id', 'comment_revision'])
    .addCheckConstraint('moderation_event_staff', sql`(actor = 'staff') = (staff_id is not null)`)
    .execute()
  await db.schema
    .createTable('moderation_note')
    .addColumn('event_seq', 'integer', (c) => c.primaryKey().notNull().references('moderation_event.seq'))
    .addColumn('note', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('ledger_head')
    .addColumn('ledger', 'text', (c) => c.primaryKey().notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute()
  await sql`insert into ledger_head (ledger, seq, hash) values ('moderation', 0, '')`.execute(db)

  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  if (postgres) {
    await sql`create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name; end $$`.execute(db)
    await sql`create trigger moderation_event_append_only
      before update or delete or truncate on moderation_event
      for each statement execute function refuse_change()`.execute(db)
    await sql`create trigger comment_no_delete before delete or truncate on comment
      for each statement execute function refuse_change()`.execute(db)
    return
  }
  // INSERT OR REPLACE removes the row in its way without asking the delete trigger.
  await sql`create trigger moderation_event_no_replace before insert on moderation_event
    when exists (select 1 from moderation_event where seq = new.seq or hash = new.hash
      or (comment_id = new.comment_id and comment_revision = new.comment_revision))
    begin select raise(abort, 'moderation_event is append-only'); end`.execute(db)
  await sql`create trigger moderation_event_no_update before update on moderation_event
    begin select raise(abort, 'moderation_event is append-only'); end`.execute(db)
  await sql`create trigger moderation_event_no_delete before delete on moderation_event
    begin select raise(abort, 'moderation_event is append-only'); end`.execute(db)
  await sql`create trigger comment_no_delete before delete on comment
    begin select raise(abort, 'comment is append-only'); end`.execute(db)
}
