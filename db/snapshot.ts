import { writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { connect, type Database } from './connect.ts'
import { copyDatabase } from './copy.ts'
import { knownMigrations, listMigrated, migrate } from './migrate.ts'
import { countRows, listTables } from './rows.ts'

/** What is in a copy of a database. */
export interface Inventory {
  /** The last migration that the database has had. */
  migration: string
  /** Rows of each table. */
  tables: Record<string, number>
  /** End of each chain. */
  heads: Record<string, { seq: number; hash: string }>
}

/** The database is of an older version of the program; only on PostgreSQL does that matter. */
export class OlderDatabase extends Error {}

/**
 * Writes all of a database as of one moment into a new SQLite file, which is a database of the site by itself. Readers
 * and writers go on meanwhile. What was deleted is not in it.
 *
 * @param file must not exist; only its owner may read it
 * @throws OlderDatabase
 */
export async function writeSnapshot(db: Database, file: string): Promise<void> {
  writeFileSync(file, '', { mode: 0o600, flag: 'wx' })
  if (db.dialect === 'sqlite') {
    await sql`vacuum into ${file}`.execute(db.read)
    return
  }
  if ((await listMigrated(db)).length < knownMigrations().length) throw new OlderDatabase()
  const copy = connect(`file:${file}`)
  try {
    await migrate(copy)
    await copyDatabase(db, copy)
  } finally {
    await copy.close()
  }
}

/** @returns what SQLite finds wrong with a file, null where it is whole */
export async function findDamage(db: Database): Promise<string | null> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(3)`.execute(db.read)
  const found = rows.map((row) => row.integrity_check).join('; ')
  if (found !== 'ok') return found
  const { rows: loose } = await sql<{ table: string }>`pragma foreign_key_check`.execute(db.read)
  return loose[0] === undefined ? null : `a row of ${loose[0].table} refers to nothing`
}

export async function takeInventory(db: Database): Promise<Inventory> {
  const tables: Record<string, number> = {}
  for (const table of await listTables(db.read, db.dialect))
    tables[table.name] = await countRows(db.read, table)
  const heads = await db.read.selectFrom('ledger_head').selectAll().orderBy('ledger').execute()
  return {
    migration: (await listMigrated(db)).at(-1) ?? '',
    tables,
    heads: Object.fromEntries(heads.map(({ ledger, seq, hash }) => [ledger, { seq, hash }])),
  }
}
