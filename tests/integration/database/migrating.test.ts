import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { connect, type Database } from '../../../db/connect.ts'
import {
  FutureDatabase,
  knownMigrations,
  listMigrated,
  migrate,
  MigrationFailed,
  type Migrations,
  WrongEncoding,
} from '../../../db/migrate.ts'
import { EMPTY_DATABASES, type Prepared } from '../../fixtures/databases.ts'
import { createEmptyPostgresDatabase, dropPostgresDatabase } from '../../fixtures/postgres-databases.ts'

/** Three steps of which the last does half of its work. */
const FAILING: Migrations = {
  '0001-first': { up: (db) => sql`create table first (id integer)`.execute(db).then(() => undefined) },
  '0002-second': { up: (db) => sql`insert into first (id) values (1)`.execute(db).then(() => undefined) },
  '0003-breaks': {
    up: async (db: Kysely<unknown>) => {
      await sql`create table half (id integer)`.execute(db)
      await sql`update first set id = 2`.execute(db)
      await sql`insert into nowhere (id) values (1)`.execute(db)
    },
  },
}

describe.each(EMPTY_DATABASES)('migrations (%s)', (_, prepare) => {
  let prepared: Prepared
  let opened: Database[]
  const open = (): Database => {
    const db = connect(prepared.url)
    opened.push(db)
    return db
  }
  const tablesOf = async (db: Database): Promise<string[]> =>
    (await db.read.introspection.getTables()).map(({ name }) => name).sort()

  beforeEach(async () => {
    prepared = await prepare()
    opened = []
  })
  afterEach(async () => {
    await Promise.all(opened.map((db) => db.close()))
    await prepared.remove()
  })

  test('run once, however many processes start at once and however often', async () => {
    const processes = [open(), open(), open()]
    const ran = await Promise.all(processes.map((db) => migrate(db)))
    expect(ran.flat().sort()).toEqual(knownMigrations())
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1)
    expect(await migrate(open())).toEqual([])
    expect(await listMigrated(open())).toEqual(knownMigrations())
  })

  test('that fail half way leave the database as it was, and say which one it was', async () => {
    const db = open()
    const first = { '0001-first': FAILING['0001-first'] } as Migrations
    await migrate(db, first)
    const failure = await migrate(db, FAILING).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MigrationFailed)
    expect(failure).toMatchObject({
      migration: '0003-breaks',
      cause: { message: expect.any(String) as string },
    })
    expect(await tablesOf(db)).toEqual(['first'])
    expect((await sql`select id from first`.execute(db.read)).rows).toEqual([])
    expect(await listMigrated(db)).toEqual(['0001-first'])
    // Mended, it goes on from there.
    const mended = { ...first, '0002-second': FAILING['0002-second'] } as Migrations
    expect(await migrate(db, mended)).toEqual(['0002-second'])
  })

  test('of a newer version are refused before anything is touched', async () => {
    const db = open()
    await migrate(db, { '0001-first': FAILING['0001-first'] } as Migrations)
    const older = { '0000-other': FAILING['0002-second'] } as Migrations
    await expect(migrate(db, older)).rejects.toBeInstanceOf(FutureDatabase)
    await expect(migrate(db, older)).rejects.toThrow('0001-first')
    expect(await listMigrated(db)).toEqual(['0001-first'])
  })
})

test('nothing is set up in a PostgreSQL database that knows bytes instead of letters', async () => {
  const options = "encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0"
  const url = await createEmptyPostgresDatabase(inject('postgresUrl'), options)
  const db = connect(url)
  const refused = await migrate(db).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(WrongEncoding)
  expect((refused as Error).message).toContain('SQL_ASCII')
  expect(await db.read.introspection.getTables({ withInternalKyselyTables: true })).toEqual([])
  await db.close()
  await dropPostgresDatabase(url)
})
