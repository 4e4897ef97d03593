import { PostgresAdapter, sql } from 'kysely'
import type { Writer } from '../connect.ts'

/** A package from this many rows on changes what the database knows about its tables. */
const LARGE = 10_000

/** After a large package PostgreSQL would look for figures the slow way until it next counted its rows by itself. */
export async function refreshStatistics(tx: Writer, rows: number): Promise<void> {
  if (rows < LARGE || !(tx.getExecutor().adapter instanceof PostgresAdapter)) return
  await sql`analyze figure, figure_revision, release_row`.execute(tx)
}
