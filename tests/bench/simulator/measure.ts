import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { migrate } from '../../../db/migrate.ts'
import { publishPackage } from '../../../src/domain/releases/publish.ts'
import { createContext } from '../../../src/server/context.ts'
import { testConfig } from '../../fixtures/databases.ts'
import { largeCheck } from '../../fixtures/large-package.ts'
import { createPostgresDatabase } from '../../fixtures/postgres-databases.ts'
import { startPostgres } from '../../fixtures/postgres-server.ts'
import { describeMachine, loadNow, today, writeMeasured } from './constants.ts'
import type { Constants, Cost, DatabaseKind } from './plan.ts'
import { sums } from './probe.ts'
import { openRealSite, type RealSite } from './real-site.ts'

const CACHE_MIB = 32
const COMMENTS_EACH = 5
const HITS = 2_000
const ARTICLE_ROUNDS = 8
const OTHER_ROUNDS = 3
const IDLE_SECONDS = 5

/** Lends new databases of each kind in turn. */
export async function onEachDatabase(
  kinds: readonly DatabaseKind[],
  work: (kind: DatabaseKind, fresh: () => Promise<string>) => Promise<void>,
): Promise<void> {
  for (const kind of kinds) await (kind === 'sqlite' ? onSqlite(work) : onPostgres(work))
}

type Work = Parameters<typeof onEachDatabase>[1]

async function onSqlite(work: Work): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  let made = 0
  try {
    await work('sqlite', () => Promise.resolve(`file:${join(folder, `${(made += 1)}.db`)}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function onPostgres(work: Work): Promise<void> {
  const server = await startPostgres()
  try {
    await work('postgres', () => createPostgresDatabase(server.url))
  } finally {
    await server.stop()
  }
}

/** Measures, and keeps what came out, kind by kind. */
export async function measureAll(kinds: readonly DatabaseKind[]): Promise<void> {
  await onEachDatabase(kinds, async (kind, fresh) => {
    const about = { day: today(), machine: describeMachine(), loadBefore: loadNow() }
    writeMeasured(kind, { ...about, constants: await measureOn(await fresh(), await fresh()) })
  })
}

async function measureOn(siteUrl: string, releaseUrl: string): Promise<Constants> {
  const serving = await using(await openRealSite(siteUrl, CACHE_MIB), measureServing)
  const rendered = await using(await openRealSite(siteUrl, 0), measureRendering)
  return {
    ...serving,
    article: without(rendered.article, serving.hit),
    otherPage: without(rendered.otherPage, serving.hit),
    figure: await measureRelease(releaseUrl),
  }
}

async function using<T>(site: RealSite, work: (site: RealSite) => Promise<T>): Promise<T> {
  try {
    return await work(site)
  } finally {
    await site.stop()
  }
}

type Serving = Omit<Constants, 'article' | 'otherPage' | 'figure'>

/** Comments first, so that articles are as long as they are when people write. */
async function measureServing(site: RealSite): Promise<Serving> {
  for (const article of site.articles) await site.comment(article)
  const commenting = times(site.articles, COMMENTS_EACH - 1)
  const comment = await costOf(site, commenting, site.comment)
  for (const path of site.articles) await site.view(path)
  const articles = await site.counts()
  for (const path of site.otherPages) await site.view(path)
  const all = await site.counts()
  const paths = [...site.articles, ...site.otherPages]
  const hit = await costOf(site, times(paths, Math.ceil(HITS / paths.length)), site.view)
  const before = await site.counts()
  await wait(IDLE_SECONDS * 1000)
  const after = await site.counts()
  return {
    ...{ hit, comment },
    idleQueriesPerSecond: (after.queries - before.queries) / IDLE_SECONDS,
    articleBytes: bytesEach(site.atFirst, articles),
    otherPageBytes: bytesEach(articles, all),
    processBytes: after.memoryBytes - after.keptBytes,
  }
}

type Bytes = Pick<Awaited<ReturnType<RealSite['counts']>>, 'keptBytes' | 'keptPages'>

function bytesEach(before: Bytes, after: Bytes): number {
  return Math.round((after.keptBytes - before.keptBytes) / (after.keptPages - before.keptPages))
}

/** Of a site that keeps nothing: every view is rendered and compressed. */
async function measureRendering(site: RealSite): Promise<Pick<Constants, 'article' | 'otherPage'>> {
  for (const path of times([...site.articles, ...site.otherPages], 2)) await site.view(path)
  return {
    article: await costOf(site, times(site.articles, ARTICLE_ROUNDS), site.view),
    otherPage: await costOf(site, times(site.otherPages, OTHER_ROUNDS), site.view),
  }
}

/** Mean cost of one call; what the site does by itself meanwhile is in it. */
async function costOf(
  site: RealSite,
  paths: readonly string[],
  act: (path: string) => Promise<void>,
): Promise<Cost> {
  const before = await site.counts()
  for (const path of paths) await act(path)
  const after = await site.counts()
  const each = (of: keyof Cost): number => (after[of] - before[of]) / paths.length
  return rounded({
    cpuMicros: each('cpuMicros'),
    queries: each('queries'),
    databaseMicros: each('databaseMicros'),
  })
}

/** Publishing, without the check of the package before. */
async function measureRelease(url: string): Promise<Cost> {
  const context = createContext(testConfig(url))
  try {
    await migrate(context.db)
    const by = { channel: 'command', publishedBy: 'do@localhost', staffId: null, confirmedBy: null } as const
    const checked = largeCheck()
    const [cpu, queries, micros] = [process.cpuUsage(), sums.queries, sums.micros]
    const published = await publishPackage(context, checked, by, [])
    if (published.kind !== 'published') throw new Error('the package was not published')
    const { user, system } = process.cpuUsage(cpu)
    const rows = published.difference.entries.length
    return rounded({
      cpuMicros: (user + system) / rows,
      queries: (sums.queries - queries) / rows,
      databaseMicros: (sums.micros - micros) / rows,
    })
  } finally {
    await context.db.close()
  }
}

function without(cost: Cost, part: Cost): Cost {
  const rest = (of: keyof Cost): number => Math.max(0, cost[of] - part[of])
  return rounded({
    cpuMicros: rest('cpuMicros'),
    queries: rest('queries'),
    databaseMicros: rest('databaseMicros'),
  })
}

/** To a thousandth: more is not in a measure. */
function rounded(cost: Cost): Cost {
  const thousandth = (value: number): number => Math.round(value * 1000) / 1000
  return {
    cpuMicros: thousandth(cost.cpuMicros),
    queries: thousandth(cost.queries),
    databaseMicros: thousandth(cost.databaseMicros),
  }
}

function times<T>(list: readonly T[], count: number): T[] {
  return Array.from({ length: count }, () => list).flat()
}
