import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '../../../db/connect.ts'
import { bumpRevisions } from '../../../src/domain/revisions/store.ts'
import { createLog } from '../../../src/server/log.ts'
import { followRevisions, type Revisions } from '../../../src/server/page-cache/revisions.ts'
import { timetableOf } from '../../../src/server/page-cache/timetable.ts'
import { openPostgresSite, type TestSite } from '../../fixtures/databases.ts'

/** So long that no test sees a question that nobody was woken for. */
const NEVER_MS = 60 * 60_000
const PATIENCE = { timeout: 10_000, interval: 10 }
const log = createLog({ write: () => undefined })

describe('a process beside others on PostgreSQL', () => {
  let site: TestSite
  let elsewhere: Database
  let revisions: Revisions | undefined

  beforeEach(async () => {
    site = await openPostgresSite()
    elsewhere = connect(site.url)
  })
  afterEach(async () => {
    await revisions?.stop()
    await elsewhere.close()
    await site.close()
  })

  async function follow(askEveryMs?: number): Promise<Revisions> {
    revisions = followRevisions(site.db.watchRevisions(), timetableOf(site.context), log, askEveryMs)
    expect(await revisions.refresh()).toBe(true)
    return revisions
  }
  const bump = (tag: string) => elsewhere.transaction((tx) => bumpRevisions(tx, [tag]))
  /** Waits until the process knows that something changed; it is not asked to look. */
  async function hears(of: Revisions, tag: string, since: number): Promise<void> {
    await vi.waitFor(() => {
      expect(of.standsSince([tag], since)).toBe(false)
    }, PATIENCE)
  }
  async function endListeners(): Promise<number> {
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      and query like '%left join cache_revision%'`.execute(elsewhere.read)
    return rows.length
  }

  test('is told of each change at its commit, without asking', async () => {
    const own = await follow(NEVER_MS)
    for (const tag of ['news/a', 'news/b', 'news/a']) {
      const before = own.now()
      await bump(tag)
      await hears(own, tag, before)
      expect(own.standsSince(['figures'], before)).toBe(true)
    }
  })

  test('is told of nothing before the commit', async () => {
    const own = await follow(NEVER_MS)
    const before = own.now()
    await elsewhere.transaction(async (tx) => {
      await bumpRevisions(tx, ['news/a'])
      await bump('news/b')
      await hears(own, 'news/b', before)
      expect(own.standsSince(['news/a'], before)).toBe(true)
    })
    await hears(own, 'news/a', before)
  })

  test('whose connection for listening is ended learns what it missed, and is told of the next change', async () => {
    const own = await follow(NEVER_MS)
    const before = own.now()
    expect(await endListeners()).toBe(1)
    await bump('news/missed')
    await hears(own, 'news/missed', before)
    const after = own.now()
    await bump('news/next')
    await hears(own, 'news/next', after)
    expect(own.isAway()).toBe(false)
  })

  test('that is told nothing finds out by asking', async () => {
    await sql`drop trigger cache_revision_told on cache_revision`.execute(elsewhere.write)
    const own = await follow()
    const before = own.now()
    await bump('news/a')
    await hears(own, 'news/a', before)
  })

  test('in which everybody waits for the database still hears', async () => {
    const own = await follow(NEVER_MS)
    const before = own.now()
    const { promise: done, resolve: finish } = Promise.withResolvers<undefined>()
    const busy = Array.from({ length: 10 }, () =>
      site.db.read.connection().execute(async (held) => {
        await sql`select 1`.execute(held)
        await done
      }),
    )
    await vi.waitFor(() => {
      expect(site.db.pool()).toMatchObject({ open: 10, idle: 0 })
    }, PATIENCE)
    await bump('news/a')
    await hears(own, 'news/a', before)
    finish(undefined)
    await Promise.all(busy)
  })
})
