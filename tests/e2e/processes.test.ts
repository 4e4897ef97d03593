import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Database } from '../../db/connect.ts'
import { copyDatabase } from '../../db/copy.ts'
import { verifySubmissions } from '../../src/domain/comments/submission-ledger.ts'
import { verifyLedger } from '../../src/domain/moderation/verify.ts'
import { createContext } from '../../src/server/context.ts'
import { testConfig } from '../fixtures/databases.ts'
import { signInOverApi } from '../fixtures/demo-account.ts'
import { LONG } from '../fixtures/faults.ts'
import { createPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres, type PostgresServer } from '../fixtures/postgres-server.ts'
import { startHookReceiver } from '../fixtures/receivers.ts'
import { freePort, SITE_TEMPLATE, startSite, type RunningSite } from '../fixtures/site.ts'
import { addModerator, STAFF_PASSWORD } from '../fixtures/staff.ts'
import {
  findStale,
  ONCE,
  postComment,
  readPage,
  startLoad,
  type SteadyLoad,
} from '../fixtures/steady-load.ts'

const SLUG = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const ARTICLE = `/tin-tuc/${SLUG}/`
const FEED = `/tin-tuc/${SLUG}.atom`
const ROUNDS = LONG ? 10 : 1
const FRESH_WITHIN_MS = 1_000
/** A server that stands still is noticed after five seconds and a half; on a busy machine everything takes longer. */
const ANSWERS_WITHIN_MS = 20_000
const LAST_WORDS = 4_000
const BACK = { timeout: 30_000, interval: 50 }

describe('three processes on one PostgreSQL', () => {
  let postgres: PostgresServer
  let databaseUrl: string
  let db: Database
  let receiver: Awaited<ReturnType<typeof startHookReceiver>>
  const ports: number[] = []
  const sites: RunningSite[] = []
  let credentials: { email: string; password: string }

  const start = (place: number): Promise<RunningSite> =>
    startSite({
      databaseUrl,
      port: ports[place] ?? 0,
      env: {
        RATE_LIMITS: 'off',
        WEBHOOK_URLS: receiver.url,
        WEBHOOK_SECRET: 'a secret that only this test knows',
      },
    })

  beforeAll(async () => {
    postgres = await startPostgres({ durable: true })
    databaseUrl = await createPostgresDatabase(postgres.url)
    db = connect(databaseUrl)
    // After a first start, which others test.
    const template = connect(`file:${process.env[SITE_TEMPLATE] ?? ''}`)
    await copyDatabase(template, db)
    await template.close()
    receiver = await startHookReceiver()
    credentials = { email: await addModerator(db), password: STAFF_PASSWORD }
    for (let place = 0; place < 3; place += 1) ports.push(await freePort())
    sites.push(...(await Promise.all(ports.map((_, place) => start(place)))))
  }, 180_000)

  afterAll(async () => {
    await Promise.all(sites.map((site) => site.stop()))
    await db.close()
    await receiver.stop()
    await postgres.stop()
  }, 60_000)

  const at = (place: number): RunningSite => {
    const site = sites[place]
    if (site === undefined) throw new Error(`no process ${place}`)
    return site
  }
  const everySite = <T>(work: (site: RunningSite) => Promise<T>): Promise<T[]> => Promise.all(sites.map(work))

  /** Publishes a comment that was sent to one process by a decision at another. @returns its text */
  async function publish(sentTo: RunningSite, decidedAt: RunningSite, cookie: string): Promise<string> {
    const body = `Ý kiến được đăng ${randomUUID()}.`
    expect((await postComment(sentTo.url, SLUG, body)).status).toBe(201)
    const query = db.read.selectFrom('comment').select(['id', 'revision']).where('body', '=', body)
    const { id, revision } = await query.executeTakeFirstOrThrow()
    const decided = await fetch(`${decidedAt.url}/api/v1/staff/comments/${id}/decisions`, {
      method: 'POST',
      headers: { ...ONCE, cookie, origin: decidedAt.url, 'content-type': 'application/json' },
      body: JSON.stringify({ revision, action: 'publish' }),
    })
    expect(decided.status).toBe(200)
    return body
  }

  /** How many milliseconds after now a page was asked for that did not have a text yet; beyond what an answer takes. */
  async function staleFor(site: RunningSite, body: string): Promise<number> {
    const began = performance.now()
    for (let stale = 0, slowest = 0; ;) {
      const asked = performance.now()
      const { status, text } = await readPage(site.url + FEED)
      if (status === 200 && text.includes(body)) return Math.max(0, stale - 2 * slowest)
      expect(performance.now() - began).toBeLessThan(BACK.timeout)
      stale = asked - began
      slowest = Math.max(slowest, performance.now() - asked, await answerTime(site))
    }
  }
  /** What is published at one process is on the page of all, which had the page before and were sent nothing else. */
  async function expectFresh(cookie: string): Promise<void> {
    for (const [place] of sites.entries()) {
      for (const { url } of sites) expect((await readPage(url + FEED)).status).toBe(200)
      const body = await publish(at(place), at((place + 1) % 3), cookie)
      for (const stale of await everySite((site) => staleFor(site, body))) {
        expect(stale).toBeLessThan(FRESH_WITHIN_MS)
      }
    }
  }

  async function answerTime(site: RunningSite): Promise<number> {
    const began = performance.now()
    await readPage(`${site.url}/readyz`)
    return performance.now() - began
  }

  /** The database cannot be had: readers are served, writers are told when to come back, and keep what they typed. @returns the longest wait */
  async function expectServedWithoutDatabase(): Promise<number> {
    const waited = await everySite(async (site) => {
      const typed = `Chữ đã gõ vẫn còn đây ${randomUUID()}.`
      const began = performance.now()
      const form = fetch(site.url + ARTICLE, {
        method: 'POST',
        headers: { ...ONCE, origin: site.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ body: typed, consent: 'on' }),
      })
      const [written, sent, searched, read, home] = await Promise.all([
        form.then(async (answer) => ({
          status: answer.status,
          retryAfter: answer.headers.get('retry-after'),
          text: await answer.text(),
        })),
        postComment(site.url, SLUG, typed).catch((error: unknown) => {
          throw new Error(`no answer from ${site.url}, which said:\n${site.output().slice(-LAST_WORDS)}`, {
            cause: error,
          })
        }),
        readPage(`${site.url}/tim-kiem?q=nh%C3%A0+${randomUUID()}`),
        readPage(site.url + ARTICLE),
        readPage(`${site.url}/`),
      ])
      expect([read.status, home.status]).toEqual([200, 200])
      expect([written.status, written.retryAfter]).toEqual([503, '5'])
      expect(written.text).toContain(typed)
      expect([sent.status, sent.headers.get('retry-after')]).toEqual([503, '5'])
      expect([searched.status, searched.retryAfter]).toEqual([503, '5'])
      const took = performance.now() - began
      expect(took).toBeLessThan(ANSWERS_WITHIN_MS)
      return took
    })
    return Math.max(...waited)
  }
  const isBack = (): Promise<void> =>
    expect
      .poll(() => everySite(async ({ url }) => (await readPage(`${url}/readyz`)).status), BACK)
      .toEqual([200, 200, 200])

  test('share sessions, the desk, what is published, and the outbox', async () => {
    const [a, b, c] = [at(0), at(1), at(2)]
    const cookie = await signInOverApi(a, credentials)
    const desk = (site: RunningSite) =>
      fetch(`${site.url}/quan-tri/hang-cho/`, { headers: { cookie }, redirect: 'manual' })

    const live = await desk(b)
    expect(live.status).toBe(200)
    await expectFresh(cookie)
    const waiting = `Ý kiến còn chờ ${randomUUID()}.`
    expect((await postComment(c.url, SLUG, waiting)).status).toBe(201)
    await expectEvent(live, ({ counts, was }) => counts > was)

    await expect
      .poll(() => db.read.selectFrom('outbox').select('id').where('state', '=', 'waiting').execute(), BACK)
      .toEqual([])
    const told = receiver.hooks.map(({ headers }) => headers['webhook-id'])
    const rows = await db.read.selectFrom('outbox').select('id').where('channel', '=', 'webhook').execute()
    expect(told.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    expect(told.length).toBeGreaterThan(0)

    const out = await fetch(`${b.url}/api/v1/staff/session`, {
      method: 'DELETE',
      headers: { cookie, origin: b.url },
    })
    expect(out.status).toBe(204)
    for (const site of sites) expect((await desk(site)).status).toBe(303)
  })

  test(
    'lose and double nothing and stay fresh, whatever is killed or stands still',
    async () => {
      const cookie = await signInOverApi(at(0), credentials)
      for (let round = 0; round < ROUNDS; round += 1) {
        await everySite(async ({ url }) => {
          for (const path of [ARTICLE, FEED, '/']) expect((await readPage(url + path)).status).toBe(200)
        })
        const load = startLoad({ sites, slug: SLUG, cookie, databaseUrl })
        /** Milliseconds: killed, then standing still. */
        const waits: number[] = []
        const outages: [from: number, to: number][] = []
        const deaths: [site: number, from: number, to: number][] = []

        for (const [place] of sites.entries()) {
          await wait(300)
          const died = performance.now()
          at(place).process.kill('SIGKILL')
          await at(place).stop()
          sites[place] = await start(place)
          deaths.push([place, died, performance.now()])
          expect((await readPage(at(place).url + ARTICLE)).status).toBe(200)
          expect((await readPage(`${at(place).url}/`)).status).toBe(200)
        }
        for (const [go, come] of [
          ['kill', 'startAgain'],
          ['freeze', 'thaw'],
        ] as const) {
          const from = performance.now()
          await postgres[go]()
          waits.push(await expectServedWithoutDatabase())
          if (LONG) waits.push(await expectServedWithoutDatabase())
          await postgres[come]()
          await isBack()
          outages.push([from, performance.now() + FRESH_WITHIN_MS])
        }
        await load.stop()
        await expectFresh(cookie)
        expectNothingLost(load, await textsOf(db))
        const isOut = (when: number) => outages.some(([from, to]) => when > from && when < to)
        expect(findStale(load, FRESH_WITHIN_MS, (when) => !isOut(when))).toEqual([])
        // Nobody was refused a page; only what a killed process had in its hands broke off.
        const bad = load.readings.filter(({ status }) => status !== 200)
        const explained = bad.filter(
          ({ site, at: when, took, status }) =>
            status === 0 &&
            deaths.some(([dead, from, to]) => dead === site && when + took > from && when < to),
        )
        expect(bad).toEqual(explained)
        expect(load.refusals.length).toBeGreaterThan(0)
        expect([
          ...new Set(load.refusals.map(({ status, retryAfter }) => `${status} ${retryAfter}`)),
        ]).toEqual(['503 5'])
        expect(load.published.length).toBeGreaterThan(5)
        expect(load.readings.length).toBeGreaterThan(50)
        if (LONG) report(round, load, waits)
      }
      const context = createContext(testConfig(databaseUrl))
      expect(await verifyLedger(context)).toMatchObject({ ok: true })
      expect(await verifySubmissions(context)).toMatchObject({ ok: true })
      await context.db.close()
    },
    LONG ? 60 * 60_000 : 240_000,
  )
})

function expectNothingLost({ acknowledged }: SteadyLoad, bodies: readonly string[]): void {
  expect(acknowledged.size).toBeGreaterThan(5)
  expect(new Set(bodies).size).toBe(bodies.length)
  const kept = new Set(bodies)
  expect([...acknowledged].filter((body) => !kept.has(body))).toEqual([])
}

async function textsOf(db: Database): Promise<string[]> {
  const rows = await db.read.selectFrom('comment').select('body').where('body', 'like', 'Ý kiến %').execute()
  return rows.map(({ body }) => body ?? '')
}

function report(round: number, load: SteadyLoad, waits: readonly number[]): void {
  process.stdout.write(
    `round ${round + 1}: ${load.acknowledged.size} comments acknowledged, ${load.published.length} published, ` +
      `${load.readings.length} pages read, ${load.refusals.length} times a writer told to come back, ` +
      `longest waits for that ${waits.map(Math.round).join(', ')} ms\n`,
  )
}

/** Reads a stream of the desk until what it says fits. */
async function expectEvent(
  stream: Response,
  fits: (told: { counts: number; was: number }) => boolean,
): Promise<void> {
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const seen = (): number[] => [...text.matchAll(/"pending":(\d+)/gu)].map(([, count]) => Number(count))
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
    expect(done).toBe(false)
    text += value ?? ''
    const [was = 0, ...later] = seen()
    if (later.some((counts) => fits({ counts, was }))) break
  }
  await reader?.cancel()
}
