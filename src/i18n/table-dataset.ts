import type { Figure } from '../domain/figures/rules.ts'
import { addressIn } from '../domain/languages/rules.ts'
import { parsePeriod } from '../domain/periods/rules.ts'
import { PROVINCE, indicatorAddress, type Indicator, type Reference } from '../domain/reference/rules.ts'
import { releaseAddress } from '../domain/releases/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import { unitAddress, type AdministrativeUnit } from '../domain/units/rules.ts'
import { fill } from './fill.ts'
import { stringsFor, type Language } from './strings.ts'

/** What a page of figures says of itself. */
export interface DescribedTable {
  name: string
  description: string
  /** Path of the page with its slash at the end; the files stand at the same address with their own endings. */
  path: string
  /** Printed after its numbers. */
  measure: string
  /** Id of the unit that it speaks of; left out, the province. */
  unit?: string
}

interface DatasetSetting {
  reference: Pick<Reference, 'units'>
  site: Pick<SiteSettings, 'publisher'>
  /** Scheme, host and port of the site. */
  origin: string
  /** The day that was asked for: such a page is no dataset of its own. */
  asof: string | undefined
}

const CATALOGUE = '/du-lieu/'
const FILES = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * A page of figures as a schema.org Dataset. https://schema.org/Dataset
 * @returns null where there is no real figure, or where the page is one of the past
 */
export function tableDataset(
  figures: readonly Figure[],
  { name, description, path, measure, unit = PROVINCE }: DescribedTable,
  { reference, site, origin, asof }: DatasetSetting,
  lang: Language,
): object | null {
  const real = figures.filter(({ sample }) => !sample)
  const periods = distinct(real.map(({ period }) => period)).flatMap((code) => parsePeriod(code) ?? [])
  if (periods.length === 0 || asof !== undefined) return null
  const address = (local: string): string => new URL(addressIn(local, lang), origin).href
  const publisher = { '@type': 'Organization', name: site.publisher, url: new URL('/', origin).href }
  const releases = distinct(real.map(({ current }) => current.release)).map(({ dataset, version }) =>
    releaseAddress(dataset, version),
  )
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name,
    description,
    url: address(path),
    inLanguage: lang,
    isAccessibleForFree: true,
    dateModified: latest(distinct(real.map(({ current }) => current.publishedAt))),
    // The page that states the licence of each package.
    license: address(CATALOGUE),
    creator: publisher,
    publisher,
    spatialCoverage: { '@type': 'Place', name: reference.units.get(unit)?.name },
    temporalCoverage: `${earliest(periods.map(({ start }) => start))}/${latest(periods.map(({ end }) => end))}`,
    variableMeasured: { '@type': 'PropertyValue', name, unitText: measure === '' ? undefined : measure },
    isPartOf: distinct(releases).map((release) => ({ '@type': 'Dataset', url: address(release) })),
    includedInDataCatalog: { '@type': 'DataCatalog', url: address(CATALOGUE) },
    distribution: Object.entries(FILES).map(([ending, encodingFormat]) => ({
      '@type': 'DataDownload',
      encodingFormat,
      contentUrl: address(path.replace(/\/$/u, `.${ending}`)),
    })),
  }
}

/** The page of an indicator. */
export function indicatorDataset(
  { id, name, definition, measure }: Indicator,
  figures: readonly Figure[],
  setting: DatasetSetting,
  lang: Language,
): object | null {
  const described = { name, description: definition, measure, path: indicatorAddress(id) }
  return tableDataset(figures, described, setting, lang)
}

/** What there is of a unit, in one line: for who finds its page or its files. */
export function unitDescription(
  { name }: Pick<AdministrativeUnit, 'name'>,
  { entries }: { entries: readonly { indicator: Indicator }[] },
  lang: Language,
): string {
  const title = fill(stringsFor(lang).downloads.unit, { unit: name })
  const names = entries.map(({ indicator }) => indicator.name).join(', ')
  return names === '' ? title : `${title}: ${names}`
}

/** The page of a unit: what it shows of each indicator, and of money. */
export function unitDataset(
  { id, name }: AdministrativeUnit,
  results: {
    entries: readonly { indicator: Indicator; digest: { newest: Figure } }[]
    projections: readonly Figure[]
    funding: { results: readonly Figure[]; projections: readonly Figure[] }
  },
  setting: DatasetSetting,
  lang: Language,
): object | null {
  const { entries, projections, funding } = results
  const title = fill(stringsFor(lang).downloads.unit, { unit: name })
  const description = unitDescription({ name }, results, lang)
  return tableDataset(
    [
      ...entries.map(({ digest }) => digest.newest),
      ...projections,
      ...funding.results,
      ...funding.projections,
    ],
    { name: title, description, path: unitAddress(id), measure: '', unit: id },
    setting,
    lang,
  )
}

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)]
const earliest = (days: readonly string[]): string => days.reduce((a, b) => (a < b ? a : b))
const latest = (days: readonly string[]): string => days.reduce((a, b) => (a > b ? a : b))
