import BetterSqlite from 'better-sqlite3'
import pg from 'pg'
import { isPostgres, sqlitePath } from '../../db/connect.ts'

/** Rows into one table of either database, as fast as it takes them. */
export interface BulkLoader {
  load: <T extends object>(table: string, columns: Columns<T>, rows: Iterable<T>) => Promise<number>
  execute: (statement: string) => Promise<void>
  /** Writes out what is pending, and lets the database learn what it holds, as its housekeeping would. */
  close: () => Promise<void>
}

type Columns<T extends object> = Readonly<Record<keyof T & string, 'text' | 'integer'>>

const BATCH = 10_000
const CACHE_KIB = 1024 * 1024

export async function openLoader(url: string): Promise<BulkLoader> {
  return isPostgres(url) ? openPostgres(url) : openSqlite(sqlitePath(url))
}

function openSqlite(path: string): BulkLoader {
  const file = new BetterSqlite(path)
  file.pragma('synchronous = OFF')
  file.pragma(`cache_size = -${CACHE_KIB}`)
  return {
    load: (table, columns, rows) => {
      const names = Object.keys(columns)
      const insert = file.prepare(
        `insert into ${table} (${names.join(', ')}) values (${names.map((name) => `@${name}`).join(', ')})`,
      )
      let count = 0
      file.transaction(() => {
        for (const row of rows) {
          insert.run(row)
          count += 1
        }
      })()
      return Promise.resolve(count)
    },
    execute: (statement) => {
      file.exec(statement)
      return Promise.resolve()
    },
    close: () => {
      file.pragma('wal_checkpoint(TRUNCATE)')
      file.close()
      return Promise.resolve()
    },
  }
}

async function openPostgres(url: string): Promise<BulkLoader> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // The foreign keys and the counts that triggers keep are known to be right, and cost more than the rows.
  await client.query('set session_replication_role = replica')
  return {
    load: async (table, columns, rows) => {
      const names = Object.keys(columns)
      const lists = names.map((name, at) => `$${at + 1}::${columns[name as keyof typeof columns]}[]`)
      const insert = `insert into ${table} (${names.join(', ')}) select * from unnest(${lists.join(', ')})`
      let count = 0
      let batch: unknown[][] = names.map(() => [])
      const flush = async (): Promise<void> => {
        if (batch[0]?.length === 0) return
        await client.query(insert, batch)
        batch = names.map(() => [])
      }
      for (const row of rows) {
        names.forEach((name, at) => batch[at]?.push(row[name as keyof typeof row]))
        count += 1
        if (count % BATCH === 0) await flush()
      }
      await flush()
      return count
    },
    execute: async (statement) => {
      await client.query(statement)
    },
    close: async () => {
      await client.query('vacuum analyze')
      await client.end()
    },
  }
}
