import { PostgresAdapter, sql, type Kysely } from 'kysely'

/**
 * PostgreSQL looks a foreign key up row by row, with a query and a lock for each: of 180,000 revisions that was a third
 * of all its work. None of these rows is ever changed or taken away, so it is enough to look once for each statement
 * whether what its rows name is there.
 */
const NAMED = [
  { table: 'figure_revision', column: 'figure_id', target: 'figure', key: 'id' },
  { table: 'figure_revision', column: 'document_hash', target: 'source_document', key: 'hash' },
  { table: 'release_row', column: 'revision_seq', target: 'figure_revision', key: 'seq' },
] as const

/** Weights of PostgreSQL, for the parts of an entry that are searched apart. */
const PARTS = { A: 'title_words', B: 'body_words', C: 'accents', D: 'tags' }
/** The last place that PostgreSQL tells from the next. */
const LAST_PLACE = 16_383

export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  for (const named of NAMED) await lookUpOnce(db, named)
  await indexOnce(db)
}

/** Without hash joins: they would read the whole of the other table for each statement of a large package. */
async function lookUpOnce(
  db: Kysely<unknown>,
  { table, column, target, key }: (typeof NAMED)[number],
): Promise<void> {
  const name = `${table}_${column}_known`
  await sql`create function ${sql.id(name)}() returns trigger language plpgsql
    set enable_hashjoin = off set enable_mergejoin = off as $$
    begin
      if exists (select from (select distinct ${sql.id(column)} as named from added) as list
        where named is not null
          and not exists (select from ${sql.table(target)} where ${sql.id(key)} = named)) then
        raise exception ${sql.lit(`${table} names a ${target} that is not there`)}
          using errcode = 'foreign_key_violation';
      end if;
      return null;
    end $$`.execute(db)
  await sql`create trigger ${sql.id(name)} after insert on ${sql.table(table)}
    referencing new table as added for each statement execute function ${sql.id(name)}()`.execute(db)
  await sql`alter table ${sql.table(table)} drop constraint ${sql.id(`${table}_${column}_fkey`)}`.execute(db)
}

/** The words of all entries of a statement at once, put together as for a single one. */
async function indexOnce(db: Kysely<unknown>): Promise<void> {
  const parts = Object.entries(PARTS).map(
    ([
      weight,
      column,
    ]) => `coalesce((select string_agg(word || ':' || least(place, ${LAST_PLACE}) || '${weight}', ' ')
      from unnest(string_to_array(added.${column}, ' ')) with ordinality as list (word, place)
      where word <> ''), '')`,
  )
  await sql`create or replace function index_search_entry() returns trigger language plpgsql as $$
    begin
      insert into search_fts (number, vector)
        select number, (${sql.raw(parts.join(" || ' ' || "))})::tsvector from added;
      return null;
    end $$`.execute(db)
  await sql`drop trigger search_entry_added on search_entry`.execute(db)
  await sql`create trigger search_entry_added after insert on search_entry
    referencing new table as added for each statement execute function index_search_entry()`.execute(db)
}
