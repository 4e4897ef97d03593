import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '../../../db/connect.ts'
import { migrate } from '../../../db/migrate.ts'
import { startSite, type RunningSite } from '../../fixtures/site.ts'
import { hasAllIndexed } from '../await-index.ts'
import { fillDesk } from '../fill-desk.ts'
import { writeLargeArticles } from '../large-articles.ts'
import { writeLargeContent } from '../large-content.ts'
import { fillArticle } from '../serving/content.ts'
import { COMMENTS, DISCUSSED } from './pages.ts'
import { UNITS, YEARS, type Amounts } from './sizes.ts'

/** A site's folder and its database. */
export interface Place {
  folder: string
  databaseUrl: string
}

/** A first start with very many figures publishes them all. */
const READY_WITHIN_MS = 3_600_000
const LOOK_AGAIN_MS = 200

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

/** Fills a site until nothing of it is left to do: articles and figures by a start, comments in bulk. */
export async function prepare(place: Place, { comments, articles, indicators }: Amounts): Promise<void> {
  const content = join(place.folder, 'content')
  writeLargeContent(content, { units: UNITS, indicators, years: YEARS })
  writeLargeArticles(content, articles)
  const db = connect(place.databaseUrl)
  try {
    await migrate(db)
    await fillDesk(place.databaseUrl, comments, Date.now())
    const site = await start(place)
    try {
      // Those that come later are taken in with their own decisions.
      while (!(await hasAllIndexed(db))) await wait(LOOK_AGAIN_MS)
      await fillArticle(site, COMMENTS, DISCUSSED)
    } finally {
      await site.stop()
    }
  } finally {
    await db.close()
  }
}
