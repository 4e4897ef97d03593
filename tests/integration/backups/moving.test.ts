import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { connect, type Database } from '../../../db/connect.ts'
import { tablesInUse } from '../../../db/copy.ts'
import { migrate } from '../../../db/migrate.ts'
import { createContext } from '../../../src/server/context.ts'
import { verifyAudit } from '../../../src/domain/audit/service.ts'
import { verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import type { Context } from '../../../src/domain/context.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { verifyArticles } from '../../../src/domain/versions/ledger.ts'
import { writeBackup } from '../../../src/server/backups/backup-file.ts'
import { moveToPostgres, restore } from '../../../src/server/backups/restoring.ts'
import { EMPTY_DATABASES, openSqliteSite, testConfig, type TestSite } from '../../fixtures/databases.ts'
import { createEmptyPostgresDatabase } from '../../fixtures/postgres-databases.ts'
import { fillWholeSite } from '../../fixtures/whole-site.ts'

type Rows = Record<string, string[]>

/** Every row of every table, read by nothing that copies. */
async function everything(url: string): Promise<Rows> {
  const db = connect(url)
  const tables = (await db.read.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !name.includes('_fts'))
    .sort()
  const all: Rows = {}
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db.read)
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    all[table] = lines.sort()
  }
  await db.close()
  return all
}

async function verified(context: Context): Promise<unknown[]> {
  const results = [
    await verifyLedger(context),
    await verifySubmissions(context),
    await verifyArticles(context),
    await verifyAudit(context),
    await verifyFigures(context, []),
  ]
  return results.filter(({ ok }) => !ok)
}

/** Numbers of the entries in which the index of words finds a word. */
async function found(db: Database, word: string): Promise<number[]> {
  const { rows } =
    db.dialect === 'sqlite'
      ? await sql<{
          number: number
        }>`select rowid as number from search_fts where search_fts match ${word}`.execute(db.read)
      : await sql<{ number: number }>`select number from search_fts
          where vector @@ to_tsquery('simple', ${word})`.execute(db.read)
  return rows.map(({ number }) => number).sort((a, b) => a - b)
}

describe('a whole site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-moving-'))
  let site: TestSite
  let postgres: string
  let before: Rows

  beforeAll(async () => {
    site = await openSqliteSite()
    await fillWholeSite(site)
    before = await everything(site.url)
    await site.context.db.close()
    postgres = await createEmptyPostgresDatabase(inject('postgresUrl'))
  })
  afterAll(async () => {
    await site.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('has rows in every table', () => {
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
  })

  test('moves to PostgreSQL, every row of every table, while the file stays as it is', async () => {
    const copied = await moveToPostgres(testConfig(postgres), site.url)
    expect(copied.map(({ name, rows }) => [name, rows]).sort()).toEqual(
      Object.entries(before).map(([name, rows]) => [name, rows.length]),
    )
    expect(await everything(postgres)).toEqual(before)
    expect(await everything(site.url)).toEqual(before)
  })

  test('works there: chains verify, words are found, numbers go on', async () => {
    const context = createContext(testConfig(postgres))
    const file = connect(site.url)
    try {
      expect(await verified(context)).toEqual([])
      const word = 'ngheo'
      const expected = await found(file, word)
      expect(expected.length).toBeGreaterThan(3)
      expect(await found(context.db, word)).toEqual(expected)
      const last = Math.max(
        ...(await sql<{ n: number }>`select max(number) as n from search_entry`.execute(file.read)).rows.map(
          ({ n }) => n,
        ),
      )
      const { rows } = await sql<{ number: number }>`insert into search_entry
        (kind, ref, language, tags, title, body, title_words, body_words, accents, weight, hash)
        values ('page', 'moi', 'vi', '', '', '', '', '', '', 1, '') returning number`.execute(
        context.db.write,
      )
      expect(rows[0]?.number).toBeGreaterThan(last)
      await sql`delete from search_entry where ref = 'moi'`.execute(context.db.write)
    } finally {
      await context.db.close()
      await file.close()
    }
  })

  test('is not moved into a database that has rows, nor into a file', async () => {
    await expect(moveToPostgres(testConfig(postgres), site.url)).rejects.toThrow('trống')
    await expect(moveToPostgres(testConfig(site.url), site.url)).rejects.toThrow('PostgreSQL')
    expect(await everything(postgres)).toEqual(before)
  })

  test('comes back from a backup of PostgreSQL, on SQLite and on PostgreSQL', async () => {
    const config = testConfig(postgres)
    const db = connect(postgres)
    const backup = join(folder, 'postgres.db')
    await writeBackup(config, db, backup, new Date())
    await db.close()
    const onFile = `file:${join(folder, 'restored.db')}`
    await restore(testConfig(onFile), backup, { force: false })
    expect(await everything(onFile)).toEqual(before)
    const context = createContext(testConfig(onFile))
    expect(await verified(context)).toEqual([])
    await context.db.close()

    await expect(restore(config, backup, { force: false })).rejects.toThrow('trống')
    const serving = connect(postgres)
    const feed = serving.watchRevisions()
    await feed.ask()
    await expect(restore(config, backup, { force: true })).rejects.toThrow('đang chạy')
    await feed.close()
    await serving.close()
    // The server takes a moment to notice that a connection was closed.
    const { manifest } = await vi.waitFor(() => restore(config, backup, { force: true }), 10_000)
    expect(await everything(postgres)).toEqual(before)
    expect(manifest?.tables).toEqual(
      Object.fromEntries(Object.entries(before).map(([name, rows]) => [name, rows.length])),
    )
    // The guards of append-only tables are in force again.
    const again = connect(postgres)
    await expect(sql`delete from submission`.execute(again.write)).rejects.toThrow('append-only')
    await again.close()
  })
})

describe.each(EMPTY_DATABASES)('a database that was only migrated (%s)', (_, prepare) => {
  test('counts as empty', async () => {
    const { url, remove } = await prepare()
    const db = connect(url)
    await migrate(db)
    expect(await tablesInUse(db.read, db.dialect)).toEqual([])
    await db.close()
    await remove()
  })
})
