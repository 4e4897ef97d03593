import { PostgresAdapter, sql, type Kysely } from 'kysely'

const KINDS = ['article', 'page', 'unit', 'indicator', 'figure', 'comment']
/** Weights of PostgreSQL, for the parts of an entry that are searched apart. */
const PARTS = { A: 'title_words', B: 'body_words', C: 'accents', D: 'tags' }
/** The last place that PostgreSQL tells from the next. */
const LAST_PLACE = 16_383

const isPostgres = (db: Kysely<unknown>) => db.getExecutor().adapter instanceof PostgresAdapter

export async function up(db: Kysely<unknown>): Promise<void> {
  await createEntries(db)
  if (isPostgres(db)) await followInPostgres(db)
  else await followInSqlite(db)
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  const number = isPostgres(db)
    ? 'integer generated always as identity primary key'
    : 'integer not null primary key autoincrement'
  await sql`create table search_entry (
    number ${sql.raw(number)},
    kind text not null check (kind in (${sql.join(KINDS.map((kind) => sql.lit(kind)))})),
    ref text not null,
    language text not null,
    tags text not null,
    title text not null,
    body text not null,
    title_words text not null,
    body_words text not null,
    accents text not null,
    weight integer not null,
    at text,
    shown_from text,
    hash text not null,
    unique (kind, ref, language))`.execute(db)
}

/** What is no longer published goes from the index whoever changes it; the text of a comment is nowhere in a trigger. */
async function followInSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table search_fts using fts5
    (tags, title, body, accents, content='', contentless_delete=1,
      tokenize="unicode61 remove_diacritics 0")`.execute(db)
  await sql`create trigger search_entry_added after insert on search_entry begin
    insert into search_fts (rowid, tags, title, body, accents)
      values (new.number, new.tags, new.title_words, new.body_words, new.accents);
    end`.execute(db)
  await sql`create trigger search_entry_removed after delete on search_entry begin
    delete from search_fts where rowid = old.number;
    end`.execute(db)
  const remove = "delete from search_entry where kind = 'comment' and ref = old.id;"
  await sql`create trigger comment_unfindable after update of status on comment
    when old.status = 'published' and new.status <> 'published' begin ${sql.raw(remove)} end`.execute(db)
  await sql`create trigger comment_gone after delete on comment begin ${sql.raw(remove)} end`.execute(db)
}

/** Vectors are put together word by word: the parser of PostgreSQL would cut some words in two. */
async function followInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create table search_fts (
    number integer primary key references search_entry (number) on delete cascade,
    vector tsvector not null)`.execute(db)
  await sql`create index search_fts_vector on search_fts using gin (vector)`.execute(db)
  const parts = Object.entries(PARTS).map(
    ([
      weight,
      column,
    ]) => `coalesce((select string_agg(word || ':' || least(place, ${LAST_PLACE}) || '${weight}', ' ')
      from unnest(string_to_array(new.${column}, ' ')) with ordinality as list (word, place)
      where word <> ''), '')`,
  )
  await sql`create function index_search_entry() returns trigger language plpgsql as $$
    begin
      insert into search_fts (number, vector)
        values (new.number, (${sql.raw(parts.join(" || ' ' || "))})::tsvector);
      return null;
    end $$`.execute(db)
  await sql`create trigger search_entry_added after insert on search_entry
    for each row execute function index_search_entry()`.execute(db)
  await sql`create function forget_comment() returns trigger language plpgsql as $$
    begin
      delete from search_entry where kind = 'comment' and ref = old.id;
      return null;
    end $$`.execute(db)
  await sql`create trigger comment_unfindable after update of status on comment for each row
    when (old.status = 'published' and new.status <> 'published')
    execute function forget_comment()`.execute(db)
  await sql`create trigger comment_gone after delete on comment
    for each row execute function forget_comment()`.execute(db)
}
