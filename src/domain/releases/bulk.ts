import { CompiledQuery } from 'kysely'
import type { Writer } from '../../../db/connect.ts'
import type { Tables } from '../../../db/schema/tables.ts'

/** Values of one statement; SQLite takes 32,766 and PostgreSQL 65,535. */
const MAX_VALUES = 30_000

/**
 * Inserts many rows in few statements. The statement of a full batch is put together once: doing it anew for each
 * would take longer than the inserts.
 * @param rows all with the same keys in the same order
 * @param ending what follows the values: `on conflict …`
 */
export async function insertMany<T extends keyof Tables>(
  tx: Writer,
  table: T,
  rows: readonly Tables[T][],
  ending = '',
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first) as (keyof Tables[T])[]
  const batch = Math.floor(MAX_VALUES / columns.length)
  let full: string | undefined
  for (let at = 0; at < rows.length; at += batch) {
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
