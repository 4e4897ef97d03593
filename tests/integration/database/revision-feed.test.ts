import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database } from '../../../db/connect.ts'
import type { ChangedTags, RevisionFeed } from '../../../db/revision-feed.ts'
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
