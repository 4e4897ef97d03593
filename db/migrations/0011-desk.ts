import { PostgresAdapter, sql, type Kysely } from 'kysely'

const STATUSES = ['pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn', 'erased']
const BATCH = 1_000

const isPostgres = (db: Kysely<unknown>) => db.getExecutor().adapter instanceof PostgresAdapter

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db)
  await createTables(db)
  await countByState(db)
  await createWords(db)
  await fillWords(db)
}

async function addColumns(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('comment').addColumn('due_at', 'text').execute()
  await db.schema
    .alterTable('comment')
    .addColumn('decided_by', 'text', (c) => c.references('staff.id'))
    .execute()
  await sql`update comment set due_at = submitted_at where status in ('pending', 'appealed')`.execute(db)
  await sql`update comment set decided_by = (
    select event.staff_id from moderation_event as event
    where event.comment_id = comment.id and event.comment_revision = comment.revision
  ) where revision > 1 and status <> 'pending'`.execute(db)

  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('comment').columns(columns).execute()
  await index('comment_due', ['status', 'due_at', 'id'])
  await index('comment_queue_of_target', ['target', 'status', 'submitted_at', 'id'])
  await index('comment_decided_by', ['decided_by', 'status', 'submitted_at', 'id'])
  await db.schema
    .createIndex('comment_held')
    .on('comment')
    .columns(['status', 'submitted_at', 'id', 'held'])
    .where(sql.ref('held'), '<>', sql.lit('[]'))
    .execute()
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment_claim')
    .addColumn('comment_id', 'text', (c) => c.primaryKey().notNull().references('comment.id'))
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('claimed_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('comment_claim_of_staff')
    .on('comment_claim')
    .columns(['staff_id', 'expires_at'])
    .execute()
  await db.schema.createIndex('comment_claim_expiry').on('comment_claim').column('expires_at').execute()
  await db.schema
    .createTable('comment_draft')
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('saved_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('comment_draft_owner', ['comment_id', 'staff_id'])
    .execute()
  await db.schema.createIndex('comment_draft_age').on('comment_draft').column('saved_at').execute()
  await db.schema
    .createTable('comment_note')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('note', 'text', (c) => c.notNull().check(sql`length(note) between 1 and 1000`))
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('comment_note_of_comment')
    .on('comment_note')
    .columns(['comment_id', 'at'])
    .execute()
  await db.schema
    .createTable('decision_batch')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('items', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('decision_batch_age').on('decision_batch').column('at').execute()
}

/** One row for each state from the start, so that triggers only add. */
async function countByState(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment_count')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('sample', 'integer', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('entered', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('comment_count_state', ['status', 'sample'])
    .execute()
  for (const status of STATUSES) {
    await sql`insert into comment_count (status, sample, count, entered)
      select ${status}, flag.sample, count(comment.id), count(comment.id)
      from (select 0 as sample union all select 1) as flag
      left join comment on comment.status = ${status} and comment.sample = flag.sample
      group by flag.sample`.execute(db)
  }
  const enter = 'update comment_count set count = count + 1, entered = entered + 1'
  const entering = `${enter} where status = new.status and sample = new.sample;`
  const leaving =
    'update comment_count set count = count - 1 where status = old.status and sample = old.sample;'
  if (isPostgres(db)) {
    await sql`create function count_comment() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' then
          if old.status = new.status then return null; end if;
          ${sql.raw(leaving)}
        end if;
        ${sql.raw(entering)}
        return null;
      end $$`.execute(db)
    await sql`create trigger comment_counted after insert or update of status on comment
      for each row execute function count_comment()`.execute(db)
    return
  }
  await sql`create trigger comment_entered after insert on comment
    begin ${sql.raw(entering)} end`.execute(db)
  await sql`create trigger comment_moved after update of status on comment when old.status <> new.status
    begin ${sql.raw(leaving)} ${sql.raw(entering)} end`.execute(db)
}

async function createWords(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    await sql`create table comment_words (
      number integer generated always as identity primary key,
      comment_id text not null unique references comment (id),
      words text not null)`.execute(db)
    await sql`create index comment_words_found on comment_words
      using gin (to_tsvector('simple', words))`.execute(db)
    return
  }
  await sql`create table comment_words (
    number integer not null primary key,
    comment_id text not null unique references comment (id),
    words text not null)`.execute(db)
  // The state is searched along: few comments that wait are found among very many that were decided.
  await sql`create virtual table comment_fts using fts5
    (state, words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0")`.execute(db)
  await sql`create trigger comment_words_added after insert on comment_words begin
    insert into comment_fts (rowid, state, words)
      select new.number, comment.status, new.words from comment where comment.id = new.comment_id;
    end`.execute(db)
  await sql`create trigger comment_words_removed after delete on comment_words begin
    delete from comment_fts where rowid = old.number;
    end`.execute(db)
  await sql`create trigger comment_words_moved after update of status on comment when old.status <> new.status
    begin
      insert or replace into comment_fts (rowid, state, words)
        select number, new.status, words from comment_words where comment_id = new.id;
    end`.execute(db)
}

async function fillWords(db: Kysely<unknown>): Promise<void> {
  let after = ''
  for (;;) {
    const { rows } = await sql<{ id: string; body: string; name: string | null }>`
      select id, body, display_name as name from comment
      where body is not null and id > ${after} order by id limit ${BATCH}`.execute(db)
    for (const { id, body, name } of rows) {
      await sql`insert into comment_words (comment_id, words)
        values (${id}, ${fold(`${name ?? ''} ${body}`)})`.execute(db)
      after = id
    }
    if (rows.length < BATCH) return
  }
}

function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/gu, 'd')
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
