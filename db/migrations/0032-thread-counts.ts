import { PostgresAdapter, sql, type Kysely } from 'kysely'

/** A page that shows twenty comments of a thread says how many there are; that must not count twenty thousand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('thread_count')
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('sample', 'integer', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('thread_count_key', ['target', 'sample'])
    .execute()
  // First: a trigger that is made lets nobody else write until the migration ends, so no decision is missed.
  if (db.getExecutor().adapter instanceof PostgresAdapter) await followInPostgres(db)
  else await followInSqlite(db)
  await sql`insert into thread_count (target, sample, count)
    select target, sample, count(*) from comment where status = 'published' group by target, sample`.execute(
    db,
  )
}

const ENTER = `insert into thread_count (target, sample, count) values (new.target, new.sample, 1)
  on conflict (target, sample) do update set count = thread_count.count + 1;`
const LEAVE = 'update thread_count set count = count - 1 where target = old.target and sample = old.sample;'

/** The database counts by itself, so that a process of an earlier version miscounts nothing. */
async function followInSqlite(db: Kysely<unknown>): Promise<void> {
  const follow = (name: string, when: string, step: string) =>
    sql.raw(`create trigger ${name} after ${when} begin ${step} end`).execute(db)
  await follow('comment_in_thread', `insert on comment when new.status = 'published'`, ENTER)
  await follow(
    'comment_into_thread',
    `update of status on comment when old.status <> 'published' and new.status = 'published'`,
    ENTER,
  )
  await follow(
    'comment_out_of_thread',
    `update of status on comment when old.status = 'published' and new.status <> 'published'`,
    LEAVE,
  )
}

async function followInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create function count_in_thread() returns trigger language plpgsql as $$
        begin
          if tg_op = 'UPDATE' then
            if old.status = new.status then return null; end if;
            if old.status = 'published' then ${LEAVE} end if;
          end if;
          if new.status = 'published' then ${ENTER} end if;
          return null;
        end $$`,
    )
    .execute(db)
  // Its name puts it behind comment_counted: whoever has the rows of that count waits for nobody here.
  await sql`create trigger comment_counted_in_thread after insert or update of status on comment
    for each row execute function count_in_thread()`.execute(db)
}
