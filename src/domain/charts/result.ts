import type { Context } from '../context.ts'
import { byPeriod, isProjection, type FigureStatus, type ResultFigure } from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { PROVINCE, indicatorAddress, type Indicator } from '../reference/rules.ts'
import { acrossUnits, fullestYear } from './across-units.ts'
import type { ChartDescription, ChartPoint, ChartSeries } from './rules.ts'
import { describeSetting, disagreement, summarize, ticksUpTo, type ChartSetting } from './setting.ts'

/** More lines than these cannot be told apart. */
const MAX_LINES = 6
const UNITS_SUMMARIZED = 2
/** In years, with slack for those of 365 and 366 days. */
const ONE_YEAR = 1.01

export interface ResultQuestion extends ChartSetting {
  indicator: Indicator
  /** Whatever does not belong into the picture is left out. */
  figures: readonly ResultFigure[]
  /** Ids of units drawn beside the province. */
  chosen?: readonly string[] | undefined
  /** Compares units in this year instead of following them through time. */
  year?: string | undefined
}

/** As {@link chartOfResult} of the service. */
export function describeResult(ctx: Context, question: ResultQuestion): ChartDescription | null {
  const { indicator, sample = false } = question
  if (indicator.kind === 'yes-no') return null
  const figures = question.figures
    .filter((figure) => figure.indicator === indicator.id && figure.sample === sample)
    .filter(({ breakdown }) => breakdown === '')
    .toSorted(byPeriod)
  if (question.year !== undefined) return acrossUnits(ctx, question, figures, question.year)
  const chart = overTime(ctx, question, figures)
  if (chart !== null) return chart
  const fullest = fullestYear(ctx, figures)
  return fullest === null ? null : acrossUnits(ctx, question, figures, fullest)
}

function overTime(
  ctx: Context,
  question: ResultQuestion,
  all: readonly ResultFigure[],
): ChartDescription | null {
  const { indicator, words } = question
  // A count grows with the length of its period, so only whole years stand side by side.
  const counted = indicator.aggregation === 'sum'
  const chosen = [...new Set([PROVINCE, ...(question.chosen ?? [])])].slice(0, MAX_LINES)
  const asked = all.filter(({ unit }) => chosen.includes(unit))
  // Of a rate a month or a day tells the state at its end; what a quarter reached of a yearly goal is no such state.
  const kinds =
    counted || asked.some((figure) => isYearly(figure) && figure.current.value !== null)
      ? ['year', ...(counted ? [] : ['month', 'day'])]
      : ['quarter', 'month', 'day']
  const drawn = asked.filter(({ period }) => kinds.includes(parsePeriod(period)?.kind ?? ''))
  const figures = drawn.filter(({ current }) => current.value !== null)
  const stated = [...new Set(figures.map(({ period }) => period))]
  if (stated.length < 2) return null
  const periods = counted ? yearsFrom(stated) : stated
  const at = (period: string): number => (counted ? periods.indexOf(period) : yearsAt(period))
  // A month among years says so at its point: on a phone the axis has no room for its name.
  const mixed = stated.some(isYear)
  const pointOf = ({ current, period }: ResultFigure): ChartPoint => {
    const value = words.value(current, indicator)
    const text = mixed && !isYear(period) ? `${value} (${words.shortPeriod(period)})` : value
    return { at: at(period), value: Number(current.value), text }
  }
  const units = chosen.filter((id) => figures.some(({ unit }) => unit === id))
  const name = (id: string): string => ctx.reference.units.get(id)?.name ?? id
  const series = units.flatMap((id, slot) =>
    bySeries(drawn.filter(({ unit }) => unit === id)).map(({ status, figures: own }): ChartSeries => ({
      name: words.series(words.capitalize(name(id)), status),
      role: status === null ? 'achieved' : 'projection',
      slot,
      points: counted ? plain(own, pointOf) : joined(own, indicator, pointOf),
    })),
  )
  const [first = '', last = ''] = [periods[0], periods.at(-1)]
  const largest = Math.max(...figures.map(({ current }) => Number(current.value)))
  return {
    ...describeSetting(ctx, question, figures, {
      path: indicatorAddress(indicator.id),
      query: { 'don-vi': chosen.slice(1).join(',') },
    }),
    kind: counted ? 'columns' : 'line',
    title: indicator.name,
    subtitle: words.overTime({
      units: units.map(name),
      from: words.shortPeriod(first),
      to: words.shortPeriod(last),
      measure: indicator.measure,
    }),
    measure: indicator.measure,
    labels: periods.map((period) => ({ at: at(period), text: words.shortPeriod(period) })),
    ticks: ticksUpTo(largest, indicator.decimals === 0, words.number),
    series,
    notes: [
      ...indicator.breaks
        .filter(({ period }) => units.some((id) => splits(of(figures, id), period)))
        .map(({ period }) => words.breakNote(period)),
      ...disagreement(words, figures, ({ period }) => words.shortPeriod(period)),
    ],
    summary: summarize(
      question,
      units.slice(0, UNITS_SUMMARIZED).flatMap((id) => sentencesOf(ctx, question, of(figures, id))),
    ),
  }
}

const isYear = (period: string): boolean => parsePeriod(period)?.kind === 'year'

const of = (figures: readonly ResultFigure[], unit: string): ResultFigure[] =>
  figures.filter((figure) => figure.unit === unit)

/** What was reached, then each kind of projection by itself. */
function bySeries(
  figures: readonly ResultFigure[],
): { status: FigureStatus | null; figures: ResultFigure[] }[] {
  const achieved = figures.filter(({ current }) => !isProjection(current.status))
  const projected = (['forecast', 'target'] as const).map((status) => ({
    status,
    figures: figures.filter(({ current }) => current.status === status),
  }))
  return [{ status: null, figures: achieved }, ...projected].filter((group) =>
    group.figures.some(({ current }) => current.value !== null),
  )
}

type PointOf = (figure: ResultFigure) => ChartPoint

function plain(figures: readonly ResultFigure[], pointOf: PointOf): ChartPoint[] {
  return figures.filter(({ current }) => current.value !== null).map(pointOf)
}

/**
 * A line of years; what speaks of another moment stands beside it, joined to nothing. Where there are no years, a line
 * for each kind of period.
 */
function joined(
  figures: readonly ResultFigure[],
  indicator: Indicator,
  pointOf: PointOf,
): (ChartPoint | null)[] {
  const kinds = Map.groupBy(figures, ({ period }) => parsePeriod(period)?.kind)
  const years = kinds.get('year')
  const others = figures.filter((figure) => years?.includes(figure) !== true)
  const lines = years === undefined ? [...kinds.values()] : [years, ...others.map((figure) => [figure])]
  return lines.flatMap((line, at) => [...(at > 0 ? [null] : []), ...interrupted(line, indicator, pointOf)])
}

/** Points with a gap wherever no line may be drawn: a break, a missing year, a value that is not there. */
function interrupted(
  figures: readonly ResultFigure[],
  indicator: Indicator,
  pointOf: PointOf,
): (ChartPoint | null)[] {
  return figures.flatMap((figure, index): (ChartPoint | null)[] => {
    if (figure.current.value === null) return [null]
    const before = figures[index - 1]
    const point = pointOf(figure)
    return before !== undefined && !isContinued(before, figure, indicator) ? [null, point] : [point]
  })
}

function isContinued(before: ResultFigure, after: ResultFigure, indicator: Indicator): boolean {
  if (yearsAt(after.period) - yearsAt(before.period) > ONE_YEAR) return false
  return !indicator.breaks.some(({ period }) => splits([before, after], period))
}

const isYearly = ({ period }: ResultFigure): boolean => parsePeriod(period)?.kind === 'year'

/** Whether figures stand on both sides of the beginning of a period. */
function splits(figures: readonly ResultFigure[], period: string): boolean {
  const start = parsePeriod(period)?.start ?? ''
  const ends = figures.map((figure) => parsePeriod(figure.period)?.end ?? '')
  return ends.some((end) => end < start) && ends.some((end) => end >= start)
}

/** The change since the last break, and what is projected. */
function sentencesOf(ctx: Context, question: ResultQuestion, figures: readonly ResultFigure[]): string[] {
  const { indicator, words } = question
  const unit = ctx.reference.units.get(figures[0]?.unit ?? '')?.name ?? ''
  const text = ({ current, period }: ResultFigure) => ({
    text: words.value(current, indicator),
    period: words.period(period),
  })
  const reached = figures.filter(({ current }) => !isProjection(current.status))
  const years = reached.filter(isYearly)
  // Years are compared with years.
  const achieved = years.length > 0 ? years : reached
  const last = achieved.at(-1)
  const newest = reached.at(-1)
  const later = newest === undefined || newest === last ? [] : [words.later(text(newest))]
  const first = achieved.find(
    (figure) => last !== undefined && !indicator.breaks.some(({ period }) => splits([figure, last], period)),
  )
  const projected = figures
    .filter(({ current }) => isProjection(current.status))
    .map((figure) => words.projected({ unit, status: figure.current.status, ...text(figure) }))
  const others = [...later, ...projected]
  if (first === undefined || last === undefined || first === last) return others
  const direction = Number(last.current.value) - Number(first.current.value)
  return [
    words.change({ title: indicator.name, unit, direction, first: text(first), last: text(last) }),
    ...turnsOf(achieved.slice(achieved.indexOf(first))).map(({ figure, highest }) =>
      words.between({ ...text(figure), highest }),
    ),
    ...others,
  ]
}

/** The highest and the lowest of a course where they lie between its ends; of equal ones the earliest. */
function turnsOf(course: readonly ResultFigure[]): { figure: ResultFigure; highest: boolean }[] {
  const valueOf = ({ current }: ResultFigure): number => Number(current.value)
  const ends = [course[0], course.at(-1)].filter((end) => end !== undefined).map(valueOf)
  const values = course.map(valueOf)
  const turns = [
    { figure: course[values.indexOf(Math.max(...values))], highest: true },
    { figure: course[values.indexOf(Math.min(...values))], highest: false },
  ]
  return turns.flatMap(({ figure, highest }) =>
    figure === undefined || ends.includes(valueOf(figure)) ? [] : [{ figure, highest }],
  )
}

/** All years from the first to the last: one without a value keeps its place. */
function yearsFrom(stated: readonly string[]): string[] {
  const [first, last] = [Number(stated[0]), Number(stated.at(-1))]
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
}

/** End of a period in years: 2024 for the end of 2024, 2024,5 for the end of June 2025. */
function yearsAt(period: string): number {
  const end = parsePeriod(period)?.end ?? ''
  const year = Number(end.slice(0, 4))
  const begin = Date.parse(`${year - 1}-12-31`)
  return year - 1 + (Date.parse(end) - begin) / (Date.parse(`${year}-12-31`) - begin)
}
