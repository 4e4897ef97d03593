import { PostgresAdapter, sql, type RawBuilder } from 'kysely'
import type { Reader } from '../connect.ts'

/**
 * Values as a table of one column, to be named `listed.value`. They are one parameter, so that the statement reads the
 * same however many they are and is prepared once. On PostgreSQL they are text: numbers have to be cast.
 *
 * @example
 * sql`select … from ${listed(db, ids)} join comment on comment.id = listed.value`
 * // SQLite: from (select value from json_each(?)) as listed
 * // PostgreSQL: from json_array_elements_text($1::json) as listed (value)
 */
export function listed(db: Reader, values: readonly (string | number)[]): RawBuilder<unknown> {
  const json = JSON.stringify(values)
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? sql`json_array_elements_text(${json}::json) as listed (value)`
    : sql`(select value from json_each(${json})) as listed`
}
