import { setImmediate as letOthersIn } from 'node:timers/promises'
import { CompiledQuery, PostgresAdapter, sql } from 'kysely'
import type { Writer } from '../connect.ts'
import type { Tables } from '../schema/tables.ts'
import { overlapping } from './overlapping.ts'

/** Values of one statement; SQLite takes 32,766. */
const MAX_VALUES = 30_000
/** Rows of one statement on SQLite that are fewer: few sizes, so that a prepared statement is there for each. */
const STATEMENT_ROWS = [64, 8, 1] as const
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
  rows: readonly Partial<Tables[T]>[],
  ending = '',
): Promise<void> {
  if (rows.length === 0) return
  if (tx.getExecutor().adapter instanceof PostgresAdapter) await insertJson(tx, table, rows, ending)
  else await insertValues(tx, table, rows, ending)
}

async function insertJson<T extends keyof Tables>(
  tx: Writer,
  table: T,
  rows: readonly Partial<Tables[T]>[],
  ending: string,
): Promise<void> {
  const used = filledColumns(rows)
  const columns = sql.join(used.map((column) => sql.ref(column)))
  await overlapping(
    inParts(rows, MAX_ROWS, (part) => JSON.stringify(part, used)),
    (json) =>
      sql`insert into ${sql.table(table)} (${columns}) select ${columns}
        from json_populate_recordset(null::${sql.table(table)}, ${json}::json) ${sql.raw(ending)}`.execute(
        tx,
      ),
  )
}

/** Columns that are null in every row would only make the text longer. */
function filledColumns<Row extends object>(rows: readonly Row[]): Extract<keyof Row, string>[] {
  const columns = Object.keys(rows[0] ?? {}) as Extract<keyof Row, string>[]
  return columns.filter((column) => rows.some((row) => row[column] !== null))
}

function* inParts<Row, Part>(
  rows: readonly Row[],
  size: number,
  make: (rows: readonly Row[]) => Part,
): Generator<Part> {
  for (let at = 0; at < rows.length; at += size) yield make(rows.slice(at, at + size))
}

async function insertValues<T extends keyof Tables>(
  tx: Writer,
  table: T,
  rows: readonly Partial<Tables[T]>[],
  ending: string,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Tables[T] & string)[]
  const full = Math.floor(MAX_VALUES / columns.length)
  for (let at = 0; at < rows.length;) {
    // SQLite works within this process: between the statements of a big package readers get their turn.
    if (at >= full) await letOthersIn()
    const left = rows.length - at
    const size = [full, ...STATEMENT_ROWS].find((most) => most <= left) ?? 1
    const values = rows.slice(at, at + size).flatMap((row) => columns.map((column) => row[column]))
    await tx.executeQuery(CompiledQuery.raw(`${textOf(table, columns, size)} ${ending}`, values))
    at += size
  }
}

/** Written by hand: Kysely would take longer over it than SQLite over the inserts. */
function textOf(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map((column) => `"${column}"`).join(', ')
  return `insert into "${table}" (${names}) values ${Array.from({ length: rows }, () => row).join(', ')}`
}
