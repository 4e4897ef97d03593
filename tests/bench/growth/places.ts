import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, type Database } from '../../../db/connect.ts'
import { migrate } from '../../../db/migrate.ts'
import { takeInComments } from '../../../src/domain/search/comment-walk.ts'
import { createContext } from '../../../src/server/context.ts'
import { testConfig } from '../../fixtures/databases.ts'
import { startSite, type RunningSite } from '../../fixtures/site.ts'
import { hasAllIndexed } from '../await-index.ts'
import { openLoader } from '../bulk-load.ts'
import { fillDesk } from '../fill-desk.ts'
import { slugOf, writeLargeArticles } from '../large-articles.ts'
import { writeLargeContent } from '../large-content.ts'
import { fillArticle } from '../serving/content.ts'
import { COMMENTS, DISCUSSED, POPULAR } from './reads.ts'
import { UNITS, YEARS, type Amounts } from './sizes.ts'

/** A site's folder and its database. */
export interface Place {
  folder: string
  databaseUrl: string
}

/** Says of a folder that its site is full, and where its database is. */
const FILLED = 'filled'
/** A first start with very many figures publishes them all. */
const READY_WITHIN_MS = 3_600_000
const LOOK_AGAIN_MS = 200
const STEPS_AT_ONCE = 10_000

/** A folder as an earlier run filled it, or an empty one with a fresh database. */
export async function lendPlace(
  folder: string,
  freshUrl: (folder: string) => Promise<string>,
): Promise<Place> {
  const note = join(folder, FILLED)
  if (existsSync(note)) return { folder, databaseUrl: readFileSync(note, 'utf8') }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return { folder, databaseUrl: await freshUrl(folder) }
}

/** Waits for a start however long it takes. */
export function start(
  { folder, databaseUrl }: Place,
  env: Record<string, string> = {},
): Promise<RunningSite> {
  return startSite({
    ...{ databaseUrl, cwd: folder, readyWithinMs: READY_WITHIN_MS },
    env: { RATE_LIMITS: 'off', ...env },
  })
}

/** The office's own content and so many articles. */
export function writeArticlesAlone(folder: string, count: number): void {
  cpSync('content', join(folder, 'content'), { recursive: true })
  writeLargeArticles(join(folder, 'content'), count)
}

/**
 * Fills a site until nothing of it is left to do: articles and figures by a start, comments in bulk.
 * @returns seconds; 0 where it is full
 */
export async function prepare(place: Place, amounts: Amounts): Promise<number> {
  if (existsSync(join(place.folder, FILLED))) return 0
  const began = performance.now()
  const { comments, articles, indicators } = amounts
  const content = join(place.folder, 'content')
  writeLargeContent(content, { units: UNITS, indicators, years: YEARS })
  writeLargeArticles(content, articles)
  const db = connect(place.databaseUrl)
  try {
    await migrate(db)
    await fillDesk(place.databaseUrl, comments, Date.now())
    // Before anybody reads there is no need to let others in between.
    await takeInComments(
      { ...createContext(testConfig(place.databaseUrl)), db },
      { stepsAtOnce: STEPS_AT_ONCE },
    )
    await finish(place, db)
    await rememberDiscussions(place.databaseUrl, articles)
  } finally {
    await db.close()
  }
  writeFileSync(join(place.folder, FILLED), place.databaseUrl)
  return (performance.now() - began) / 1_000
}

async function finish(place: Place, db: Database): Promise<void> {
  const site = await start(place)
  try {
    // Those that come later are taken in with their own decisions.
    while (!(await hasAllIndexed(db))) await wait(LOOK_AGAIN_MS)
    for (const target of [DISCUSSED, POPULAR]) await fillArticle(site, COMMENTS, target)
  } finally {
    await site.stop()
  }
}

/** As it is where comments below every article were decided on, which rows in bulk do not say. */
async function rememberDiscussions(databaseUrl: string, articles: number): Promise<void> {
  const loader = await openLoader(databaseUrl)
  await loader.execute(`delete from cache_revision where tag like 'news/%'`)
  await loader.load(
    'cache_revision',
    { tag: 'text', revision: 'integer' },
    Array.from({ length: articles }, (_, at) => ({ tag: `news/${slugOf(at)}`, revision: 1 })),
  )
  await loader.close()
}
