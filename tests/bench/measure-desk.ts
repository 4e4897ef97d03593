import { connect, isPostgres, type Database } from '../../db/connect.ts'
import { formatCursor } from '../../src/domain/comments/cursor.ts'
import { queueAddress } from '../../src/domain/moderation/queue-rules.ts'
import { buildWhenNeeded } from '../../src/server/build.ts'
import { signInOverApi } from '../fixtures/demo-account.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'
import { awaitIndex } from './await-index.ts'
import { TARGETS, WORDS } from './desk-rows.ts'
import { rawTimes } from './raw-times.ts'
import { reportTimes, timesOf } from './timing.ts'

const REQUESTS = 60
const DECISIONS = 200

/** Serves a filled database and prints how long the desk takes, beside what the machine can do at best. */
export async function measureDesk(url: string, count: number): Promise<void> {
  const kind = isPostgres(url) ? 'PostgreSQL' : 'SQLite'
  const section = `Desk with ${count.toLocaleString('en')} comments, ${kind}`
  const db = connect(url)
  await buildWhenNeeded()
  const started = performance.now()
  const site = await startSite({ databaseUrl: url, env: { RATE_LIMITS: 'off' } })
  process.stdout.write(`${kind}: start ${((performance.now() - started) / 1_000).toFixed(1)} s\n`)
  try {
    const get = requester(site, await signInOverApi(site))
    const article = `/tin-tuc/${TARGETS[0].slice('news/'.length)}/`
    await awaitIndex(db, section, { read: () => get(article), requests: REQUESTS })
    const empty = { name: 'an empty request', times: await timesOf(REQUESTS, () => get('/healthz')) }
    const page = async (what: string, address: (round: number) => string, count = REQUESTS) => {
      reportTimes(section, what, await timesOf(count, (round) => get(address(round))), empty)
    }

    for (const [what, address] of await listAddresses(db)) await page(what, () => address)
    const ids = await waitingIds(db, REQUESTS + DECISIONS + 20)
    await page('a comment, opened', (round) => `/quan-tri/binh-luan/${ids[round] ?? ''}/`)

    const raw = await rawTimes(url)
    const ready = { p50: empty.times.p50 + raw.insert.p50, p95: empty.times.p95 + raw.insert.p95 }
    const decided = await timesOf(DECISIONS, (round) => decide(get, ids[REQUESTS + 10 + round] ?? ''))
    reportTimes(section, 'a decision', decided, {
      name: 'an empty request and a durable insert',
      times: ready,
    })
    reportTimes(section, 'a durable insert', raw.insert, {
      name: 'a prepared select of one row',
      times: raw.select,
    })

    // What nobody has asked for since the last decision.
    const first = await timesOf(1, () => get('/kiem-duyet-cong-khai/'), 0)
    reportTimes(section, 'public record, counted anew', first, empty)
    await page('public record', () => '/kiem-duyet-cong-khai/')
    await page('public record, further back', () => '/kiem-duyet-cong-khai/?truoc=400000')
    await page('public record, JSON of a month', () => '/kiem-duyet-cong-khai.json')
    await page('thread of an article', () => `/api/v1/comments?target=${TARGETS[0]}`)
  } finally {
    await site.stop()
    await db.close()
  }
}

type Get = (address: string, init?: RequestInit) => Promise<Response>

function requester(site: RunningSite, cookie: string): Get {
  return async (address, init = {}) => {
    const headers = { cookie, origin: site.url, 'content-type': 'application/json' }
    const response = await fetch(`${site.url}${address}`, { ...init, headers, redirect: 'error' })
    if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
    await response.arrayBuffer()
    return response
  }
}

async function decide(get: Get, id: string): Promise<void> {
  const body = JSON.stringify({ revision: 1, action: 'publish' })
  await get(`/api/v1/staff/comments/${id}/decisions`, { method: 'POST', body })
}

/** The lists of the desk, from the plainest to those that have to look far. */
async function listAddresses(db: Database): Promise<[string, string][]> {
  const waiting = db.read.selectFrom('comment').where('status', '=', 'pending')
  const { count } = await waiting
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const middle = await waiting
    .select(['submitted_at', 'id'])
    .orderBy('submitted_at')
    .orderBy('id')
    .offset(Math.floor(count / 2))
    .limit(1)
    .executeTakeFirstOrThrow()
  const cursor = formatCursor({ at: middle.submitted_at, id: middle.id })
  const never = `${WORDS.common} ${WORDS.other}`
  return [
    ['queue, first page', queueAddress()],
    ['queue, from the middle', queueAddress({}, cursor)],
    ['queue, due first', queueAddress({ order: 'due' })],
    ['queue, overdue', queueAddress({ age: 'overdue' })],
    ['queue, due soon', queueAddress({ age: 'soon' })],
    ['queue, newest first', queueAddress({ order: 'newest' })],
    ['queue, held for links (1 in 20)', queueAddress({ held: 'links' })],
    ['queue, held for an insult (1 in 1,000)', queueAddress({ held: 'insult' })],
    ['queue, held for a reason that none has', queueAddress({ held: 'hidden-field' })],
    ['queue, of a large article', queueAddress({ target: TARGETS[0] })],
    ['queue, of a small article', queueAddress({ target: TARGETS[9] ?? '' })],
    ['queue, that nobody reads', queueAddress({ share: 'free' })],
    ['published, reported', queueAddress({ status: 'published', flagged: true })],
    ['published, that I decided', queueAddress({ status: 'published', share: 'decided' })],
    ['search, a word of every second comment', queueAddress({ words: WORDS.common })],
    ['search, a rare word', queueAddress({ words: WORDS.rare })],
    ['search, two words in a row', queueAddress({ words: `"${WORDS.some}"` })],
    ['search, a beginning', queueAddress({ words: 'thuy*' })],
    ['search, two frequent words that are never together', queueAddress({ words: never })],
    ['search, a frequent word with a rare reason', queueAddress({ words: WORDS.common, held: 'insult' })],
    [
      'search, a frequent word in a small article',
      queueAddress({ words: WORDS.common, target: TARGETS[9] ?? '' }),
    ],
    [
      'search among the published, a frequent word',
      queueAddress({ status: 'published', words: WORDS.common }),
    ],
    ['search among the published, a rare word', queueAddress({ status: 'published', words: WORDS.rare })],
    ['the same list from the API, 50', '/api/v1/staff/comments?limit=50'],
  ]
}

async function waitingIds(db: Database, count: number): Promise<string[]> {
  const rows = await db.read
    .selectFrom('comment')
    .select('id')
    .where('status', '=', 'pending')
    .where('revision', '=', 1)
    .orderBy('submitted_at', 'desc')
    .limit(count)
    .execute()
  return rows.map(({ id }) => id)
}

/** The least that a read and a write of this database take, without the site. */
