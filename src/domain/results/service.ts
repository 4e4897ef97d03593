import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { isProjection, type Figure, type FundingFigure, type ResultFigure } from '../figures/rules.ts'
import { listFunding, listResults } from '../figures/service.ts'
import { vietnamDay } from '../periods/rules.ts'
import { PROVINCE, TOPICS, type Indicator, type Topic } from '../reference/rules.ts'
import { selectResults, type ResultQuery } from './query-rules.ts'
import { mapOf, type TileMap } from './map-rules.ts'
import type { AdministrativeUnit } from '../units/rules.ts'
import {
  byYear,
  comparePeriodCodes,
  courseOf,
  digest,
  disputed,
  isRankable,
  rankOf,
  separate,
  tabulate,
  unitsAt,
  type Course,
  type Digest,
  type Rank,
  type ResultTable,
} from './rules.ts'

/** Figures that may stand in one table: all real results, or all samples. */
export interface ResultBlock {
  /** Units × years, as the address asks for it. */
  table: ResultTable
  /** All years and levels that there are, whatever the address asks for. */
  years: string[]
  levels: AdministrativeUnit['level'][]
  /** What speaks of other stretches of time, newest first. */
  other: ResultFigure[]
  map: TileMap | null
}

/** Everything the page of an indicator shows. */
export interface IndicatorResults {
  indicator: Indicator
  /** Every figure of the page, for its chart. */
  figures: ResultFigure[]
  /** Of the whole province. */
  province: Digest | null
  results: ResultBlock
  /** Real targets and forecasts. */
  projections: ResultFigure[]
  samples: ResultBlock | null
  disputed: ResultFigure[]
  /** Calendar day in Vietnam. */
  today: string
}

/** @throws DomainError not-found for an unknown indicator; invalid where `asof` is no calendar day */
export async function getIndicatorResults(
  ctx: Context,
  id: string,
  query: ResultQuery,
): Promise<IndicatorResults> {
  const indicator = ctx.reference.indicators.get(id)
  if (indicator === undefined) throw new DomainError('not-found', `no indicator ${id}`)
  const figures = await listResults(ctx, { indicator: id, asof: query.asof })
  const { results, projections, samples } = separate(figures)
  return {
    indicator,
    figures,
    province: digest(results.filter(isProvince), indicator),
    results: blockOf(ctx, indicator, results, query),
    projections: projections.sort(newestFirst),
    samples: samples.length === 0 ? null : blockOf(ctx, indicator, samples, query),
    disputed: disputed([...results, ...projections]),
    today: vietnamDay(ctx.now()),
  }
}

function blockOf(
  ctx: Context,
  indicator: Indicator,
  figures: readonly ResultFigure[],
  query: ResultQuery,
): ResultBlock {
  const { units } = ctx.reference
  const { yearly, other } = byYear(figures)
  const whole = tabulate(yearly, indicator, units, vietnamDay(ctx.now()))
  const ofLevel = ({ unit }: ResultFigure): boolean =>
    query.level === undefined || units.get(unit)?.level === query.level
  return {
    table: selectResults(whole, query),
    years: whole.periods,
    levels: [...new Set(whole.groups.map(({ level }) => level))],
    other: other.filter(ofLevel).sort(newestFirst),
    map: indicator.kind === 'number' ? mapOf(yearly, units, query.year) : null,
  }
}

/** One line of a list of indicators. */
export interface IndicatorEntry {
  indicator: Indicator
  digest: Digest
}

/** What the programme reached, on one page. */
export interface ResultsOverview {
  /** The first indicator of each topic that has a number for the whole province. */
  keys: IndicatorEntry[]
  /** How the first of the keys went over the years that can be compared. */
  course: Course | null
  topics: { topic: Topic; entries: OverviewEntry[] }[]
  today: string
}

export interface OverviewEntry {
  indicator: Indicator
  /** Of the whole province. */
  digest: Digest | null
  /** Where the province has no number: what there is of its units, newest first. */
  parts: ResultFigure[]
}

/**
 * Real results only: no sample, no target and no forecast is among them.
 * @throws DomainError invalid where `asof` is no calendar day
 */
export async function getResultsOverview(ctx: Context, asof?: string): Promise<ResultsOverview> {
  const ofProvince = await listProvince(ctx, asof)
  const entries: OverviewEntry[] = []
  for (const indicator of ctx.reference.indicators.values()) {
    const found = digest(ofProvince.get(indicator.id) ?? [], indicator)
    const parts = found === null ? await listParts(ctx, indicator.id, asof) : []
    entries.push({ indicator, digest: found, parts })
  }
  const keys = keysAmong(entries)
  return {
    keys,
    course: courseOfFirst(keys, ofProvince),
    topics: TOPICS.map((topic) => ({
      topic,
      entries: entries.filter(({ indicator }) => indicator.topic === topic),
    })).filter((topic) => topic.entries.length > 0),
    today: vietnamDay(ctx.now()),
  }
}

/** The key figures alone, for the home page. */
export async function getKeyFigures(ctx: Context): Promise<Pick<ResultsOverview, 'keys' | 'course'>> {
  const ofProvince = await listProvince(ctx)
  const keys = keysAmong(
    [...ctx.reference.indicators.values()].map((indicator) => ({
      indicator,
      digest: digest(ofProvince.get(indicator.id) ?? [], indicator),
    })),
  )
  return { keys, course: courseOfFirst(keys, ofProvince) }
}

function courseOfFirst(
  [first]: readonly IndicatorEntry[],
  figures: ReadonlyMap<string, ResultFigure[]>,
): Course | null {
  return first === undefined ? null : courseOf(figures.get(first.indicator.id) ?? [], first.indicator)
}

function keysAmong(entries: readonly { indicator: Indicator; digest: Digest | null }[]): IndicatorEntry[] {
  return TOPICS.flatMap((topic) => {
    const key = entries.find(
      ({ indicator, digest: found }) =>
        indicator.topic === topic && indicator.kind === 'number' && found !== null,
    )
    return key?.digest == null ? [] : [{ indicator: key.indicator, digest: key.digest }]
  })
}

async function listProvince(ctx: Context, asof?: string): Promise<ReadonlyMap<string, ResultFigure[]>> {
  return byIndicator(separate(await listResults(ctx, { unit: PROVINCE, sample: false, asof })).results)
}

async function listParts(ctx: Context, indicator: string, asof?: string): Promise<ResultFigure[]> {
  const { results } = separate(await listResults(ctx, { indicator, sample: false, asof }))
  return results.filter(({ current }) => current.value !== null).sort(newestFirst)
}

/** Everything that figures say of one unit. */
export interface UnitResults {
  entries: (IndicatorEntry & { rank: Rank | null })[]
  projections: ResultFigure[]
  funding: {
    results: FundingFigure[]
    projections: FundingFigure[]
    /** Whether there are lines for parts of a programme beyond those that are listed. */
    parts: boolean
  }
  samples: { entries: IndicatorEntry[]; funding: FundingFigure[] }
  /** All of the unit, as its files hold them: results, then money. */
  figures: Figure[]
}

/** @throws DomainError invalid where `asof` is no calendar day */
export async function getUnitResults(
  ctx: Context,
  unit: AdministrativeUnit,
  asof?: string,
): Promise<UnitResults> {
  const figures = await listResults(ctx, { unit: unit.id, asof })
  const { results, projections, samples } = separate(figures)
  const lines = await listFunding(ctx, { unit: unit.id, asof })
  const entries: UnitResults['entries'] = []
  for (const entry of digestAll(ctx, results)) {
    entries.push({ ...entry, rank: await findRank(ctx, unit, entry, asof) })
  }
  const real = lines.filter(({ sample }) => !sample)
  const shown = mainLines(ctx, real)
  return {
    entries,
    projections: projections.sort(newestFirst),
    funding: {
      results: shown.filter(({ current }) => !isProjection(current.status)),
      projections: shown.filter(({ current }) => isProjection(current.status)),
      parts: shown.length < real.length,
    },
    samples: {
      entries: digestAll(ctx, samples),
      funding: mainLines(
        ctx,
        lines.filter(({ sample }) => sample),
      ),
    },
    figures: [...figures, ...lines],
  }
}

/** Lines of programmes as a whole; all lines of a programme that has none. Each programme newest first. */
function mainLines(ctx: Context, lines: readonly FundingFigure[]): FundingFigure[] {
  const isWhole = ({ project, source, capital }: FundingFigure): boolean =>
    project === '' && source === '' && capital === ''
  const told = new Set(lines.filter(isWhole).map(({ programme }) => programme))
  const order = [...ctx.reference.programmes.keys()]
  return lines
    .filter((line) => isWhole(line) || !told.has(line.programme))
    .sort((a, b) => order.indexOf(a.programme) - order.indexOf(b.programme) || newestFirst(a, b))
}

function digestAll(ctx: Context, figures: readonly ResultFigure[]): IndicatorEntry[] {
  const figuresOf = byIndicator(figures)
  return [...ctx.reference.indicators.values()].flatMap((indicator) => {
    const found = digest(figuresOf.get(indicator.id) ?? [], indicator)
    return found === null ? [] : [{ indicator, digest: found }]
  })
}

/** Among the units of its level in the newest period, where most of them have a number. */
async function findRank(
  ctx: Context,
  unit: AdministrativeUnit,
  { indicator, digest: { newest } }: IndicatorEntry,
  asof: string | undefined,
): Promise<Rank | null> {
  const peers = unitsAt(ctx.reference.units, unit.level, newest.period)
  if (indicator.kind !== 'number' || indicator.direction === 'neutral' || peers.length < 2) return null
  if (!isRankable(newest)) return null
  const ids = new Set(peers.map(({ id }) => id))
  const figures = await listResults(ctx, {
    indicator: indicator.id,
    period: newest.period,
    sample: false,
    asof,
  })
  const values = figures
    .filter((figure) => ids.has(figure.unit) && isRankable(figure))
    .map((figure) => ({ unit: figure.unit, value: figure.current.value }))
  return rankOf(unit.id, values, peers.length, indicator.direction)
}

function byIndicator(figures: readonly ResultFigure[]): ReadonlyMap<string, ResultFigure[]> {
  return Map.groupBy(figures, ({ indicator }) => indicator)
}

function isProvince({ unit }: ResultFigure): boolean {
  return unit === PROVINCE
}

function newestFirst(a: { period: string }, b: { period: string }): number {
  return comparePeriodCodes(b.period, a.period)
}
