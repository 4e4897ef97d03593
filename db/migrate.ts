import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Database, Writer } from './connect.ts'
import * as articles from './migrations/0001-articles.ts'
import * as staff from './migrations/0002-staff.ts'
import * as comments from './migrations/0003-comments.ts'
import * as moderation from './migrations/0004-moderation.ts'
import * as units from './migrations/0005-units.ts'
import * as referenceInMemory from './migrations/0006-reference-in-memory.ts'
import * as figures from './migrations/0007-figures.ts'
import * as findByNumber from './migrations/0008-find-by-number.ts'
import * as figuresOnlyGrow from './migrations/0009-figures-only-grow.ts'
import * as staffAccounts from './migrations/0010-staff-accounts.ts'
import * as desk from './migrations/0011-desk.ts'
import * as reportsAndTargets from './migrations/0012-reports-and-targets.ts'
import * as answers from './migrations/0013-answers.ts'
import * as screening from './migrations/0014-screening.ts'
import * as notices from './migrations/0015-notices.ts'
import * as noCopiedHashes from './migrations/0016-no-copied-hashes.ts'
import * as figuresOfArticles from './migrations/0017-figures-of-articles.ts'
import * as returnedDrafts from './migrations/0018-returned-drafts.ts'
import * as saltedNotes from './migrations/0019-salted-notes.ts'
import * as submissions from './migrations/0020-submissions.ts'
import * as search from './migrations/0021-search.ts'
import * as articleVersions from './migrations/0022-article-versions.ts'
import * as languages from './migrations/0023-languages.ts'
import * as coveredByChains from './migrations/0024-covered-by-chains.ts'
import * as erasureRequests from './migrations/0025-erasure-requests.ts'
import * as checkedInSets from './migrations/0026-checked-in-sets.ts'
import * as searchWalk from './migrations/0027-search-walk.ts'
import * as tellOfRevisions from './migrations/0028-tell-of-revisions.ts'
import * as narrowBands from './migrations/0029-narrow-bands.ts'
import * as flatReads from './migrations/0030-flat-reads.ts'
import * as datedPages from './migrations/0031-dated-pages.ts'
import * as threadCounts from './migrations/0032-thread-counts.ts'

const MIGRATIONS = {
  '0001-articles': articles,
  '0002-staff': staff,
  '0003-comments': comments,
  '0004-moderation': moderation,
  '0005-units': units,
  '0006-reference-in-memory': referenceInMemory,
  '0007-figures': figures,
  '0008-find-by-number': findByNumber,
  '0009-figures-only-grow': figuresOnlyGrow,
  '0010-staff-accounts': staffAccounts,
  '0011-desk': desk,
  '0012-reports-and-targets': reportsAndTargets,
  '0013-answers': answers,
  '0014-screening': screening,
  '0015-notices': notices,
  '0016-no-copied-hashes': noCopiedHashes,
  '0017-figures-of-articles': figuresOfArticles,
  '0018-returned-drafts': returnedDrafts,
  '0019-salted-notes': saltedNotes,
  '0020-submissions': submissions,
  '0021-search': search,
  '0022-article-versions': articleVersions,
  '0023-languages': languages,
  '0024-covered-by-chains': coveredByChains,
  '0025-erasure-requests': erasureRequests,
  '0026-checked-in-sets': checkedInSets,
  '0027-search-walk': searchWalk,
  '0028-tell-of-revisions': tellOfRevisions,
  '0029-narrow-bands': narrowBands,
  '0030-flat-reads': flatReads,
  '0031-dated-pages': datedPages,
  '0032-thread-counts': threadCounts,
}

/** Migrations by name, in order. */
export type Migrations = Readonly<Record<string, Migration>>

/** The database has migrations that this program does not know: a newer one was here. */
export class FutureDatabase extends Error {
  readonly unknown: readonly string[]

  constructor(unknown: readonly string[]) {
    super(`the database was migrated by a newer version: ${unknown.join(', ')}`)
    this.unknown = unknown
  }
}

/** A PostgreSQL database whose letters are not those of Unicode: what is counted and compared there would be bytes. */
export class WrongEncoding extends Error {
  readonly encoding: string

  constructor(encoding: string) {
    super(`the database has the encoding ${encoding}, not UTF8`)
    this.encoding = encoding
  }
}

/** A migration did not get through; the database is as it was before the run. The cause is the database's own error. */
export class MigrationFailed extends Error {
  readonly migration: string

  constructor(migration: string, cause: unknown) {
    super(`migration ${migration} failed, nothing was changed`, { cause })
    this.migration = migration
  }
}

const LOCKED_ON_POSTGRES = '55P03'
const LOCK_TABLE = 'kysely_migration_lock'
/** Another process may be at it; building an index over a large site takes minutes. */
const PATIENCE_MS = 15 * 60 * 1000
const LOOK_AGAIN_MS = 250

/**
 * Brings the database to the newest schema, whole or not at all. A second run changes nothing; of several processes
 * one does the work while the others wait.
 * @returns the names of the migrations that ran
 * @throws FutureDatabase, or WrongEncoding where it is empty, before anything is touched
 * @throws MigrationFailed with everything of this run rolled back
 */
export async function migrate(db: Database, migrations: Migrations = MIGRATIONS): Promise<string[]> {
  if (await isCurrent(db, migrations)) return []
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      if (db.dialect === 'postgres') return await run(db.write, db, migrations)
      return await db.write.transaction().execute(async (tx) => {
        await lockSqlite(tx)
        return run(tx, db, migrations)
      })
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error
      await wait(LOOK_AGAIN_MS)
    }
  }
}

/** @throws FutureDatabase @throws WrongEncoding */
async function isCurrent(db: Database, migrations: Migrations): Promise<boolean> {
  const done = await listMigrated(db)
  if (done.length === 0) await requireLetters(db)
  const unknown = done.filter((name) => !Object.hasOwn(migrations, name))
  if (unknown.length > 0) throw new FutureDatabase(unknown)
  return done.length === Object.keys(migrations).length
}

/** Asked of an empty database only: a site that serves is not stopped for it. @throws WrongEncoding */
async function requireLetters(db: Database): Promise<void> {
  if (db.dialect !== 'postgres') return
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db.read)
  const encoding = rows[0]?.server_encoding ?? ''
  if (encoding !== 'UTF8') throw new WrongEncoding(encoding)
}

/** Names of the migrations that a database has had; none where it is empty. */
export async function listMigrated(db: Database): Promise<string[]> {
  const tables = await db.read.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    db.read,
  )
  return rows.map(({ name }) => name)
}

/** Names of the migrations that this program knows, in order. */
export function knownMigrations(): string[] {
  return Object.keys(MIGRATIONS)
}

/** Kysely locks for itself on PostgreSQL only. The first statement writes, so that this process is the only one. */
async function lockSqlite(tx: Writer): Promise<void> {
  await sql`create table if not exists ${sql.table(LOCK_TABLE)}
    (id varchar(255) not null primary key, is_locked integer default 0 not null)`.execute(tx)
  await sql`delete from ${sql.table(LOCK_TABLE)} where id is null`.execute(tx)
}

async function run(on: Database['write'], db: Database, migrations: Migrations): Promise<string[]> {
  const migrator = new Migrator({ db: on, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName
    if (failed !== undefined && !isBusy(error)) throw new MigrationFailed(failed, error)
    // A newer process may have been faster than this one.
    if (db.dialect === 'postgres') await isCurrent(db, migrations)
    throw error as Error
  }
  return results.map((result) => result.migrationName)
}

/** Another connection holds what this one needs: the file of SQLite, or a lock of PostgreSQL. */
function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code === LOCKED_ON_POSTGRES)
}
