import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { signInOverApi } from '../../fixtures/demo-account.ts'
import { startSite, type RunningSite } from '../../fixtures/site.ts'
import { popularity, type Constants, type Plan } from './model.ts'

const METRICS_TOKEN = 'a-token-that-only-this-measure-uses'
const HITS = 3_000
const ROUNDS = 40
const IDLE_MS = 8_000

/** What a real site made of a plan. */
export interface Played {
  hitRate: number
  processors: number
  viewsPerSecond: number
}

/** A real site on SQLite, with its own articles, which is read and written over HTTP. */
export interface PlannedSite {
  articles: readonly string[]
  measure: () => Promise<Constants>
  /** Plays a plan for a while; its articles are those of the site. */
  play: (plan: Plan, seconds: number) => Promise<Played>
  stop: () => Promise<unknown>
}

export async function openPlannedSite(): Promise<PlannedSite> {
  const site = await startSite({ env: { RATE_LIMITS: 'off', METRICS_TOKEN } })
  const cookie = await signInOverApi(site)
  const articles = await listArticles(site)
  const view = async (path: string): Promise<void> => {
    const answer = await fetch(site.url + path)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  }
  const comment = (path: string): Promise<void> => commentAndPublish(site, cookie, path)
  return {
    articles,
    measure: () => measure(site, articles, view, comment),
    play: (plan, seconds) => play(site, articles, { plan, seconds, view, comment }),
    stop: site.stop,
  }
}

/** Those that take comments. */
async function listArticles(site: RunningSite): Promise<string[]> {
  const { items } = (await (await fetch(`${site.url}/tin-tuc.json`)).json()) as { items: { url: string }[] }
  const open: string[] = []
  for (const { url } of items) {
    const { pathname } = new URL(url)
    if ((await (await fetch(site.url + pathname)).text()).includes('name="body"')) open.push(pathname)
  }
  return open
}

async function commentAndPublish(site: RunningSite, cookie: string, path: string): Promise<void> {
  const call = async (address: string, body?: object): Promise<unknown> => {
    const headers = { cookie, origin: site.url, 'content-type': 'application/json' }
    const answer = await fetch(`${site.url}/api/v1${address}`, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const target = `news/${path.split('/')[2] ?? ''}`
  const { code } = (await call('/comments', { target, body: `Ý kiến ${randomUUID()} của bà con.` })) as {
    code: string
  }
  const { items } = (await call(`/staff/comments?words=${code}`)) as { items: { id: string }[] }
  await call(`/staff/comments/${items[0]?.id ?? ''}/decisions`, { revision: 1, action: 'publish' })
}

/** Numbers of `/metrics` that are asked for by the begin of their line. */
async function numbers(site: RunningSite): Promise<(name: string) => number> {
  const answer = await fetch(`${site.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  const lines = (await answer.text()).split('\n')
  return (name) => Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0)
}

const CPU = 'process_cpu_seconds_total'
const outcome = (name: string): string => `site_page_cache_requests_total{outcome="${name}"}`

type Act = (path: string) => Promise<void>

/** Each cost is the processor time of the site's process over many times the same. */
async function measure(
  site: RunningSite,
  articles: readonly string[],
  view: Act,
  comment: Act,
): Promise<Constants> {
  const [first = ''] = articles
  for (const path of articles) await view(path)
  const costOf = async (times: number, act: () => Promise<void>): Promise<number> => {
    const before = (await numbers(site))(CPU)
    for (let time = 0; time < times; time += 1) await act()
    return (((await numbers(site))(CPU) - before) / times) * 1e6
  }
  const hitMicros = await costOf(HITS, () => view(first))
  await costOf(10, () => comment(first))
  const commentMicros = await costOf(ROUNDS, () => comment(first))
  const both = await costOf(ROUNDS, async () => {
    await comment(first)
    await view(first)
  })
  const rested = (await numbers(site))(CPU)
  await wait(IDLE_MS)
  const read = await numbers(site)
  const idleProcessors = (read(CPU) - rested) / (IDLE_MS / 1000)
  const pageBytes = read('site_page_cache_bytes') / read('site_page_cache_pages')
  const missMicros = Math.max(hitMicros, both - commentMicros)
  return { hitMicros, missMicros, commentMicros, idleProcessors, pageBytes }
}

interface Playing {
  plan: Plan
  seconds: number
  view: Act
  comment: Act
}

async function play(
  site: RunningSite,
  articles: readonly string[],
  { plan, seconds, view, comment }: Playing,
): Promise<Played> {
  const shares = popularity(articles.length)
  const pick = (): string => {
    let at = Math.random()
    return articles[shares.findIndex((share) => (at -= share) < 0)] ?? articles[0] ?? ''
  }
  const before = await numbers(site)
  const began = performance.now()
  const until = began + seconds * 1000
  let views = 0
  /** One after the other, at random moments that come to the rate wanted. */
  const keepUp = async (perSecond: number, act: () => Promise<void>): Promise<void> => {
    let next = performance.now()
    while (next < until) {
      next += (-Math.log(1 - Math.random()) / perSecond) * 1000
      await wait(Math.max(0, Math.min(next, until) - performance.now()))
      if (performance.now() < until) await act()
    }
  }
  await Promise.all([
    keepUp(plan.readersPerSecond, async () => {
      views += 1
      await view(pick())
    }),
    keepUp(plan.commentsPerDay / 86_400, () => comment(pick())),
  ])
  const took = (performance.now() - began) / 1000
  const after = await numbers(site)
  const grown = (name: string): number => after(name) - before(name)
  const hits = grown(outcome('hits')) + grown(outcome('shared'))
  return {
    hitRate: hits / (hits + grown(outcome('fills'))),
    processors: grown(CPU) / took,
    viewsPerSecond: views / took,
  }
}
