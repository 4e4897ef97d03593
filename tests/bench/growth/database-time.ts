import pg from 'pg'
import { isPostgres } from '../../../db/connect.ts'
import type { Contestant } from '../load/in-turn.ts'
import { cpuOf } from '../load/processes.ts'

/** What a database does for a site in processes of its own. */
export interface DatabaseTime {
  /** Counts the processor time of the database to what takes part. */
  countedTo: (contestant: Contestant) => Contestant
  close: () => Promise<void>
}

/** SQLite works within the site's process, and is counted there. */
const WITHIN: DatabaseTime = { countedTo: (contestant) => contestant, close: () => Promise.resolve() }

const CLIENTS = `select pid from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`

/** For a database on this machine. */
export async function openDatabaseTime(url: string): Promise<DatabaseTime> {
  if (!isPostgres(url)) return WITHIN
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    countedTo: (contestant) => async (at) => {
      const before = await read()
      const slice = await contestant(at)
      const after = await read()
      // A connection that was opened meanwhile began at nothing; of one that was closed, nothing is known.
      const spent = [...after].reduce((sum, [pid, cpu]) => sum + cpu - (before.get(pid) ?? 0), 0)
      return { ...slice, cpu: slice.cpu + spent }
    },
    close: () => client.end(),
  }

  async function read(): Promise<Map<number, number>> {
    const { rows } = await client.query<{ pid: number }>(CLIENTS)
    return new Map(rows.map(({ pid }) => [pid, cpuOf(pid)]))
  }
}
