import { PostgresAdapter, sql, type Kysely } from 'kysely'

const SAME_VERSION = 'slug = new.slug and version = new.version'
/** The text may go, everything else stays as it was written. */
const CHANGED =
  'new.slug <> old.slug or new.version <> old.version or new.stands_from <> old.stands_from or new.content is not null'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('article_version')
    .addColumn('slug', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().check(sql`version > 0`))
    .addColumn('stands_from', 'text', (c) => c.notNull())
    .addColumn('content', 'text')
    .addPrimaryKeyConstraint('article_version_key', ['slug', 'version'])
    .execute()
  await db.schema
    .createTable('article_event')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('slug', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('text', 'note', 'withdrawn', 'restored', 'withheld')`),
    )
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('content_hash', 'text')
    .addColumn('numbers', 'integer', (c) => c.notNull().check(sql`numbers in (0, 1)`))
    .addColumn('note_date', 'text')
    .addColumn('note', 'text')
    .addColumn('minor', 'integer', (c) => c.notNull().check(sql`minor in (0, 1)`))
    .addColumn('prev_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .execute()
  await db.schema.createIndex('article_event_slug').on('article_event').columns(['slug', 'seq']).execute()
  await sql`insert into ledger_head (ledger, seq, hash) values ('articles', 0, '')`.execute(db)
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create trigger article_event_append_only before update or delete or truncate on article_event
      for each statement execute function refuse_change()`.execute(db)
    await sql`create trigger article_version_stays before delete or truncate on article_version
      for each statement execute function refuse_change()`.execute(db)
    await sql`create trigger article_version_fixed before update on article_version
      for each row when (${sql.raw(CHANGED)}) execute function refuse_change()`.execute(db)
    return
  }
  const event = sql.raw("begin select raise(abort, 'article_event is append-only'); end")
  const version = sql.raw("begin select raise(abort, 'article_version is append-only'); end")
  await sql`create trigger article_event_no_replace before insert on article_event
    when exists (select 1 from article_event where seq = new.seq or hash = new.hash) ${event}`.execute(db)
  await sql`create trigger article_event_no_update before update on article_event ${event}`.execute(db)
  await sql`create trigger article_event_no_delete before delete on article_event ${event}`.execute(db)
  await sql`create trigger article_version_no_replace before insert on article_version
    when exists (select 1 from article_version where ${sql.raw(SAME_VERSION)}) ${version}`.execute(db)
  await sql`create trigger article_version_no_update before update on article_version
    when ${sql.raw(CHANGED)} ${version}`.execute(db)
  await sql`create trigger article_version_no_delete before delete on article_version ${version}`.execute(db)
}
