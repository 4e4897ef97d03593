import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import {
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
  type Transaction,
} from 'kysely'
import { isPostgres, sqlitePath } from './database-url.ts'
import { openConnections } from './postgres-pool.ts'
import { postgresFeed, sqliteFeed, type RevisionFeed } from './revision-feed.ts'
import type { Tables } from './schema/tables.ts'
import { scrub } from './scrub.ts'

export { isPostgres, sqlitePath }

export type Reader = Kysely<Tables>
export type Writer = Transaction<Tables>

/** One site database of either kind. */
export interface Database {
  dialect: 'sqlite' | 'postgres'
  /** For queries outside a transaction. */
  read: Reader
  /** For single statements and migrations; use cases go through {@link Database.transaction}. */
  write: Kysely<Tables>
  /**
   * Runs `work` in one transaction and runs it again, whole, when another writer was in the way.
   * On SQLite the first statement must be a write, so that the lock is taken before anything is read.
   */
  transaction: <T>(work: (tx: Writer) => Promise<T>) => Promise<T>
  /**
   * Takes what was deleted out of the files, where that is this program's work: on SQLite.
   * @returns false where someone was reading, so that the write-ahead log still has it: do it again later
   */
  scrub: () => Promise<boolean>
  /**
   * Begins to tell which tags of `cache_revision` change, with a connection of its own; the caller closes it. A process
   * that asks for this serves: from now on it waits for no answer of the database longer than half a minute.
   */
  watchRevisions: () => RevisionFeed
  /** Connections of this process; null where there is no pool of them. */
  pool: () => { open: number; idle: number; waiting: number } | null
  close: () => Promise<void>
}

const SQLITE_BUSY_MS = 200
/** A large release touches its indexes everywhere: with SQLite's usual 2 MB it would write each page many times. */
const WRITE_CACHE_KIB = 128 * 1024
/** Of the driver's 16 MB a large page leaves most taken for good; the system keeps what was read of the file as well. */
const READ_CACHE_KIB = 2 * 1024
const RETRY_FOR_MS = 8_000
const MAX_STATEMENTS = 400
/** More than any statement of a process that serves takes, and less than a proxy waits for a page. */
const ANSWERS_WITHIN_MS = 30_000
const TAKES_LEAVE_WITHIN_MS = 3_000

/**
 * Opens the database that `DATABASE_URL` names: `file:PATH` (or a bare path) is SQLite, `postgres://…` is PostgreSQL.
 * @throws if the URL is of another kind
 */
export function connect(url: string): Database {
  if (isPostgres(url)) return connectPostgres(url)
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(url) && !url.startsWith('file://')) {
    throw new Error(
      `DATABASE_URL must start with file: or postgres:// (it starts with ${url.split(':')[0] ?? ''}:)`,
    )
  }
  return connectSqlite(sqlitePath(url))
}

/**
 * Brings everything of a SQLite database into its one file, where no other program has it open. A file that is damaged
 * is left alone.
 * @returns false where another program has it open
 */
export function foldLog(path: string): boolean {
  const database = new BetterSqlite(path, { timeout: SQLITE_BUSY_MS })
  try {
    return database.pragma('journal_mode = DELETE', { simple: true }) !== 'wal'
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (/^SQLITE_(?:CORRUPT|NOTADB)/u.test(code)) return true
    if (code.startsWith('SQLITE_BUSY')) return false
    throw error
  } finally {
    database.close()
  }
}

function connectSqlite(path: string): Database {
  mkdirSync(dirname(path), { recursive: true })
  // Comments that wait and password hashes are for the site's own user; SQLite gives its other files the same mode.
  if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600, flag: 'a' })
  const writeFile = new BetterSqlite(path, { timeout: SQLITE_BUSY_MS })
  writeFile.pragma('journal_mode = WAL')
  writeFile.pragma('synchronous = FULL')
  writeFile.pragma('foreign_keys = ON')
  // What is erased is overwritten, not only no longer found. Measured: no slower, the pages are written anyway.
  writeFile.pragma('secure_delete = ON')
  writeFile.pragma(`cache_size = -${WRITE_CACHE_KIB}`)
  const readFile = new BetterSqlite(path, { timeout: SQLITE_BUSY_MS, readonly: true })
  readFile.pragma(`cache_size = -${READ_CACHE_KIB}`)
  const write = new Kysely<Tables>({ dialect: new WholeMigrations({ database: keepStatements(writeFile) }) })
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: keepStatements(readFile) }) })
  return {
    dialect: 'sqlite',
    read,
    write,
    transaction: (work) => retryWhole(() => write.transaction().execute(work)),
    scrub: () => scrub(write),
    watchRevisions: () => sqliteFeed(new BetterSqlite(path, { timeout: SQLITE_BUSY_MS, readonly: true })),
    pool: () => null,
    close: async () => {
      await read.destroy()
      if (readFile.open) readFile.close()
      // Last: who may only read cannot bring the log into the file.
      await write.destroy()
      if (writeFile.open) writeFile.close()
    },
  }
}

/** SQLite changes tables within a transaction like everything else, which Kysely does not count on by itself. */
class WholeMigrations extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true
      }
    })()
  }
}

/** The connection of a process that serves, by which it asks for changes twice a second. */
export const FEED_NAME = 'site-feed'

function connectPostgres(url: string): Database {
  const { pool, single, limitWaits, cut } = openConnections(url)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    dialect: 'postgres',
    read: kysely,
    write: kysely,
    transaction: (work) => retryWhole(() => kysely.transaction().execute(work)),
    scrub: () => Promise.resolve(true),
    watchRevisions: () => {
      limitWaits(ANSWERS_WITHIN_MS)
      return postgresFeed((withinMs) => single(withinMs, FEED_NAME), cut)
    },
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      // A server that is silent does not take leave either.
      const late = setTimeout(cut, TAKES_LEAVE_WITHIN_MS)
      await kysely.destroy()
      if (!pool.ended) await pool.end()
      clearTimeout(late)
    },
  }
}

const ROLLBACK = 'rollback'

function prepare(database: BetterSqlite.Database, text: string): SqliteStatement {
  return database.prepare(text)
}

/** A full disk ends the transaction by itself; a second end would fail and hide why. */
function rollback(database: BetterSqlite.Database): SqliteStatement {
  const statement = prepare(database, ROLLBACK)
  const nothing = { changes: 0, lastInsertRowid: 0 }
  return {
    reader: false,
    all: () => [],
    iterate: () => [][Symbol.iterator](),
    run: (parameters) => (database.inTransaction ? statement.run(parameters) : nothing),
  }
}

/** Preparing a statement costs more than running it; the site has few, so they are kept. */
function keepStatements(database: BetterSqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => {
      database.close()
    },
    prepare: (text) => {
      const known = kept.get(text)
      if (known !== undefined) return known
      const statement = text === ROLLBACK ? rollback(database) : prepare(database, text)
      if (kept.size >= MAX_STATEMENTS) kept.clear()
      kept.set(text, statement)
      return statement
    },
  }
}

async function retryWhole<T>(run: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + RETRY_FOR_MS
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (!isContention(error) || Date.now() > giveUpAt) throw error
      await wait(Math.random() * Math.min(400, 10 * 2 ** attempt))
    }
  }
}

/** Busy SQLite file, or PostgreSQL's serialization failure and deadlock. */
function isContention(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code === '40001' || code === '40P01')
}
