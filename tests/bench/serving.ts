/*
 * What readers are served: pages and files from the cache and without it, beside a bare node:http server that sends the
 * same bytes, in the same run; comments beside durable inserts. `npm run bench -- serving`, on one database with
 * `--only sqlite` or `--only postgres`.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWhenNeeded } from '../../src/server/build.ts'
import { createPostgresDatabase, startPostgres } from '../fixtures/postgres-server.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'
import { loadInTurn, residentMiB, type Load, type Served } from './http-load.ts'
import { rawTimes } from './raw-times.ts'
import { report } from './report.ts'
import { reportTimes, timesOf } from './timing.ts'

const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const ROUNDS = 6
const COMMENTS = 300
const LIMITS = { share: 0.9, p99: 3, uncachedMicroseconds: 700, mebibytes: 150 }

const { values } = parseArgs({
  options: { only: { type: 'string' }, write: { type: 'boolean' } },
  allowPositionals: true,
})

await buildWhenNeeded()
if (values.only !== 'postgres') {
  const folder = mkdtempSync(join(tmpdir(), 'bench-serving-'))
  try {
    await run('SQLite', `file:${join(folder, 'site.db')}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
if (values.only !== 'sqlite') {
  const postgres = await startPostgres()
  try {
    await run('PostgreSQL', await createPostgresDatabase(postgres.url))
  } finally {
    await postgres.stop()
  }
}

async function run(kind: string, databaseUrl: string): Promise<void> {
  const section = `Serving, ${kind}`
  // The first start loads what the office wrote.
  await (await startSite({ databaseUrl })).stop()
  const began = performance.now()
  const site = await startSite({ databaseUrl, env: { RATE_LIMITS: 'off' } })
  const seconds = (performance.now() - began) / 1_000
  report(section, {
    what: 'cold start until ready',
    measured: `${seconds.toFixed(2)} s`,
    ratio: '-',
    limit: '-',
  })
  try {
    for (const [what, path] of await pages(site)) await besideBare(section, what, site, path)
    const mebibytes = residentMiB(site.process.pid ?? 0)
    report(section, {
      what: 'memory after this load',
      measured: `${mebibytes.toFixed(0)} MiB`,
      ratio: `${(mebibytes / LIMITS.mebibytes).toFixed(2)} ×`,
      limit: `limit (${LIMITS.mebibytes} MiB)`,
    })
    await comments(section, site, databaseUrl)
  } finally {
    await site.stop()
  }
  await uncached(section, databaseUrl)
}

async function pages(site: RunningSite): Promise<[string, string][]> {
  const html = await (await fetch(site.url + ARTICLE)).text()
  const style = /\/_assets\/[^"]+\.css/u.exec(html)?.[0] ?? ''
  return [
    ['article with 20 comments', ARTICLE],
    ['home', '/'],
    ['page of an indicator', '/ket-qua/ty-le-ho-ngheo/'],
    ['JSON of 200 figures', '/api/v1/figures?limit=200'],
    ['CSV of all figures', '/api/v1/figures?limit=1000&format=csv'],
    ['style sheet', style],
  ]
}

async function besideBare(section: string, what: string, site: RunningSite, path: string): Promise<void> {
  const child = spawn(process.execPath, ['tests/bench/bare-server.ts', site.url + path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [printed] = (await once(child.stdout, 'data')) as [Buffer]
    const bare: Served = { port: Number(printed), pid: child.pid ?? 0, path }
    const [ours, least] = await loadInTurn([servedBy(site, path), bare], ROUNDS)
    if (ours === undefined || least === undefined) return
    report(section, {
      what,
      measured: print(ours),
      ratio:
        `${(ours.perSecond / least.perSecond).toFixed(2)} × as many (to reach: ${LIMITS.share}), ` +
        `${(ours.cpuPerRequest / least.cpuPerRequest).toFixed(2)} × CPU, ` +
        `p99 ${(ours.p99 / least.p99).toFixed(1)} × (to reach: ${LIMITS.p99})`,
      limit: `bare node:http, the same bytes (${print(least)})`,
    })
  } finally {
    child.kill()
  }
}

async function uncached(section: string, databaseUrl: string): Promise<void> {
  const site = await startSite({ databaseUrl, env: { RATE_LIMITS: 'off', PAGE_CACHE_MIB: '0' } })
  try {
    for (const [what, path] of (await pages(site)).slice(0, 4)) {
      const [ours] = await loadInTurn([servedBy(site, path)], ROUNDS)
      if (ours === undefined) continue
      const isArticle = path === ARTICLE
      report(section, {
        what: `${what}, rendered each time`,
        measured: print(ours),
        ratio: isArticle ? `${(ours.cpuPerRequest / LIMITS.uncachedMicroseconds).toFixed(2)} ×` : '-',
        limit: isArticle ? `limit (${LIMITS.uncachedMicroseconds} µs CPU)` : '-',
      })
    }
  } finally {
    await site.stop()
  }
}

async function comments(section: string, site: RunningSite, databaseUrl: string): Promise<void> {
  const raw = await rawTimes(databaseUrl)
  const times = await timesOf(COMMENTS, async (round) => {
    const response = await fetch(`${site.url}/api/v1/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({
        target: `news/${ARTICLE.split('/')[2] ?? ''}`,
        body: `Ý kiến số ${round}, ${randomUUID()}`,
      }),
    })
    if (response.status !== 201) throw new Error(await response.text())
  })
  reportTimes(section, 'a comment, durable', times, { name: 'a durable insert', times: raw.insert })
}

function servedBy(site: RunningSite, path: string): Served {
  return { port: Number(new URL(site.url).port), pid: site.process.pid ?? 0, path }
}

function print({ perSecond, cpuPerRequest, p50, p99 }: Load): string {
  return `${perSecond.toFixed(0)}/s, ${cpuPerRequest.toFixed(1)} µs CPU, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
}
