import { sql } from 'kysely'
import { FEED_NAME, type Database } from './connect.ts'
import { countRows, digester, digestTable, insertRows, listTables, readRows } from './rows.ts'
import type { Connection, Digest, Table } from './rows.ts'

/** What a table came to: the same on both sides, or nothing was copied. */
export interface CopiedTable extends Digest {
  name: string
}

/** The target has rows of its own already. */
export class NotEmpty extends Error {
  readonly tables: readonly string[]

  constructor(tables: readonly string[]) {
    super(`the target is not empty: ${tables.join(', ')}`)
    this.tables = tables
  }
}

/** Rows arrived other than they left; the target is as it was. */
export class CopyDiffers extends Error {}

/** A connection that was quiet for longer is a pooler's, which keeps it for the next one. */
const ASKED_WITHIN = '10 seconds'

/** Processes of the site that serve from a PostgreSQL database just now. */
export async function countServing(db: Database): Promise<number> {
  const { rows } = await sql<{ serving: number }>`
    select count(*) as serving from pg_stat_activity
    where datname = current_database() and application_name = ${FEED_NAME}
      and state_change > clock_timestamp() - ${ASKED_WITHIN}::interval`.execute(db.read)
  return rows[0]?.serving ?? 0
}

/** Tables that migrations themselves put rows into. */
const SEEDED: ReadonlySet<string> = new Set(['comment_count', 'ledger_head', 'site_switch'])

/** Tables with rows that no migration put there; none in a database that was only migrated. */
export async function tablesInUse(db: Connection, dialect: Database['dialect']): Promise<string[]> {
  const inUse: string[] = []
  for (const table of await listTables(db, dialect)) {
    if (!SEEDED.has(table.name) && (await countRows(db, table)) > 0) inUse.push(table.name)
  }
  return inUse
}

/**
 * Copies every row of one database into another of either kind, as of one moment, whole or not at all. Both have the
 * same migrations. Afterwards each table is read back and compared; indexes of words are built by the triggers that
 * always build them, and numbers go on after the last one.
 *
 * @param overwrite throws away what is in the target, on PostgreSQL
 * @throws NotEmpty where rows are in the target
 * @throws CopyDiffers
 */
export async function copyDatabase(
  from: Database,
  to: Database,
  { overwrite = false } = {},
): Promise<CopiedTable[]> {
  return from.read
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((source) =>
      to.write.transaction().execute(async (target) => {
        if (from.dialect === 'postgres') await endNever(source)
        if (to.dialect === 'postgres') await endNever(target)
        // PostgreSQL checks some references by triggers, which do not say what refers to what; SQLite knows them all.
        const tables = await (from.dialect === 'sqlite'
          ? listTables(source, 'sqlite')
          : listTables(target, to.dialect))
        if (overwrite) await emptyAll(target, tables)
        const inUse = await tablesInUse(target, to.dialect)
        if (inUse.length > 0) throw new NotEmpty(inUse)
        const left = new Map<string, Digest>()
        for (const table of tables) {
          // Rows that a migration or a trigger put there give way below.
          const isEmpty = (await countRows(target, table)) === 0
          left.set(table.name, await copyTable({ source, target, from, to, table, insert: isEmpty }))
        }
        for (const table of await differing(target, to, tables, left)) {
          await sql`delete from ${sql.table(table.name)}`.execute(target)
          await copyTable({ source, target, from, to, table, insert: true })
        }
        const wrong = await differing(target, to, tables, left)
        if (wrong.length > 0) throw new CopyDiffers(wrong.map(({ name }) => name).join(', '))
        await writeSequences(target, to.dialect, await readSequences(source, from.dialect))
        return tables.map(({ name }) => ({ name, ...(left.get(name) ?? { rows: 0, digest: '' }) }))
      }),
    )
}

/** One side waits while the other is busy with a large table; PostgreSQL would end a transaction that waits long. */
async function endNever(tx: Connection): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
}

interface TableCopy {
  source: Connection
  target: Connection
  from: Database
  to: Database
  table: Table
  /** False only counts. */
  insert: boolean
}

async function copyTable({ source, target, from, to, table, insert }: TableCopy): Promise<Digest> {
  const sum = digester(table)
  for await (const rows of readRows(source, from.dialect, table)) {
    sum.add(rows)
    if (insert) await insertRows(target, to.dialect, table, rows)
  }
  return sum.result()
}

async function differing(
  target: Connection,
  to: Database,
  tables: readonly Table[],
  left: ReadonlyMap<string, Digest>,
): Promise<Table[]> {
  const wrong: Table[] = []
  for (const table of tables) {
    const { digest } = await digestTable(target, to.dialect, table)
    if (digest !== left.get(table.name)?.digest) wrong.push(table)
  }
  return wrong
}

/** Append-only tables refuse this to everybody else; within this transaction their guards are off. */
async function emptyAll(target: Connection, tables: readonly Table[]): Promise<void> {
  const guards = (state: 'disable' | 'enable') =>
    tables.map(({ name }) => sql`alter table ${sql.table(name)} ${sql.raw(state)} trigger user`)
  for (const statement of guards('disable')) await statement.execute(target)
  await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))} cascade`.execute(target)
  for (const statement of guards('enable')) await statement.execute(target)
}

/** Last number that each table gave out, also where its row is gone: a number is never given out twice. */
async function readSequences(db: Connection, dialect: Database['dialect']): Promise<Map<string, number>> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ name: string; seq: number }>`select name, seq from sqlite_sequence`.execute(
      db,
    )
    return new Map(rows.map(({ name, seq }) => [name, seq]))
  }
  const sequences = new Map<string, number>()
  for (const { table, column } of await listIdentities(db)) {
    const { rows } = await sql<{ last: number | null }>`
      select pg_sequence_last_value(pg_get_serial_sequence(${table}, ${column})) as last`.execute(db)
    sequences.set(table, rows[0]?.last ?? 0)
  }
  return sequences
}

async function writeSequences(
  db: Connection,
  dialect: Database['dialect'],
  last: ReadonlyMap<string, number>,
): Promise<void> {
  if (dialect === 'sqlite') {
    for (const [name, seq] of last) {
      await sql`update sqlite_sequence set seq = max(seq, ${seq}) where name = ${name}`.execute(db)
      await sql`insert into sqlite_sequence (name, seq) select name, ${seq} from sqlite_master
        where name = ${name} and sql like '%autoincrement%'
        and not exists (select 1 from sqlite_sequence where name = ${name})`.execute(db)
    }
    return
  }
  for (const { table, column } of await listIdentities(db)) {
    const { rows } = await sql<{ max: number | null }>`
      select max(${sql.ref(column)}) as max from ${sql.table(table)}`.execute(db)
    const next = Math.max(last.get(table) ?? 0, rows[0]?.max ?? 0) + 1
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), ${next}, false)`.execute(db)
  }
}

async function listIdentities(db: Connection): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where is_identity = 'YES' and table_schema = current_schema()`.execute(db)
  return rows
}
