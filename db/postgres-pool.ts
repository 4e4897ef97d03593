import { Socket } from 'node:net'
import pg from 'pg'

const POSTGRES_INT8 = 20
const MOST_CONNECTIONS = 10
/** Waiting for a connection, new or of the pool. */
const CONNECT_WITHIN_MS = 5_000
/**
 * Many short queries at once, on disks without heads: starting a helper process costs more than a page's query takes,
 * and by its defaults PostgreSQL would rather read a whole table than look up 3,000 rows of it.
 */
const PLANNING = 'set max_parallel_workers_per_gather = 0; set random_page_cost = 1.1'
/**
 * A process that stands still in the middle of a transaction, or a machine that was cut off, must not hold up the others
 * for ever: who waits for a row gives up as SQLite does, and the server ends a transaction in which nothing happens.
 */
const PATIENCE = "set lock_timeout = '8s'; set idle_in_transaction_session_timeout = '60s'"

/** The connections of one process to PostgreSQL. */
export interface PostgresConnections {
  pool: pg.Pool
  /** A further connection, not of the pool, under a name by which the server knows it. */
  single: (connectWithinMs: number, name: string) => pg.Client
  /**
   * From now on a connection of the pool ends, and whoever waits for it fails, where an answer takes longer than so many
   * milliseconds. One process of the server may stand still, on a disk say, while others answer.
   */
  limitWaits: (ms: number) => void
  /** Ends every connection there is or is being made, without a word to the server: whoever waits for it fails. */
  cut: () => void
}

/** Has a client give up its connection where an answer takes longer than `limit` says at that time. */
function limitWaitsOf(client: pg.PoolClient, limit: () => number): void {
  const ask = client.query.bind(client) as (...question: unknown[]) => unknown
  client.query = ((...question: unknown[]) => {
    const answer = ask(...question)
    const ms = limit()
    if (!(answer instanceof Promise) || ms === Number.POSITIVE_INFINITY) return answer
    const late = setTimeout(() => void client.end(), ms)
    const heard = (): void => {
      clearTimeout(late)
    }
    answer.then(heard, heard)
    return answer
  }) as typeof client.query
}

export function openConnections(url: string): PostgresConnections {
  const sockets = new Set<Socket>()
  let longestWaitMs = Number.POSITIVE_INFINITY
  const stream = (): Socket => {
    const socket = new Socket()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    stream,
    // Answered before the first query is sent. Where a pooler in between refuses it, everything is as the server likes.
    verify: (client, done) => {
      const go = (): void => {
        done()
      }
      client.query(`${PLANNING}; ${PATIENCE}`).then(go, go)
    },
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === POSTGRES_INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  })
  // A connection that breaks while idle must not end the process; the next query reports it.
  pool.on('error', () => undefined)
  // Nor one that breaks between two statements of a transaction: the pool does not listen to what is taken out of it.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    limitWaitsOf(client, () => longestWaitMs)
  })
  return {
    pool,
    single: (connectWithinMs, name) =>
      new pg.Client({
        connectionString: url,
        connectionTimeoutMillis: connectWithinMs,
        application_name: name,
        stream,
      }),
    limitWaits: (ms) => {
      longestWaitMs = ms
    },
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
