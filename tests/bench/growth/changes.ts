import BetterSqlite from 'better-sqlite3'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { isPostgres, sqlitePath } from '../../../db/connect.ts'
import { cpuOf } from '../load/processes.ts'

/** A site's database as the benchmark sees it, beside the site that works with it. */
export interface Beside {
  /** Says that what shows a tag has changed, as the site itself says it; known to the site when this is done. */
  change: (tag: string) => Promise<void>
  /** Processor time so far of what the database does for the site in processes of its own, microseconds. */
  cpu: () => Promise<number>
  close: () => Promise<void>
}

const BUMP = 'update cache_revision set revision = revision + 1 where tag ='
const CLIENTS = `select pid from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`
/** PostgreSQL tells at the commit; then the site asks what has changed, which takes it 2 ms on a busy machine. */
const KNOWN_AFTER_MS = 6

/** For a database on this machine. */
export async function openBeside(url: string): Promise<Beside> {
  return isPostgres(url) ? besidePostgres(url) : besideSqlite(sqlitePath(url))
}

/** SQLite works within the site's process, and is counted there; the site looks with each request. */
function besideSqlite(path: string): Beside {
  const file = new BetterSqlite(path, { timeout: 5_000 })
  file.pragma('synchronous = OFF')
  const bump = file.prepare(`${BUMP} ?`)
  return {
    change: (tag) => {
      const { changes } = bump.run(tag)
      return changes === 1 ? Promise.resolve() : Promise.reject(unknown(tag))
    },
    cpu: () => Promise.resolve(0),
    close: () => {
      file.close()
      return Promise.resolve()
    },
  }
}

async function besidePostgres(url: string): Promise<Beside> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('set synchronous_commit = off')
  /** Of each connection when last seen: one that is closed keeps what it has spent. */
  const spent = new Map<number, number>()
  return {
    change: async (tag) => {
      const { rowCount } = await client.query(`${BUMP} $1`, [tag])
      if (rowCount !== 1) throw unknown(tag)
      await wait(KNOWN_AFTER_MS)
    },
    cpu: async () => {
      const { rows } = await client.query<{ pid: number }>(CLIENTS)
      for (const { pid } of rows) spent.set(pid, cpuOf(pid))
      return [...spent.values()].reduce((sum, one) => sum + one, 0)
    },
    close: () => client.end(),
  }
}

function unknown(tag: string): Error {
  return new Error(`nothing in cache_revision is called ${tag}`)
}
