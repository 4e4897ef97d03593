import type { ShareCard } from '../domain/cards/rules.ts'
import type { ChartDescription } from '../domain/charts/rules.ts'
import type { Figure, ResultFigure, SourceDocument } from '../domain/figures/rules.ts'
import { amountsOf, type FundingTable } from '../domain/funding/rules.ts'
import type { Article, ArticleFilter } from '../domain/news/rules.ts'
import type { Indicator, Programme, Reference } from '../domain/reference/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import type { AdministrativeUnit } from '../domain/units/rules.ts'
import { amountNames } from './amount-names.ts'
import { figureStatement, figureTitle } from './figure-names.ts'
import { formatMoney, formatPeriod, formatValue } from './figures.ts'
import { newsListName } from './feeds.ts'
import { fill } from './fill.ts'
import { capitalize, formatDate } from './format.ts'
import { sourceWords } from './result-words.ts'
import { stringsFor, type Language } from './strings.ts'

/** What every card is made with. */
export interface CardSetting {
  site: Pick<SiteSettings, 'name' | 'tagline' | 'categories'>
  lang: Language
}

/** A newest number of an indicator. */
interface Entry {
  indicator: Indicator
  digest: { newest: ResultFigure } | null
}

/** Lying bars that still have room for their names on a card. */
const MOST_BARS = 5

function isReadable({ kind, labels }: ChartDescription): boolean {
  return kind !== 'bars' || labels.length <= MOST_BARS
}

function card({ site }: CardSetting, parts: Partial<ShareCard> & { title: string }): ShareCard {
  return {
    siteName: site.name,
    kicker: site.name,
    text: null,
    figure: null,
    chart: null,
    source: null,
    sampleMark: null,
    ...parts,
  }
}

/** A standing page of the office. */
export function pageCard(setting: CardSetting, page: { title: string; summary: string }): ShareCard {
  const { kickers } = stringsFor(setting.lang).sharing
  return card(setting, { kicker: kickers.page, title: page.title, text: page.summary })
}

/** The site itself, for its home and for pages that have no picture of their own. */
export function siteCard(setting: CardSetting): ShareCard {
  return card(setting, { title: setting.site.name, text: setting.site.tagline, kicker: '' })
}

export function articleCard(setting: CardSetting, article: Article): ShareCard {
  return card(setting, {
    kicker: setting.site.categories[article.category] ?? article.category,
    title: article.title,
    text: article.summary,
    source: fill(stringsFor(setting.lang).sharing.published, {
      date: formatDate(article.publishedAt, setting.lang),
    }),
  })
}

/** A list of articles. */
export function newsCard(
  setting: CardSetting,
  filter: ArticleFilter,
  units: ReadonlyMap<string, AdministrativeUnit>,
): ShareCard {
  const title = capitalize(newsListName(filter, { site: setting.site, units }, setting.lang))
  return card(setting, { title, text: setting.site.tagline })
}

/** The pages that stand in the menus, by their addresses. @returns null for any other */
export function sectionCard(setting: CardSetting, path: string): ShareCard | null {
  const t = stringsFor(setting.lang)
  const sections: Readonly<Record<string, { title: string; text: string }>> = {
    '/ket-qua/': { title: t.results.heading, text: t.results.description },
    '/kinh-phi/': { title: t.funding.heading, text: t.funding.intro },
    '/dia-phuong/': { title: t.units.heading, text: t.units.intro },
    '/du-lieu/': { title: t.catalogue.heading, text: t.catalogue.intro },
    '/nhat-ky/': { title: t.ledger.heading, text: t.ledger.intro },
    '/kiem-tra-so-lieu/': { title: t.quotes.heading, text: t.quotes.intro },
    '/kiem-duyet-cong-khai/': { title: t.publicRecord.heading, text: t.publicRecord.intro },
  }
  const found = sections[path]
  return found === undefined ? null : card(setting, found)
}

/** One release of a data package. */
export function releaseCard(
  setting: CardSetting,
  release: { title: string; version: number; sample: boolean; descriptor: { description: string } },
): ShareCard {
  const { sharing, catalogue, figures } = stringsFor(setting.lang)
  return card(setting, {
    kicker: sharing.kickers.release,
    title: fill(catalogue.release.title, {
      title: release.title,
      version: release.version,
    }),
    text: release.descriptor.description,
    sampleMark: release.sample ? figures.sampleBanner : null,
  })
}

/** With the newest number of its first indicator; a sample only where there is nothing real. */
export function unitCard(
  setting: CardSetting,
  unit: AdministrativeUnit,
  { entries, samples }: { entries: readonly Entry[]; samples: { entries: readonly Entry[] } },
): ShareCard {
  const { units } = stringsFor(setting.lang)
  const parts = {
    kicker: units.levels[unit.level],
    title: capitalize(unit.name),
    text: setting.site.tagline,
  }
  const known = entries.length > 0 ? entries : samples.entries
  const shown = known.find(({ indicator }) => indicator.kind === 'number') ?? known[0]
  if (shown === undefined) return card(setting, parts)
  const number = numberOf(setting, shown)
  if (shown.indicator.kind === 'number' || number.figure === null)
    return card(setting, { ...parts, ...number })
  // A lone yes is no key figure.
  const { label, value } = number.figure
  return card(setting, { ...parts, ...number, figure: null, text: `${label}: ${value}` })
}

/** An indicator with its chart, and beside it the newest number of the province. */
export function indicatorCard(
  setting: CardSetting,
  indicator: Indicator,
  province: { newest: ResultFigure } | null,
  { chart, sampleChart }: { chart: ChartDescription | null; sampleChart: ChartDescription | null },
): ShareCard {
  const number = province === null ? {} : numberOf(setting, { indicator, digest: province })
  // A sample's chart never stands beside a real number.
  const known = chart ?? (province === null ? sampleChart : null)
  const drawn = known !== null && isReadable(known) ? known : null
  return card(setting, {
    kicker: stringsFor(setting.lang).results.heading,
    title: indicator.name,
    text: indicator.definition,
    ...(drawn !== null && { source: drawn.source, sampleMark: drawn.sampleMark }),
    ...number,
    chart: drawn,
  })
}

/** The first table of a page of money: its chart, or the amounts of the whole. */
export function fundingCard(
  setting: CardSetting,
  { title, programme }: { title: string; programme: Programme },
  table: FundingTable | undefined,
  chart: ChartDescription | null,
): ShareCard {
  const { lang } = setting
  const { funding, figures } = stringsFor(lang)
  const { allocated, disbursed, qualifier } = amountsOf(table?.worth ?? null)
  const names = amountNames(programme, lang)
  const [label, amount] = disbursed === null ? [names.allocated, allocated] : [names.disbursed, disbursed]
  const drawn = chart !== null && isReadable(chart) ? chart : null
  const hasNumber = drawn === null && amount !== null
  return card(setting, {
    kicker: funding.heading,
    title,
    text: programme.description,
    chart: drawn,
    figure: hasNumber ? { label, value: formatMoney(amount, lang, qualifier) } : null,
    source: table?.sample === true ? null : (chart?.source ?? null),
    sampleMark: table?.sample === true ? figures.sampleBanner : null,
  })
}

/** One figure, or one of its revisions by its number. */
export function figureCard(
  setting: CardSetting,
  figure: Figure,
  reference: Reference,
  revision?: number,
): ShareCard {
  const { lang } = setting
  const { sharing, citations, figures } = stringsFor(lang)
  const { current } = figure
  return card(setting, {
    kicker:
      revision === undefined
        ? sharing.kickers.figure
        : `${sharing.kickers.figure}, ${fill(citations.edition, { n: revision })}`,
    title: figureTitle(figure, reference, lang),
    figure: {
      value: capitalize(figureStatement(figure, current, reference, lang)),
      label: fill(sharing.released, { date: formatDate(current.publishedAt, lang) }),
    },
    source: sourceOf(current.document, lang),
    sampleMark: figure.sample ? figures.sampleBanner : null,
  })
}

/** The first of the key figures under the name of the site. */
export function homeCard(setting: CardSetting, keys: readonly Entry[]): ShareCard {
  const [first] = keys
  const site = siteCard(setting)
  return first === undefined ? site : { ...site, ...numberOf(setting, first) }
}

function numberOf(
  { lang }: CardSetting,
  { indicator, digest }: Entry,
): Pick<ShareCard, 'figure' | 'source' | 'sampleMark'> {
  if (digest === null) return { figure: null, source: null, sampleMark: null }
  const { newest } = digest
  return {
    figure: {
      value: formatValue(newest.current, indicator, lang),
      label: `${indicator.name}, ${formatPeriod(newest.period, lang)}`,
    },
    source: sourceOf(newest.current.document, lang),
    sampleMark: newest.sample ? stringsFor(lang).figures.sampleBanner : null,
  }
}

function sourceOf(document: SourceDocument | null, lang: Language): string | null {
  if (document === null || document.kind === 'sample') return null
  const issuer = sourceWords(document, lang)
  return fill(stringsFor(lang).results.source.short, { issuer })
}
