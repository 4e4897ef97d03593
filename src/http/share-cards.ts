import type { APIContext } from 'astro'
import type { ShareCard } from '../domain/cards/rules.ts'
import { getReleasePage } from '../domain/catalogue/service.ts'
import { chartOfFunding, chartOfResult } from '../domain/charts/service.ts'
import { getFigurePage, getFrozenPage } from '../domain/citations/service.ts'
import type { Context } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import { readFundingView } from '../domain/funding/rules.ts'
import { getFundingPage } from '../domain/funding/service.ts'
import { readNewsQuery } from '../domain/news/rules.ts'
import { getArticle } from '../domain/news/service.ts'
import { getPage } from '../domain/pages/service.ts'
import { readAsofQuery } from '../domain/results/query-rules.ts'
import { getIndicatorResults, getKeyFigures, getUnitResults } from '../domain/results/service.ts'
import { getUnit } from '../domain/units/service.ts'
import {
  articleCard,
  figureCard,
  fundingCard,
  homeCard,
  indicatorCard,
  newsCard,
  pageCard,
  releaseCard,
  sectionCard,
  siteCard,
  unitCard,
  type CardSetting,
} from '../i18n/cards.ts'
import { chartWords } from '../i18n/charts.ts'
import { fundingPageTitle } from '../i18n/funding.ts'
import { readDownloadQuery } from './download-query.ts'

interface Asked {
  ctx: Context
  setting: CardSetting
  query: URLSearchParams
}

type Kind = readonly [RegExp, (asked: Asked, ...parts: string[]) => Promise<ShareCard>]

/** What each kind of page hands to its layout, made again from its address; the first that fits counts. */
const KINDS: readonly Kind[] = [
  [/^\/$/u, async ({ ctx, setting }) => homeCard(setting, (await getKeyFigures(ctx)).keys)],
  [/^\/tin-tuc\/$/u, ({ ctx, setting, query }) => Promise.resolve(ofNews(ctx, setting, query))],
  [
    /^\/tin-tuc\/([^/]+)\/$/u,
    async ({ ctx, setting }, slug = '') => articleCard(setting, await getArticle(ctx, slug)),
  ],
  [/^\/dia-phuong\/([^/]+)\/$/u, ofUnit],
  [/^\/ket-qua\/([^/]+)\/$/u, ofIndicator],
  [/^\/kinh-phi\/([^/]+)\/([^/]+)\/$/u, ofFunding],
  [/^\/so-lieu\/([^/]+)(?:\/v(\d+))?$/u, ofFigure],
  [
    /^\/du-lieu\/([^/]+)\/([^/]+)\/$/u,
    async ({ ctx, setting }, dataset = '', version = '') =>
      releaseCard(setting, (await getReleasePage(ctx, dataset, version)).release),
  ],
  [/^\/trang\/$/u, ({ setting }) => Promise.resolve(siteCard(setting))],
  [/^\/([^/]+)\/$/u, ofSection],
]

/** The card of the page at an address. @throws DomainError not-found for pages that have none */
export async function cardOf({ locals, url }: APIContext, page: string): Promise<ShareCard> {
  const { context: ctx, lang } = locals
  const asked = { ctx, setting: { site: ctx.site.settings, lang }, query: url.searchParams }
  for (const [pattern, make] of KINDS) {
    const parts = pattern.exec(page)
    if (parts !== null) return make(asked, ...parts.slice(1))
  }
  throw new DomainError('not-found', `no picture of ${page}`)
}

function ofNews(ctx: Context, setting: CardSetting, query: URLSearchParams): ShareCard {
  return newsCard(setting, readNewsQuery(query).filter, ctx.reference.units)
}

async function ofUnit({ ctx, setting, query }: Asked, id = ''): Promise<ShareCard> {
  const { unit } = getUnit(ctx, id)
  return unitCard(setting, unit, await getUnitResults(ctx, unit, readAsofQuery(query)))
}

async function ofIndicator({ ctx, setting, query }: Asked, id = ''): Promise<ShareCard> {
  const read = readDownloadQuery(query)
  const { indicator, figures, province } = await getIndicatorResults(ctx, id, read)
  const { asof, chosen } = read
  const drawing = { indicator, figures, asof, chosen, words: chartWords(setting.lang) }
  return indicatorCard(setting, indicator, province, {
    chart: chartOfResult(ctx, drawing),
    sampleChart: chartOfResult(ctx, { ...drawing, sample: true }),
  })
}

async function ofFunding({ ctx, setting, query }: Asked, id = '', part = ''): Promise<ShareCard> {
  const { lang } = setting
  const view = readFundingView(query)
  const { programme, period, tables } = await getFundingPage(ctx, id, part, view)
  const [table] = tables
  const words = chartWords(lang)
  const chart =
    table === undefined ? null : chartOfFunding(ctx, { programme, period: period.code, table, view, words })
  const title = fundingPageTitle(programme, period.code, lang)
  return fundingCard(setting, { title, programme }, table, chart)
}

async function ofFigure({ ctx, setting, query }: Asked, id = '', revision?: string): Promise<ShareCard> {
  if (revision !== undefined) {
    const { figure } = await getFrozenPage(ctx, id, revision)
    return figureCard(setting, figure, ctx.reference, figure.current.revision)
  }
  const page = await getFigurePage(ctx, id, { asof: query.get('asof') || undefined, page: null })
  if (page.kind === 'not-yet') throw new DomainError('not-found', `no picture of ${id} on that day`)
  return figureCard(setting, page.figure, ctx.reference)
}

async function ofSection({ ctx, setting }: Asked, name = ''): Promise<ShareCard> {
  const section = sectionCard(setting, `/${name}/`)
  if (section !== null) return section
  return pageCard(setting, await getPage(ctx, name))
}
