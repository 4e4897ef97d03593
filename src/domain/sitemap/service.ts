import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { changedAt } from '../feeds/rules.ts'
import { figureAddress } from '../figures/rules.ts'
import { readFiguresHead } from '../figures/store.ts'
import { FUNDING_OVERVIEW, fundingAddress } from '../funding/rules.ts'
import { LANGUAGES } from '../languages/rules.ts'
import { articleAddress, articleTarget, newsAddress } from '../news/rules.ts'
import { indicatorAddress } from '../reference/rules.ts'
import { releaseAddress } from '../releases/rules.ts'
import { pageTarget } from '../translations/rules.ts'
import { unitAddress } from '../units/rules.ts'
import { PART_SIZE, type SitemapEntry } from './rules.ts'
import {
  hasFigures,
  listArticleRows,
  listFigurePages,
  listFigureTimes,
  listReleaseTimes,
  listStandingPages,
  listTranslations,
  type Stretch,
} from './store.ts'

/** Pages whose change is told by nothing that is stored. */
const UNDATED = ['/kiem-tra-so-lieu/', '/kiem-duyet-cong-khai/', '/tra-cuu/']

/** How `figure_change` begins the names of tables of funds. */
const FUNDING = 'funding:'

/** Every page that may be listed where they fit into one file, otherwise the numbers of the files they need. */
export async function getSitemap(
  ctx: Context,
  size = PART_SIZE,
): Promise<{ kind: 'whole'; entries: SitemapEntry[] } | { kind: 'parts'; parts: number[] }> {
  const pages = await listPages(ctx)
  const last = await readFiguresHead(ctx.db.read)
  if (pages.length + last <= size) {
    return { kind: 'whole', entries: [...pages, ...(await listFigures(ctx, { from: 1, to: last }))] }
  }
  const stretches = partsOf(last, size)
  const full = await Promise.all(stretches.map((part) => hasFigures(ctx.db.read, stretchOf(part, size))))
  const ofPages = partsOf(pages.length, size).map((part) => stretches.length + part)
  return { kind: 'parts', parts: [...stretches.filter((_, at) => full[at]), ...ofPages] }
}

/**
 * One of several files: first those of figures, each with what was first published on one stretch of their chain, so
 * that it is found without counting and stays as it is; then those of all other pages.
 * @param part from 1
 * @throws DomainError not-found
 */
export async function getSitemapPart(ctx: Context, part: number, size = PART_SIZE): Promise<SitemapEntry[]> {
  const ofFigures = partsOf(await readFiguresHead(ctx.db.read), size).length
  const entries =
    part <= ofFigures
      ? await listFigures(ctx, stretchOf(part, size))
      : (await listPages(ctx)).slice((part - ofFigures - 1) * size, (part - ofFigures) * size)
  if (entries.length === 0) throw new DomainError('not-found', `no part ${part} of the sitemap`)
  return entries
}

const partsOf = (count: number, size: number): number[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, at) => at + 1)

const stretchOf = (part: number, size: number): Stretch => ({ from: (part - 1) * size + 1, to: part * size })

async function listFigures(ctx: Context, stretch: Stretch): Promise<SitemapEntry[]> {
  const figures = await listFigurePages(ctx.db.read, stretch)
  return figures.map(({ id, publishedAt }) => entry(figureAddress(id), publishedAt))
}

/** All but the figures, of which there may be many. */
async function listPages(ctx: Context): Promise<SitemapEntry[]> {
  const { read } = ctx.db
  const articles = (await listArticleRows(read, ctx.now().toISOString())).map((article) => ({
    ...article,
    changedAt: changedAt(article),
  }))
  const times = await listFigureTimes(read)
  const releases = await listReleaseTimes(read)
  const translations = await listTranslations(read)
  const { reference } = ctx
  const news = latest(articles.map((article) => article.changedAt))
  const released = latest(releases.map(({ publishedAt }) => publishedAt))
  const newest = (about: string): string | null =>
    latest([...times].filter(([subject]) => subject.startsWith(about)).map(([, time]) => time))
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
    entry('/ket-qua/', newest('indicator:')),
    ...[...reference.indicators.keys()].map((id) =>
      entry(indicatorAddress(id), times.get(`indicator:${id}`) ?? null),
    ),
    entry(FUNDING_OVERVIEW, newest(FUNDING)),
    ...[...times].flatMap(([subject, time]) => fundingEntry(subject, time)),
    entry('/dia-phuong/', newest('unit:')),
    ...[...reference.units.keys()].map((id) => entry(unitAddress(id), times.get(`unit:${id}`) ?? null)),
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

/** Of a table of funds; periods may have a slash of their own. */
function fundingEntry(subject: string, time: string): SitemapEntry[] {
  if (!subject.startsWith(FUNDING)) return []
  const [programme = '', ...period] = subject.slice(FUNDING.length).split('/')
  return [entry(fundingAddress(programme, period.join('/')), time)]
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
