import { PostgresAdapter, sql, type Kysely } from 'kysely'

const TAKEN = 'seq = new.seq or comment_id = new.comment_id or hash = new.hash'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('submission')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().unique())
    .addColumn('sample', 'integer', (c) => c.notNull().check(sql`sample in (0, 1)`))
    .addColumn('submitted_at', 'text', (c) => c.notNull())
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .execute()
  await sql`insert into ledger_head (ledger, seq, hash) values ('submissions', 0, '')`.execute(db)
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create trigger submission_append_only before update or delete or truncate on submission
      for each statement execute function refuse_change()`.execute(db)
    return
  }
  const refuse = sql.raw("begin select raise(abort, 'submission is append-only'); end")
  await sql`create trigger submission_no_replace before insert on submission
    when exists (select 1 from submission where ${sql.raw(TAKEN)}) ${refuse}`.execute(db)
  await sql`create trigger submission_no_update before update on submission ${refuse}`.execute(db)
  await sql`create trigger submission_no_delete before delete on submission ${refuse}`.execute(db)
}
