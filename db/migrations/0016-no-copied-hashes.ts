import { PostgresAdapter, sql, type Kysely } from 'kysely'

const HASHED = ['release', 'figure_revision']

/**
 * SQLite only: INSERT OR REPLACE also removes the row whose `hash` is in its way, which the guards against a taken
 * place do not see. PostgreSQL has no such statement.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) return
  for (const table of HASHED) {
    await sql`create trigger ${sql.raw(`${table}_no_copy`)} before insert on ${sql.table(table)}
      when exists (select 1 from ${sql.table(table)} where hash = new.hash)
      begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`.execute(db)
  }
}
