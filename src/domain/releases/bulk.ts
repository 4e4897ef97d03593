import { setImmediate as letOthersIn } from 'node:timers/promises'
import { CompiledQuery, PostgresAdapter, sql } from 'kysely'
import type { Writer } from '../../../db/connect.ts'
import type { Tables } from '../../../db/schema/tables.ts'

/** Values of one statement; SQLite takes 32,766. */
const MAX_VALUES = 30_000
/** Rows of one statement on PostgreSQL: as many as stay in its working memory. */
const MAX_ROWS = 2_000

/**
 * Inserts many rows in few statements. Each database has its own fast way: PostgreSQL spends longer on 30,000 single
 * values than on one JSON text of rows, SQLite the other way round.
 * @param rows all with the same keys in the same order
 * @param ending what follows the values: `on conflict …`
 */
export async function insertMany<T extends keyof Tables>(
  tx: Writer,
  table: T,
  rows: readonly Tables[T][],
  ending = '',
): Promise<void> {
  if (rows.length === 0) return
  if (tx.getExecutor().adapter instanceof PostgresAdapter) await insertJson(tx, table, rows, ending)
  else await insertValues(tx, table, rows, ending)
}

/** A package from this many rows on changes what the database knows about its tables. */
const LARGE = 10_000

/** After a large package PostgreSQL would look for figures the slow way until it next counted its rows by itself. */
export async function refreshStatistics(tx: Writer, rows: number): Promise<void> {
  if (rows < LARGE || !(tx.getExecutor().adapter instanceof PostgresAdapter)) return
  await sql`analyze figure, figure_revision, release_row`.execute(tx)
}

async function insertJson<T extends keyof Tables>(
  tx: Writer,
  table: T,
  rows: readonly Tables[T][],
  ending: string,
): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)))
  for (let at = 0; at < rows.length; at += MAX_ROWS) {
    const json = JSON.stringify(rows.slice(at, at + MAX_ROWS))
    await sql`insert into ${sql.table(table)} (${columns}) select ${columns}
      from json_populate_recordset(null::${sql.table(table)}, ${json}::json) ${sql.raw(ending)}`.execute(tx)
  }
}

async function insertValues<T extends keyof Tables>(
  tx: Writer,
  table: T,
  rows: readonly Tables[T][],
  ending: string,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Tables[T])[]
  const batch = Math.floor(MAX_VALUES / columns.length)
  // Put together once for all full batches: Kysely would take longer over it than SQLite over the inserts.
  let full: string | undefined
  for (let at = 0; at < rows.length; at += batch) {
    // SQLite works within this process: between the statements of a big package readers get their turn.
    if (at > 0) await letOthersIn()
    const part = rows.slice(at, at + batch)
    const text = part.length === batch ? (full ??= compile(tx, table, part)) : compile(tx, table, part)
    const values = part.flatMap((row) => columns.map((column) => row[column]))
    await tx.executeQuery(CompiledQuery.raw(`${text} ${ending}`, values))
  }
}

function compile<T extends keyof Tables>(tx: Writer, table: T, rows: readonly Tables[T][]): string {
  return tx
    .insertInto(table)
    .values(rows as never)
    .compile().sql
}
