import { isProjection, type ResultFigure } from '../figures/rules.ts'
import { comparePeriods, isSuccessor, parsePeriod } from '../periods/rules.ts'
import type { Indicator } from '../reference/rules.ts'
import { isCurrent, isFormer, type AdministrativeUnit, type UnitLevel } from '../units/rules.ts'

/** Share of the units of a level from which on they can be compared with each other: a rank, a map. */
export const MOST = 0.75

/** Figures by what they may stand beside: the three are never in one table, rank, total or series. */
export interface Parts {
  /** Real, and reached or said to be missing. */
  results: ResultFigure[]
  /** Real targets and forecasts. */
  projections: ResultFigure[]
  samples: ResultFigure[]
}

export function separate(figures: readonly ResultFigure[]): Parts {
  const parts: Parts = { results: [], projections: [], samples: [] }
  for (const figure of figures) {
    if (figure.sample) parts.samples.push(figure)
    else if (isProjection(figure.current.status)) parts.projections.push(figure)
    else parts.results.push(figure)
  }
  return parts
}

/** Years make columns; whatever speaks of another stretch of time is listed, so that no column mixes them. */
export function byYear(figures: readonly ResultFigure[]): { yearly: ResultFigure[]; other: ResultFigure[] } {
  const yearly: ResultFigure[] = []
  const other: ResultFigure[] = []
  for (const figure of figures) (parsePeriod(figure.period)?.kind === 'year' ? yearly : other).push(figure)
  return { yearly, other }
}

/** One unit, or one part of it that is counted apart. */
export interface ResultRow {
  unit: AdministrativeUnit
  breakdown: string
  /** One for each period of the table. */
  cells: (ResultFigure | null)[]
}

/** Units of one level, those of today apart from former ones. */
export interface ResultGroup {
  level: UnitLevel
  former: boolean
  rows: ResultRow[]
  /** For each period the sum of its column, where the indicator adds up and no number is missing. */
  totals: (string | null)[]
}

export interface ResultTable {
  /** Codes, what came first stands first. */
  periods: string[]
  groups: ResultGroup[]
}

const LEVELS: readonly UnitLevel[] = ['province', 'district', 'commune']

/**
 * Figures of one indicator as units × periods. Units stand in the order of `units`, grouped by level.
 * @param figures of one part of {@link separate}
 * @param day on which "former" is judged
 */
export function tabulate(
  figures: readonly ResultFigure[],
  indicator: Pick<Indicator, 'aggregation'>,
  units: ReadonlyMap<string, AdministrativeUnit>,
  day: string,
): ResultTable {
  const periods = [...new Set(figures.map(({ period }) => period))].sort(comparePeriodCodes)
  const column = new Map(periods.map((period, at) => [period, at]))
  const rowsOf = new Map<string, Map<string, ResultRow>>()
  for (const figure of figures) {
    const unit = units.get(figure.unit)
    const at = column.get(figure.period)
    if (unit === undefined || at === undefined) continue
    const rows = rowsOf.get(unit.id) ?? new Map<string, ResultRow>()
    rowsOf.set(unit.id, rows)
    const { breakdown } = figure
    const row = rows.get(breakdown) ?? { unit, breakdown, cells: periods.map(() => null) }
    rows.set(breakdown, row)
    row.cells[at] = figure
  }
  const groups: ResultGroup[] = LEVELS.flatMap((level) =>
    [false, true].map((former) => ({ level, former, rows: [], totals: periods.map(() => null) })),
  )
  for (const [id, unit] of units) {
    const rows = rowsOf.get(id)
    if (rows === undefined) continue
    const former = isFormer(unit, day)
    const group = groups.find((one) => one.level === unit.level && one.former === former)
    const parts = [...rows.values()].sort((a, b) => a.breakdown.localeCompare(b.breakdown))
    group?.rows.push(...parts)
  }
  const filled = groups.filter(({ rows }) => rows.length > 0)
  if (indicator.aggregation === 'sum') {
    for (const group of filled) {
      group.totals = periods.map((period, at) => totalOf(group, at, unitsAt(units, group.level, period)))
    }
  }
  return { periods, groups: filled }
}

export function comparePeriodCodes(a: string, b: string): number {
  const [first, second] = [parsePeriod(a), parsePeriod(b)]
  return first === null || second === null ? a.localeCompare(b) : comparePeriods(first, second)
}

/** Units of a level that were there when a period ended. */
export function unitsAt(
  units: ReadonlyMap<string, AdministrativeUnit>,
  level: UnitLevel,
  period: string,
): AdministrativeUnit[] {
  const end = parsePeriod(period)?.end ?? period
  return [...units.values()].filter((unit) => unit.level === level && isCurrent(unit, end))
}

/** The sum of a column; null unless every unit that the level had then, and no other, has an exact number. */
function totalOf({ rows }: ResultGroup, at: number, expected: readonly AdministrativeUnit[]): string | null {
  const cells = rows.flatMap((row) => row.cells[at] ?? [])
  const summed = new Set(cells.map(({ unit }) => unit))
  const whole =
    expected.length > 1 && cells.length === expected.length && expected.every(({ id }) => summed.has(id))
  const values = cells.flatMap(({ breakdown, current: { value, qualifier } }) =>
    breakdown !== '' || value === null || qualifier !== null ? [] : [value],
  )
  return whole && values.length === cells.length ? addDecimals(values) : null
}

/** Exact, as decimals are: `0.1` and `0.2` make `0.3`. */
export function addDecimals(values: readonly string[]): string {
  const decimals = Math.max(0, ...values.map((value) => value.split('.')[1]?.length ?? 0))
  const scale = 10 ** decimals
  const sum = values.reduce((total, value) => total + Math.round(Number(value) * scale), 0)
  return (sum / scale).toFixed(decimals)
}

/** What an indicator says of one unit, in one line. */
export interface Digest {
  /** The newest of a whole year, as years compare; otherwise the newest there is. */
  newest: ResultFigure
  /** One of a later month or day than `newest`: a part of a year under a whole one would read as a fall. */
  later: ResultFigure | null
  change: Change | null
}

/** From one period to the one that follows it. */
export interface Change {
  from: ResultFigure
  /** In the measure of the indicator; of percentages in points. Never zero without both values being equal. */
  difference: string
}

/** @param results real results of one indicator and one unit, see {@link separate}; null where none has a value */
export function digest(results: readonly ResultFigure[], indicator: Indicator): Digest | null {
  const stated = results
    .filter(({ breakdown, current }) => breakdown === '' && current.value !== null)
    .sort((a, b) => comparePeriodCodes(a.period, b.period))
  const last = stated.at(-1)
  if (last === undefined) return null
  const { yearly } = byYear(stated)
  const newest = yearly.at(-1) ?? last
  const before = yearly.at(-2)
  return {
    newest,
    later: last !== newest && isState(last, indicator) ? last : null,
    change: before === undefined ? null : changeBetween(before, newest, indicator),
  }
}

/** Whether a figure says how things stood, rather than what was done in a stretch of time. */
function isState({ period }: ResultFigure, { aggregation }: Indicator): boolean {
  return aggregation === 'none' && ['month', 'day'].includes(parsePeriod(period)?.kind ?? '')
}

/** Ids of the figures that digests and a course show. */
export function shownIn(
  entries: readonly { digest: Digest | null }[],
  course: Course | null,
): ReadonlySet<string> {
  const figures = entries.flatMap(({ digest: one }) =>
    one === null ? [] : [one.newest, one.later, one.change?.from],
  )
  const years = course?.years.map(({ figure }) => figure) ?? []
  return new Set([...figures, ...years].flatMap((figure) => figure?.id ?? []))
}

/** @returns null where a change would compare what cannot be compared */
export function changeBetween(from: ResultFigure, to: ResultFigure, indicator: Indicator): Change | null {
  const [earlier, later] = [parsePeriod(from.period), parsePeriod(to.period)]
  if (earlier === null || later === null || !isSuccessor(earlier, later)) return null
  return isComparable(from, to, indicator) ? { from, difference: differenceOf(from, to) } : null
}

/** The years up to the newest that can be compared with it. */
export interface Course {
  first: ResultFigure
  last: ResultFigure
  /** As of a {@link Change}. */
  difference: string
  /** Every year from the first to the last; null for one without an exact number. */
  years: { year: string; figure: ResultFigure | null }[]
}

/** @param results real results of one indicator and one unit; null where fewer than two years can be compared */
export function courseOf(results: readonly ResultFigure[], indicator: Indicator): Course | null {
  const years = byYear(results)
    .yearly.filter(({ breakdown, current }) => breakdown === '' && current.value !== null)
    .sort((a, b) => comparePeriodCodes(a.period, b.period))
  const last = years.at(-1)
  if (last === undefined) return null
  const comparable = years.filter((figure) => isComparable(figure, last, indicator))
  const [first] = comparable
  if (first === undefined || first === last) return null
  const figureOf = new Map(comparable.map((figure) => [figure.period, figure]))
  return {
    first,
    last,
    difference: differenceOf(first, last),
    years: Array.from({ length: Number(last.period) - Number(first.period) + 1 }, (_, at) => {
      const year = String(Number(first.period) + at)
      return { year, figure: figureOf.get(year) ?? null }
    }),
  }
}

/** Two exact numbers with no break of the series between them. */
function isComparable(from: ResultFigure, to: ResultFigure, { kind, breaks }: Indicator): boolean {
  const exact = [from, to].every(({ current }) => current.value !== null && current.qualifier === null)
  return exact && kind === 'number' && !breaks.some((one) => isBetween(one.period, from.period, to.period))
}

function isBetween(breakPeriod: string, from: string, to: string): boolean {
  const start = (code: string): string => parsePeriod(code)?.start ?? code
  return start(from) < start(breakPeriod) && start(breakPeriod) <= start(to)
}

function differenceOf(from: ResultFigure, to: ResultFigure): string {
  const { value: earlier } = from.current
  return addDecimals([to.current.value ?? '0', `-${earlier ?? '0'}`].map(plain))
}

/** `--5` of a value below zero is `5`. */
function plain(value: string): string {
  return value.replace(/^--/u, '')
}

/** Place of a unit among the units of its level, best first. */
export interface Rank {
  place: number
  of: number
  tied: boolean
}

/** What a rank needs to know of a figure; the caller leaves samples, targets and forecasts out. */
export interface RankedValue {
  unit: string
  /** Exact; null for none. */
  value: string | null
}

/**
 * @param values of one indicator, level and period; real results only
 * @param expected units that the level had then
 * @returns null where too few units have a value, or where no value is better than another
 */
export function rankOf(
  unit: string,
  values: readonly RankedValue[],
  expected: number,
  direction: Indicator['direction'],
): Rank | null {
  if (direction === 'neutral') return null
  const numbers = values.flatMap(({ unit: id, value }) => (value === null ? [] : [{ id, n: Number(value) }]))
  const own = numbers.find(({ id }) => id === unit)
  if (own === undefined || numbers.length < 2 || numbers.length < expected * MOST) return null
  const others = numbers.filter(({ id }) => id !== unit)
  const better = others.filter(({ n }) => (direction === 'lower-better' ? n < own.n : n > own.n))
  return {
    place: better.length + 1,
    of: numbers.length,
    tied: others.some(({ n }) => n === own.n),
  }
}

/** Whether a figure may be ranked: a real result with an exact number. */
export function isRankable({ sample, breakdown, current }: ResultFigure): boolean {
  const { status, value, qualifier } = current
  return !sample && breakdown === '' && !isProjection(status) && value !== null && qualifier === null
}

/** Figures for which other values were reported as well; newest first. */
export function disputed(figures: readonly ResultFigure[]): ResultFigure[] {
  return figures
    .filter(({ current }) => current.claims.length > 0)
    .sort((a, b) => comparePeriodCodes(b.period, a.period))
}
