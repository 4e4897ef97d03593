import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { signInOverApi } from '../../fixtures/demo-account.ts'
import { startSite, type RunningSite } from '../../fixtures/site.ts'

/** Sums of a site's process, since it began. */
export interface Counts {
  cpuMicros: number
  queries: number
  databaseMicros: number
  /** Views that the page cache answered, without and with waiting, and views that were rendered for it. */
  hits: number
  shared: number
  fills: number
  keptPages: number
  keptBytes: number
  memoryBytes: number
}

/** The built site as a process of its own, used over HTTP as readers, residents and moderators do. */
export interface RealSite {
  /** Paths of articles that take comments, and of other pages that the cache keeps. */
  articles: readonly string[]
  otherPages: readonly string[]
  view: (path: string) => Promise<void>
  /** Sends a comment on an article and publishes it. */
  comment: (article: string) => Promise<void>
  counts: () => Promise<Counts>
  /** Before any page was kept but the site map. */
  atFirst: Counts
  stop: () => Promise<void>
}

const METRICS_TOKEN = 'a-token-that-is-for-this-measure-alone'
/** The probe writes ten times a second. */
const PROBE_SETTLES_MS = 250
/** Of some hundred: so many are warm soon. */
const OTHER_PAGES = 60
const SITEMAP = '/sitemap.xml'
const ARTICLE = /^\/tin-tuc\/[^/]+\/$/u
/** Their pages hang on every change of the site, which the plan does not know as a kind. */
const HANGING_ON_ALL = /^\/(?:du-lieu|nhat-ky|kiem-duyet-cong-khai)\//u

export async function openRealSite(databaseUrl: string, cacheMib: number): Promise<RealSite> {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  const probeFile = join(folder, 'probe.json')
  const site = await startSite({
    databaseUrl,
    env: {
      ...{ RATE_LIMITS: 'off', METRICS_TOKEN, PAGE_CACHE_MIB: String(cacheMib), PROBE_FILE: probeFile },
      NODE_OPTIONS: `--import=${new URL('probe.ts', import.meta.url).href}`,
    },
  })
  await view(site, SITEMAP)
  const atFirst = await readCounts(site, probeFile)
  const paths = await listPaths(site)
  let cookie: Promise<string> | undefined
  return {
    articles: paths.filter((path) => ARTICLE.test(path)),
    otherPages: spread(paths.filter((path) => !path.startsWith('/tin-tuc/') && !HANGING_ON_ALL.test(path))),
    view: (path) => view(site, path),
    comment: async (article) => publishComment(site, await (cookie ??= signInOverApi(site)), article),
    counts: () => readCounts(site, probeFile),
    atFirst,
    stop: async () => {
      await site.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Evenly from the whole list, so that all kinds are among them. */
function spread(paths: readonly string[]): string[] {
  return paths.filter(
    (_, at) =>
      Math.floor((at * OTHER_PAGES) / paths.length) !== Math.floor(((at - 1) * OTHER_PAGES) / paths.length),
  )
}

async function view(site: RunningSite, path: string): Promise<void> {
  const answer = await fetch(site.url + path, { headers: { 'accept-encoding': 'br' } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
}

/** Vietnamese pages of the site map; articles only where they take comments. */
async function listPaths(site: RunningSite): Promise<string[]> {
  const sitemap = await (await fetch(site.url + SITEMAP)).text()
  const paths = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/gu)]
    .map(([, address = '']) => new URL(address).pathname)
    .filter((path) => !path.startsWith('/en/'))
  const found: string[] = []
  for (const path of new Set(paths)) {
    if (!ARTICLE.test(path) || (await (await fetch(site.url + path)).text()).includes('name="body"')) {
      found.push(path)
    }
  }
  return found
}

async function publishComment(site: RunningSite, cookie: string, article: string): Promise<void> {
  const call = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${site.url}/api/v1${path}`, {
      headers: { cookie, origin: site.url, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const target = `news/${article.split('/')[2] ?? ''}`
  const body = `Bản tôi muốn biết thêm về việc này, xin trả lời thư số ${randomUUID()}.`
  const { code } = (await call('/comments', { target, body })) as { code: string }
  const { items } = (await call(`/staff/comments?words=${code}`)) as { items: { id: string }[] }
  await call(`/staff/comments/${items[0]?.id ?? ''}/decisions`, { revision: 1, action: 'publish' })
}

async function readCounts(site: RunningSite, probeFile: string): Promise<Counts> {
  await wait(PROBE_SETTLES_MS)
  const answer = await fetch(`${site.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  const lines = (await answer.text()).split('\n')
  const value = (name: string): number => {
    const line = lines.find((text) => text.startsWith(`${name} `))
    if (line === undefined) throw new Error(`/metrics has no ${name}`)
    return Number(line.slice(name.length + 1))
  }
  const outcome = (name: string): number => value(`site_page_cache_requests_total{outcome="${name}"}`)
  if (!existsSync(probeFile)) throw new Error('the probe was not loaded into the site')
  const probe = JSON.parse(readFileSync(probeFile, 'utf8')) as { queries: number; micros: number }
  return {
    cpuMicros: value('process_cpu_seconds_total') * 1e6,
    ...{ queries: probe.queries, databaseMicros: probe.micros },
    ...{ hits: outcome('hits'), shared: outcome('shared'), fills: outcome('fills') },
    keptPages: value('site_page_cache_pages'),
    keptBytes: value('site_page_cache_bytes'),
    memoryBytes: value('process_resident_memory_bytes'),
  }
}
