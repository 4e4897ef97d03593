import { PostgresAdapter, sql, type Kysely } from 'kysely'

/** Official answers with a chain of their own; what the public record of decisions needs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('moderation_event').addColumn('salt', 'text').execute()
  await db.schema.createIndex('moderation_event_at').on('moderation_event').columns(['at', 'seq']).execute()
  await db.schema
    .createIndex('comment_sample')
    .on('comment')
    .columns(['status', 'submitted_at'])
    .where(sql.ref('sample'), '=', sql.lit(1))
    .execute()
  await db.schema
    .createTable('answer_request')
    .addColumn('comment_id', 'text', (c) => c.primaryKey().notNull().references('comment.id'))
    .addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision >= 1`))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('body_name', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('deadline', 'text', (c) => c.notNull())
    .addColumn('open', 'integer', (c) => c.notNull().check(sql`open in (0, 1)`))
    .execute()
  await db.schema
    .createIndex('answer_request_due')
    .on('answer_request')
    .columns(['open', 'due_at', 'comment_id'])
    .execute()
  await db.schema
    .createTable('answer_event')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision >= 1`))
    .addColumn('action', 'text', (c) => c.notNull().check(sql`action in ('publish', 'correct', 'withdraw')`))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('body_name', 'text', (c) => c.notNull())
    .addColumn('words_hash', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addUniqueConstraint('answer_event_revision', ['comment_id', 'revision'])
    .execute()
  await db.schema.createIndex('answer_event_at').on('answer_event').columns(['at', 'seq']).execute()
  await db.schema
    .createTable('answer_words')
    .addColumn('event_seq', 'integer', (c) => c.primaryKey().notNull().references('answer_event.seq'))
    .addColumn('salt', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.check(sql`length(text) between 5 and 5000`))
    .addColumn('reason', 'text', (c) => c.check(sql`length(reason) between 5 and 500`))
    .execute()
  await db.schema
    .createTable('official_answer')
    .addColumn('comment_id', 'text', (c) => c.primaryKey().notNull().references('comment.id'))
    .addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision >= 1`))
    .addColumn('event_seq', 'integer', (c) => c.notNull().references('answer_event.seq'))
    .addColumn('standing', 'integer', (c) => c.notNull().check(sql`standing in (0, 1)`))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('official_answer_changed')
    .on('official_answer')
    .columns(['standing', 'changed_at', 'comment_id'])
    .execute()
  await db.schema
    .createTable('public_month')
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('samples', 'integer', (c) => c.notNull().check(sql`samples in (0, 1)`))
    .addColumn('counts', 'text', (c) => c.notNull())
    .addColumn('counted_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('public_month_key', ['month', 'samples'])
    .execute()
  await sql`insert into ledger_head (ledger, seq, hash) values ('answers', 0, '')`.execute(db)

  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create trigger answer_event_append_only
      before update or delete or truncate on answer_event
      for each statement execute function refuse_change()`.execute(db)
    return
  }
  const refuse = sql.raw("begin select raise(abort, 'answer_event is append-only'); end")
  // INSERT OR REPLACE removes the row in its way without asking the delete trigger.
  await sql`create trigger answer_event_no_replace before insert on answer_event
    when exists (select 1 from answer_event where seq = new.seq or hash = new.hash
      or (comment_id = new.comment_id and revision = new.revision)) ${refuse}`.execute(db)
  await sql`create trigger answer_event_no_update before update on answer_event ${refuse}`.execute(db)
  await sql`create trigger answer_event_no_delete before delete on answer_event ${refuse}`.execute(db)
}
