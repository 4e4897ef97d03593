import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Database } from './connect.ts'
import type { Tables } from './schema/tables.ts'

/** A row as both kinds of database hold it. */
export type Row = Record<string, string | number | null>

/** A table of the site; its index of words and what migrations keep for themselves do not count. */
export interface Table {
  name: string
  columns: readonly string[]
}

/** How many rows a table has and a number that any change of any of them changes; their order does not count. */
export interface Digest {
  rows: number
  digest: string
}

export type Connection = Kysely<Tables>
type Dialect = Database['dialect']

const NOT_DATA = /^(?:kysely_|sqlite_)|_fts(?:_|$)/u
const BATCH = 1_000
const MODULUS = 1n << 256n

/** The site's tables, each after those that it refers to. */
export async function listTables(db: Connection, dialect: Dialect): Promise<Table[]> {
  const found = await db.introspection.getTables()
  const tables = found
    .filter(({ name, isView }) => !isView && !NOT_DATA.test(name))
    .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name).sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const references = await listReferences(db, dialect)
  const placed: Table[] = []
  const waiting = [...tables]
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ name }) =>
      references.every(
        (one) => one.from !== name || one.to === name || placed.some((table) => table.name === one.to),
      ),
    )
    if (next === -1)
      throw new Error(`tables refer to each other: ${waiting.map(({ name }) => name).join(', ')}`)
    placed.push(...waiting.splice(next, 1))
  }
  return placed
}

interface Reference {
  from: string
  to: string
}

async function listReferences(db: Connection, dialect: Dialect): Promise<Reference[]> {
  const { rows } =
    dialect === 'postgres'
      ? await sql<{ source: string; target: string }>`
          select source.relname as source, target.relname as target from pg_constraint
          join pg_class as source on source.oid = conrelid join pg_class as target on target.oid = confrelid
          where contype = 'f' and pg_table_is_visible(source.oid)`.execute(db)
      : await sql<{ source: string; target: string }>`
          select master.name as source, key."table" as target
          from sqlite_master as master, pragma_foreign_key_list(master.name) as key
          where master.type = 'table'`.execute(db)
  return rows.map(({ source, target }) => ({ from: source, to: target }))
}

/** Every row of a table, a batch at a time; `tx` is a transaction, so that all tables are read as of one moment. */
export async function* readRows(tx: Connection, dialect: Dialect, { name }: Table): AsyncGenerator<Row[]> {
  if (dialect === 'sqlite') {
    let batch: Row[] = []
    for await (const row of tx
      .selectFrom(name as keyof Tables)
      .selectAll()
      .stream()) {
      if (batch.push(row) < BATCH) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
    return
  }
  await sql`declare site_rows no scroll cursor for select * from ${sql.table(name)}`.execute(tx)
  try {
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from site_rows`.execute(tx)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await sql`close site_rows`.execute(tx)
  }
}

/** Numbers that a database gives out by itself are taken over as they are. */
export async function insertRows(
  tx: Connection,
  dialect: Dialect,
  { name, columns }: Table,
  rows: readonly Row[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const json = JSON.stringify(rows)
  if (dialect === 'postgres') {
    await sql`insert into ${sql.table(name)} (${names}) overriding system value
      select ${names} from json_populate_recordset(null::${sql.table(name)}, ${json}::json)`.execute(tx)
    return
  }
  const values = sql.join(columns.map((column) => sql`value ->> ${sql.lit(`$."${column}"`)}`))
  await sql`insert into ${sql.table(name)} (${names}) select ${values} from json_each(${json})`.execute(tx)
}

/** Adds up rows; the sum is the same in whatever order they come. */
export function digester({ columns }: Table): { add: (rows: readonly Row[]) => void; result: () => Digest } {
  let [rows, sum] = [0, 0n]
  return {
    add: (batch) => {
      rows += batch.length
      for (const row of batch) {
        const text = JSON.stringify(columns.map((column) => row[column]))
        sum = (sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % MODULUS
      }
    },
    result: () => ({ rows, digest: sum.toString(16).padStart(64, '0') }),
  }
}

export async function digestTable(tx: Connection, dialect: Dialect, table: Table): Promise<Digest> {
  const sum = digester(table)
  for await (const rows of readRows(tx, dialect, table)) sum.add(rows)
  return sum.result()
}

export async function countRows(tx: Connection, { name }: Table): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(tx)
  return rows[0]?.count ?? 0
}
