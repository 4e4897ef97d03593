import type { FigureTable } from '../../../db/schema/figure.ts'
import type { Language } from '../languages/rules.ts'
import { comparePeriods, parsePeriod, type Period } from '../periods/rules.ts'
import { PROVINCE, projectKey, type Reference } from '../reference/rules.ts'
import { otherNames, toEntry, hashOf, type NewEntry } from './entries.ts'

/**
 * Figures of one thing at different times: the same indicator or line of money in the same unit. They are found
 * together, so that years of the same figure do not fill a page.
 */
export type SeriesKey = Pick<FigureTable, (typeof SERIES_COLUMNS)[number]>

export const SERIES_COLUMNS = [
  ...(['indicator', 'breakdown', 'programme', 'project', 'source', 'capital'] as const),
  ...(['unit', 'sample'] as const),
] as const

/** What of a figure is found by: when, and the number. */
export interface SeriesPoint {
  period: string
  value: string | null
  allocated: number | null
  disbursed: number | null
}

/** Times of which the numbers are found by; a series of thousands of days is found by its newest. */
const MOST_POINTS = 60
const BILLION = 1_000_000_000
const WEIGHT = { whole: 10, province: 15, sample: -60 } as const
/** Words around a figure by which people look for it. */
const WORDS = {
  vi: {
    figure: 'số liệu',
    funding: 'Kinh phí',
    project: 'dự án',
    billion: 'tỷ đồng',
    periods: { year: 'năm', quarter: 'quý', month: 'tháng', day: 'ngày', range: 'giai đoạn' },
  },
  en: {
    figure: 'figure data',
    funding: 'Funding',
    project: 'project',
    billion: 'billion',
    periods: { year: 'year', quarter: 'quarter', month: 'month', day: 'day', range: 'period' },
  },
} as const

export function seriesRef(key: SeriesKey): string {
  return JSON.stringify(SERIES_COLUMNS.map((column) => key[column]))
}

export function readSeriesRef(ref: string): SeriesKey {
  const values = JSON.parse(ref) as unknown[]
  return Object.fromEntries(SERIES_COLUMNS.map((column, at) => [column, values[at]])) as unknown as SeriesKey
}

/** Changes with the names that figures are found by: then every series is taken in anew. */
export function seriesGeneration(reference: Reference, lang: Language): string {
  const { units, indicators, programmes, projects, sources, capitals, otherNames: names } = reference
  const lists = [units, indicators, programmes, projects, sources, capitals].map((list) =>
    [...list.values()].map((item) => [item.name, 'shortName' in item ? item.shortName : '']),
  )
  return hashOf(lang, lists, names)
}

export function seriesEntry(
  { key, points }: { key: SeriesKey; points: readonly SeriesPoint[] },
  reference: Reference,
  lang: Language,
  generation: string,
): NewEntry {
  const dated = points
    .flatMap((point) => {
      const period = parsePeriod(point.period)
      return period === null ? [] : [{ point, period }]
    })
    .sort((a, b) => comparePeriods(b.period, a.period))
  const newest = dated[0]?.period
  return toEntry(
    {
      kind: 'figure',
      ref: seriesRef(key),
      language: lang,
      listedIn: [lang],
      title: titleOf(key, reference, lang),
      body: '',
      alsoFoundBy: [
        ...namesOf(key, reference, lang),
        ...dated.slice(0, MOST_POINTS).map(({ point, period }) => pointWords(point, period, lang)),
      ].join(' \n '),
      years: dated.flatMap(({ period }) => yearsOf(period)),
      at: newest === undefined ? null : new Date(`${newest.end}T00:00:00+07:00`).toISOString(),
      weight: weightOf(key),
      sample: key.sample === 1,
    },
    generation,
  )
}

/** The whole before its parts, the province before its units, what is real before samples. */
function weightOf({ breakdown, project, source, capital, unit, sample }: SeriesKey): number {
  const isWhole = [breakdown, project, source, capital].every((part) => part === '')
  return (
    (isWhole ? WEIGHT.whole : 0) +
    (unit === PROVINCE ? WEIGHT.province : 0) +
    (sample === 1 ? WEIGHT.sample : 0)
  )
}

/** Years of which a period speaks. */
export function yearsOf({ start, end }: Period): number[] {
  const [from, to] = [Number(start.slice(0, 4)), Number(end.slice(0, 4))]
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

function titleOf(key: SeriesKey, reference: Reference, lang: Language): string {
  const unit = reference.units.get(key.unit)?.name ?? key.unit
  if (key.indicator !== '') {
    const indicator = reference.indicators.get(key.indicator)?.name ?? key.indicator
    return [indicator, key.breakdown, unit].filter((part) => part !== '').join(', ')
  }
  const programme = reference.programmes.get(key.programme)?.shortName ?? key.programme
  const parts = [
    key.project === '' ? '' : `${WORDS[lang].project} ${key.project}`,
    reference.sources.get(key.source)?.name ?? key.source,
    reference.capitals.get(key.capital)?.name ?? key.capital,
  ]
  return [`${WORDS[lang].funding} ${programme}`, ...parts, unit].filter((part) => part !== '').join(', ')
}

function namesOf(key: SeriesKey, reference: Reference, lang: Language): string[] {
  const programme = reference.programmes.get(key.programme)
  return [
    WORDS[lang].figure,
    ...otherNames(reference, 'units', key.unit),
    ...(key.indicator === '' ? [] : otherNames(reference, 'indicators', key.indicator)),
    ...(programme === undefined
      ? []
      : [programme.name, ...otherNames(reference, 'programmes', key.programme)]),
    reference.projects.get(projectKey(key.programme, key.project))?.name ?? '',
  ].filter((name) => name !== '')
}

function pointWords({ value, allocated, disbursed }: SeriesPoint, period: Period, lang: Language): string {
  const words = WORDS[lang]
  const amounts = [allocated, disbursed]
    .filter((amount) => amount !== null)
    .map((amount) => `${String(amount / BILLION)} ${words.billion}`)
  const [from = '', to] = period.code.split('/')
  const years = to === undefined ? from.slice(0, 4) : `${from.slice(0, 4)} ${to.slice(0, 4)}`
  return [words.periods[period.kind], shortCode(period), years, value ?? '', ...amounts].join(' ')
}

/** `6` of a month, `III` of a quarter: what stands before the year. */
function shortCode({ kind, code }: Period): string {
  if (kind === 'month') return String(Number(code.slice(5)))
  return kind === 'quarter' ? (['I', 'II', 'III', 'IV'][Number(code.slice(-1)) - 1] ?? '') : ''
}
