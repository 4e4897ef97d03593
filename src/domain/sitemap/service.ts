import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { changedAt } from '../feeds/rules.ts'
import { figureAddress } from '../figures/rules.ts'
import { FUNDING_OVERVIEW, fundingAddress } from '../funding/rules.ts'
import { LANGUAGES } from '../languages/rules.ts'
import { articleAddress, articleTarget, newsAddress } from '../news/rules.ts'
import { indicatorAddress } from '../reference/rules.ts'
import { releaseAddress } from '../releases/rules.ts'
import { pageTarget } from '../translations/rules.ts'
import { unitAddress } from '../units/rules.ts'
import { PART_SIZE, type SitemapEntry } from './rules.ts'
import {
  countFigures,
  listArticleRows,
  listFigurePages,
  listFigureTimes,
  listReleaseTimes,
  listStandingPages,
  listTranslations,
} from './store.ts'

/** Pages whose change is told by nothing that is stored. */
const UNDATED = ['/kiem-tra-so-lieu/', '/kiem-duyet-cong-khai/', '/tra-cuu/']

/** Every page that may be listed where they fit into one file, otherwise how many files they need. */
export async function getSitemap(
  ctx: Context,
  size = PART_SIZE,
): Promise<{ kind: 'whole'; entries: SitemapEntry[] } | { kind: 'parts'; parts: number }> {
  const pages = await listPages(ctx)
  const figures = await countFigures(ctx.db.read)
  const parts = Math.ceil((pages.length + figures) / size)
  if (parts > 1) return { kind: 'parts', parts }
  return { kind: 'whole', entries: [...pages, ...(await listFigures(ctx, figures, 0))] }
}

/** One of several files. @param part from 1 @throws DomainError not-found */
export async function getSitemapPart(ctx: Context, part: number, size = PART_SIZE): Promise<SitemapEntry[]> {
  const pages = await listPages(ctx)
  const [start, end] = [(part - 1) * size, part * size]
  const own = pages.slice(Math.max(0, start), end)
  const offset = Math.max(0, start - pages.length)
  const entries = part < 1 ? [] : [...own, ...(await listFigures(ctx, size - own.length, offset))]
  if (entries.length === 0) throw new DomainError('not-found', `no part ${part} of the sitemap`)
  return entries
}

async function listFigures(ctx: Context, limit: number, offset: number): Promise<SitemapEntry[]> {
  const figures = limit === 0 ? [] : await listFigurePages(ctx.db.read, { limit, offset })
  return figures.map(({ id, publishedAt }) => entry(figureAddress(id), publishedAt))
}

/** All but the figures, of which there may be many. */
async function listPages(ctx: Context): Promise<SitemapEntry[]> {
  const { read } = ctx.db
  const articles = (await listArticleRows(read, ctx.now().toISOString())).map((article) => ({
    ...article,
    changedAt: changedAt(article),
  }))
  const figures = await listFigureTimes(read)
  const releases = await listReleaseTimes(read)
  const translations = await listTranslations(read)
  const { reference } = ctx
  const news = latest(articles.map((article) => article.changedAt))
  const released = latest(releases.map(({ publishedAt }) => publishedAt))
  const changed = (matches: (figure: (typeof figures)[number]) => boolean): string | null =>
    latest(figures.filter(matches).map(({ publishedAt }) => publishedAt))
  const byUnit = Map.groupBy(figures, ({ unit }) => unit)
  const byIndicator = Map.groupBy(figures, ({ indicator }) => indicator)
  const byTable = Map.groupBy(
    figures.filter(({ kind }) => kind === 'funding'),
    ({ programme, period }) => fundingAddress(programme, period),
  )
  const newest = (group: readonly { publishedAt: string }[] | undefined): string | null =>
    latest((group ?? []).map(({ publishedAt }) => publishedAt))
  return [
    entry('/', latest([news, released].filter((time) => time !== null))),
    entry('/tin-tuc/', news),
    ...Object.keys(ctx.site.settings.categories).flatMap((category) => {
      const times = articles.filter((article) => article.category === category)
      const time = latest(times.map((article) => article.changedAt))
      return time === null ? [] : [entry(newsAddress({ category }), time)]
    }),
    ...articles.map(({ slug, language, changedAt: changed }) => ({
      ...entry(articleAddress(slug), changed),
      languages: languagesOf([language, ...(translations.get(articleTarget(slug)) ?? [])]),
    })),
    entry(
      '/ket-qua/',
      changed(({ kind }) => kind === 'result'),
    ),
    ...[...reference.indicators.keys()].map((id) => entry(indicatorAddress(id), newest(byIndicator.get(id)))),
    entry(
      FUNDING_OVERVIEW,
      changed(({ kind }) => kind === 'funding'),
    ),
    ...[...byTable].map(([path, group]) => entry(path, newest(group))),
    entry('/dia-phuong/', newest(figures)),
    ...[...reference.units.keys()].map((id) => entry(unitAddress(id), newest(byUnit.get(id)))),
    entry('/du-lieu/', released),
    ...releases.map(({ dataset, version, publishedAt }) =>
      entry(releaseAddress(dataset, version), publishedAt),
    ),
    entry('/nhat-ky/', released),
    ...UNDATED.map((path) => entry(path, null)),
    ...(await listStandingPages(read)).map(({ slug, updatedAt }) => ({
      ...entry(`/${slug}/`, updatedAt),
      languages: languagesOf(['vi', ...(translations.get(pageTarget(slug)) ?? [])]),
    })),
  ]
}

function entry(path: string, changed: string | null): SitemapEntry {
  return { path, changedAt: changed, languages: LANGUAGES }
}

/** Where a text has no words in a language of the site, its page there names the original as the canonical one. */
function languagesOf(written: readonly string[]): SitemapEntry['languages'] {
  const own = LANGUAGES.filter((language) => written.includes(language))
  return own.length === 0 ? ['vi'] : own
}

function latest(times: readonly string[]): string | null {
  return times.length === 0 ? null : times.reduce((a, b) => (a > b ? a : b))
}
