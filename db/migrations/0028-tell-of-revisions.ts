import { PostgresAdapter, sql, type Kysely } from 'kysely'

/**
 * Tells whoever listens, at the commit of each transaction that changes `cache_revision`, that there is something to
 * read. Done by the database itself, so that no way of writing can forget it. SQLite has no listeners: its readers see
 * each commit by themselves.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  await sql`
    create function tell_of_cache_revision() returns trigger language plpgsql as $$
    begin
      perform pg_notify('cache_revision', '');
      return null;
    end $$`.execute(db)
  await sql`
    create trigger cache_revision_told after insert or update or delete on cache_revision
    for each statement execute function tell_of_cache_revision()`.execute(db)
}
