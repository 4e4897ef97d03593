import type { Context } from '../context.ts'
import { isProjection, type ResultFigure } from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { indicatorAddress } from '../reference/rules.ts'
import { UNIT_LEVELS, type UnitLevel } from '../units/rules.ts'
import type { ResultQuestion } from './result.ts'
import type { ChartDescription } from './rules.ts'
import { describeSetting, disagreement, leftOut, summarize, ticksUpTo } from './setting.ts'

/** More bars than these are no picture any more: the largest are drawn, and a note says so. */
const MAX_BARS = 16

/** Bars of the units of one level in one year, the largest first. Null where there are fewer than two. */
export function acrossUnits(
  ctx: Context,
  question: ResultQuestion,
  all: readonly ResultFigure[],
  period: string,
): ChartDescription | null {
  const { indicator, words } = question
  const compared = comparable(ctx, all, period).toSorted(
    (a, b) => Number(b.current.value) - Number(a.current.value),
  )
  const figures = compared.slice(0, MAX_BARS)
  const [most, least] = [compared[0], compared.at(-1)]
  if (most === undefined || least === undefined || most === least) return null
  const name = ({ unit }: ResultFigure): string => ctx.reference.units.get(unit)?.name ?? unit
  const text = ({ current }: ResultFigure): string => words.value(current, indicator)
  return {
    ...describeSetting(ctx, question, figures, {
      path: indicatorAddress(indicator.id),
      query: { nam: period },
    }),
    kind: 'bars',
    title: indicator.name,
    subtitle: words.acrossUnits({ period: words.period(period), measure: indicator.measure }),
    measure: indicator.measure,
    labels: figures.map((figure, at) => ({ at, text: words.capitalize(name(figure)) })),
    ticks: ticksUpTo(Number(most.current.value), indicator.decimals === 0, words.number),
    series: [
      {
        name: indicator.name,
        role: 'achieved',
        slot: 0,
        points: figures.map((figure, at) => ({
          at,
          value: Number(figure.current.value),
          text: text(figure),
        })),
      },
    ],
    notes: [
      ...leftOut(words, figures.length, compared.length),
      ...disagreement(words, figures, (figure) => words.capitalize(name(figure))),
    ],
    summary: summarize(question, [
      words.extremes({
        title: indicator.name,
        period: words.period(period),
        most: { name: name(most), text: text(most) },
        least: { name: name(least), text: text(least) },
      }),
    ]),
  }
}

/** The latest of the years in which most units can be compared; null where in none there are two. */
export function fullestYear(ctx: Context, figures: readonly ResultFigure[]): string | null {
  const counts = [...Map.groupBy(figures, ({ period }) => period)].map(([period, ofPeriod]) => ({
    period,
    count: comparable(ctx, ofPeriod, period).length,
  }))
  const most = Math.max(0, ...counts.map(({ count }) => count))
  return most < 2 ? null : (counts.findLast(({ count }) => count === most)?.period ?? null)
}

/** What was reached in one year by the units of the level that has most of them. */
function comparable(ctx: Context, figures: readonly ResultFigure[], period: string): ResultFigure[] {
  if (parsePeriod(period)?.kind !== 'year') return []
  const reached = figures.filter(
    (figure) =>
      figure.period === period && figure.current.value !== null && !isProjection(figure.current.status),
  )
  const byLevel = Map.groupBy(reached, ({ unit }) => ctx.reference.units.get(unit)?.level)
  const at = (level: UnitLevel): ResultFigure[] => byLevel.get(level) ?? []
  return UNIT_LEVELS.map(at).reduce((most, next) => (next.length > most.length ? next : most))
}
