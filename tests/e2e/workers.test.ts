import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { connect } from '../../db/connect.ts'
import { copyDatabase } from '../../db/copy.ts'
import { signInOverApi } from '../fixtures/demo-account.ts'
import { LONG, logged } from '../fixtures/faults.ts'
import { createPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { rawConnection } from '../fixtures/raw-http.ts'
import { SITE_TEMPLATE, startSite, type RunningSite } from '../fixtures/site.ts'
import { postComment, readPage } from '../fixtures/steady-load.ts'

const SLUG = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const PAGE = `/tin-tuc/${SLUG}.atom`
const SOON = { timeout: 20_000, interval: 20 }
const env = { RATE_LIMITS: 'off', WORKERS: '2' }

/** A database after a first start. */
const DATABASES = {
  SQLite: () => {
    const folder = mkdtempSync(join(tmpdir(), 'site-workers-'))
    copyFileSync(process.env[SITE_TEMPLATE] ?? '', join(folder, 'site.db'))
    const remove = () => {
      rmSync(folder, { recursive: true })
      return Promise.resolve()
    }
    return Promise.resolve({ url: `file:${join(folder, 'site.db')}`, remove })
  },
  PostgreSQL: async () => {
    const url = await createPostgresDatabase(inject('postgresUrl'))
    const [from, to] = [connect(`file:${process.env[SITE_TEMPLATE] ?? ''}`), connect(url)]
    await copyDatabase(from, to)
    await Promise.all([from.close(), to.close()])
    return { url, remove: () => dropPostgresDatabase(url) }
  },
}
// What differs by database is tested process by process in processes.test.ts.
const KINDS = LONG ? (['SQLite', 'PostgreSQL'] as const) : (['SQLite'] as const)

describe.each(KINDS)('two workers (%s)', (kind) => {
  test('show the same, replace one that is killed, and finish what is under way before they end', async () => {
    const database = await DATABASES[kind]()
    const site = await startSite({ databaseUrl: database.url, env })
    const [first = 0, second = 0] = workersOf(site)
    const cookie = await signInOverApi(site)
    /** Halts one of two, so that the other answers. */
    const without = async <T>(pid: number, work: () => Promise<T>): Promise<T> => {
      process.kill(pid, 'SIGSTOP')
      try {
        return await work()
      } finally {
        process.kill(pid, 'SIGCONT')
      }
    }
    const publish = async (): Promise<string> => {
      const body = `Ý kiến được đăng ${randomUUID()}.`
      expect((await postComment(site.url, SLUG, body)).status).toBe(201)
      await publishNewest(site, cookie)
      return body
    }
    const shows = (body: string) => async (): Promise<boolean> =>
      (await readPage(site.url + PAGE)).text.includes(body)

    // Both have the page before it changes.
    for (const other of [first, second]) await without(other, shows(''))
    const body = await without(first, publish)
    await expect.poll(() => without(second, shows(body)), SOON).toBe(true)
    expect(await without(first, shows(body))).toBe(true)

    process.kill(first, 'SIGKILL')
    expect(await shows(body)()).toBe(true)
    await expect.poll(() => logged(site).filter(({ msg }) => msg === 'listening').length, SOON).toBe(3)
    const [third = 0] = workersOf(site).filter((pid) => pid !== second)
    expect(third).not.toBe(first)
    expect(logged(site)).toContainEqual(expect.objectContaining({ msg: 'a worker ended', signal: 'SIGKILL' }))
    const another = await without(third, publish)
    await expect.poll(() => without(second, shows(another)), SOON).toBe(true)

    const slow = await rawConnection(Number(new URL(site.url).port))
    slow.send('POST /api/v1/comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n')
    slow.send('Content-Length: 2\r\n\r\n{')
    // Whichever took it has read so far once both have answered something later.
    for (const other of [second, third]) await without(other, shows(''))
    const stopped = site.stop()
    await expect.poll(() => logged(site).filter(({ msg }) => msg === 'draining').length, SOON).toBe(2)
    slow.send('}')
    expect(await slow.closed()).toMatch(/^HTTP\/1.1 422 [\s\S]*connection: close/iu)
    expect(await stopped).toBe(0)
    expect(logged(site).filter(({ msg }) => msg === 'stopped')).toHaveLength(2)
    await database.remove()
  }, 120_000)
})

function workersOf({ process: { pid = 0 } }: RunningSite): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
}

/** Publishes the comment that came last into the queue. */
async function publishNewest(site: RunningSite, cookie: string): Promise<void> {
  const headers = {
    cookie,
    origin: site.url,
    'content-type': 'application/json',
    // The next connection may be taken by the other.
    connection: 'close',
  }
  const list = await fetch(`${site.url}/api/v1/staff/comments?status=pending&limit=50`, { headers })
  const { items } = (await list.json()) as {
    items: { id: string; revision: number; submittedAt: string }[]
  }
  const newest = items.toSorted((one, other) => one.submittedAt.localeCompare(other.submittedAt)).at(-1)
  const decided = await fetch(`${site.url}/api/v1/staff/comments/${newest?.id ?? ''}/decisions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ revision: newest?.revision, action: 'publish' }),
  })
  expect(decided.status).toBe(200)
}
