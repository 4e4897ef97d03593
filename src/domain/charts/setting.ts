import type { Context } from '../context.ts'
import type { Figure } from '../figures/rules.ts'
import { addressIn } from '../languages/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { ChartDescription, ChartTick, ChartWords } from './rules.ts'

const SOURCES_NAMED = 3
const TICKS = 5
/** Steps between ticks, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

/** What every chart is made with. */
export interface ChartSetting {
  words: ChartWords
  /** The day that was asked for; absent for what stands now. */
  asof?: string | undefined
  /** Draws the samples, which never share a chart with real figures. */
  sample?: boolean | undefined
}

/** Parts of a description that depend on nothing but the figures drawn and the page they stand on. */
export function describeSetting(
  ctx: Context,
  { words, asof, sample = false }: ChartSetting,
  figures: readonly Figure[],
  page: { path: string; query: Readonly<Record<string, string>> },
): Pick<ChartDescription, 'source' | 'standing' | 'address' | 'picture' | 'sampleMark'> {
  const documents = figures.flatMap(({ current: { document } }) => document ?? []).toReversed()
  const sources = new Map(documents.map((document) => [words.source(document), document]))
  const named = [...sources.keys()]
  const unnamed = [...sources.values()].slice(SOURCES_NAMED)
  const newest = figures
    .map(({ current }) => current.publishedAt)
    .toSorted()
    .at(-1)
  const day = asof ?? vietnamDay(newest === undefined ? ctx.now() : new Date(newest))
  const query = new URLSearchParams(Object.entries(page.query).filter(([, value]) => value !== ''))
  if (sample) query.set('minh-hoa', '1')
  const address = new URL(addressIn(page.path, ctx.lang), ctx.config.siteUrl)
  address.search = query.toString()
  // With the day of its newest figure the address goes on showing what the picture shows.
  address.searchParams.set('asof', day)
  if (asof !== undefined) query.set('asof', asof)
  return {
    source: words.sources(
      named.slice(0, SOURCES_NAMED),
      unnamed.length,
      unnamed.some(({ secondary }) => secondary),
    ),
    standing: words.standing(day),
    address: plain(address.href),
    picture: plain(
      addressIn(page.path.replace(/\/$/u, '.png'), ctx.lang) + (query.size > 0 ? `?${query.toString()}` : ''),
    ),
    sampleMark: sample ? words.sampleMark : null,
  }
}

/** A comma needs no escape in a query, and is read more easily without. */
function plain(address: string): string {
  return address.replaceAll('%2C', ',')
}

/** Round values from zero up to the first that no value passes. */
export function ticksUpTo(
  largest: number,
  wholeOnly: boolean,
  print: (value: number) => string,
): ChartTick[] {
  const raw = Math.max(largest, Number.EPSILON) / TICKS
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = (STEPS.find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10) * power
  const used = wholeOnly ? Math.max(1, Math.ceil(step)) : step
  const count = Math.max(1, Math.ceil(largest / used - 1e-9))
  // Multiples, not sums: a sum of 0,1 drifts.
  return Array.from({ length: count + 1 }, (_, n) => {
    const value = Number((n * used).toPrecision(12))
    return { value, text: print(value) }
  })
}

/** The note for points whose sources disagree; the table beside the chart has the other values. */
export function disagreement<T extends Figure>(
  words: ChartWords,
  figures: readonly T[],
  place: (figure: T) => string,
): string[] {
  const places = figures.filter(({ current }) => current.claims.length > 0).map(place)
  return places.length === 0 ? [] : [words.disagreement([...new Set(places)])]
}

/** The note of a chart that has no room for all. */
export function leftOut(words: ChartWords, shown: number, all: number): string[] {
  return shown < all ? [words.leftOut(shown, all)] : []
}

export function summarize({ words, sample }: ChartSetting, sentences: readonly string[]): string {
  return [...(sample === true ? [`${words.sampleMark}.`] : []), ...sentences].join(' ')
}
