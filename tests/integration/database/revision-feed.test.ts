import BetterSqlite from 'better-sqlite3'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, sqlitePath, type Database } from '../../../db/connect.ts'
import { postgresFeed, sqliteFeed, type ChangedTags, type RevisionFeed } from '../../../db/revision-feed.ts'
import { bumpRevisions } from '../../../src/domain/revisions/store.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const sorted = (changed: ChangedTags) => (changed === 'all' ? changed : changed.toSorted())

describeOnBothDatabases('which tags changed', (open) => {
  let site: TestSite
  let other: Database
  let feed: RevisionFeed
  beforeAll(async () => {
    site = await open()
    other = connect(site.url)
    feed = site.db.watchRevisions()
    await feed.ask()
  })
  afterAll(async () => {
    await feed.close()
    await other.close()
  })

  const bump = (db: Database, ...tags: string[]) => db.transaction((tx) => bumpRevisions(tx, tags))

  test('is told once, whoever changed them', async () => {
    await bump(other, 'news', 'news/a')
    await bump(site.db, 'figures')
    expect(sorted(await feed.ask())).toEqual(['figures', 'news', 'news/a'])
    expect(await feed.ask()).toEqual([])
    await bump(other, 'news/a')
    expect(await feed.ask()).toEqual(['news/a'])
  })

  test('is not told of what was taken back, nor of what else is written', async () => {
    const failed = other.transaction(async (tx) => {
      await bumpRevisions(tx, ['news'])
      throw new Error('taken back')
    })
    await expect(failed).rejects.toThrow('taken back')
    await other.write.updateTable('article').set({ title: 'x' }).where('slug', '=', 'none').execute()
    expect(await feed.ask()).toEqual([])
  })

  test('is told also where the change began long before others and was committed after them', async () => {
    // On SQLite one writes at a time.
    if (site.db.dialect === 'sqlite') return
    const begun = Promise.withResolvers<undefined>()
    const commit = Promise.withResolvers<undefined>()
    const long = other.transaction(async (tx) => {
      await bumpRevisions(tx, ['releases'])
      begun.resolve(undefined)
      await commit.promise
    })
    await begun.promise
    for (const tag of ['news', 'figures', 'news']) {
      await bump(site.db, tag)
      expect(await feed.ask()).toEqual([tag])
    }
    commit.resolve(undefined)
    await long
    expect(await feed.ask()).toEqual(['releases'])
    expect(await feed.ask()).toEqual([])
  })

  test('is told without a look at those that did not change', async () => {
    await bump(other, ...Array.from({ length: 1_000 }, (_, at) => `news/old-${at}`))
    await feed.ask()
    if (site.db.dialect === 'sqlite') {
      const file = new BetterSqlite(sqlitePath(site.url), { readonly: true })
      const asked: string[] = []
      const own = sqliteFeed(
        new BetterSqlite(sqlitePath(site.url), { verbose: (sql) => asked.push(String(sql)) }),
      )
      await own.ask()
      asked.length = 0
      await bump(other, 'news/old-7')
      expect(await own.ask()).toEqual(['news/old-7'])
      const plans = asked
        .filter((sql) => sql.includes('cache_revision'))
        .map((sql) => file.prepare<[], { detail: string }>(`explain query plan ${sql}`).get()?.detail)
      expect(plans).toEqual(['SEARCH cache_revision USING INTEGER PRIMARY KEY (rowid>?)'])
      await own.close()
      file.close()
    } else {
      const told: number[] = []
      const own = postgresFeed(
        () => {
          const client = new pg.Client({ connectionString: site.url })
          const query = client.query.bind(client) as (given: unknown) => Promise<pg.QueryResult>
          const counted = async (given: unknown): Promise<pg.QueryResult> => {
            const result = await query(given)
            told.push(result.rows.length)
            return result
          }
          return Object.assign(client, { query: counted })
        },
        () => undefined,
      )
      await own.ask()
      expect(told.at(-1)).toBeGreaterThanOrEqual(1_000)
      await bump(other, 'news/old-7')
      expect(await own.ask()).toEqual(['news/old-7'])
      expect(await own.ask()).toEqual([])
      expect(told.slice(-2).every((rows) => rows <= 2)).toBe(true)
      await own.close()
    }
    await feed.ask()
  })

  test('is told of everything where rows were numbered anew', async () => {
    if (site.db.dialect === 'postgres') return
    for (const tag of ['news/1', 'news/2', 'news/1']) await bump(other, tag)
    await feed.ask()
    await sql`update cache_revision set rowid = rowid - 100000`.execute(other.write)
    expect(await feed.ask()).toBe('all')
    await bump(other, 'news/2')
    expect(await feed.ask()).toEqual(['news/2'])
  })

  test('is known at once on SQLite, in every process', async () => {
    expect(feed.look === null).toBe(site.db.dialect === 'postgres')
    if (feed.look === null) return
    for (let round = 0; round < 5; round += 1) {
      await bump(round % 2 === 0 ? other : site.db, `news/${round}`)
      expect(feed.look()).toEqual([`news/${round}`])
    }
    expect(feed.look()).toEqual([])
  })
})
