import type { Figure } from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { PROVINCE, type Reference } from '../reference/rules.ts'
import { fitsFigure, isMoney } from './compare-rules.ts'
import type { Dimension, Statement } from './statement-rules.ts'

/**
 * What a text says of one dimension of a figure. `within`: a part of it, or more than it, such as a quarter of the
 * year, or one project of the programme; that is another number.
 */
export type Fit = 'same' | 'within' | 'unnamed' | 'conflict'

const RESULT_DIMENSIONS = ['indicator', 'unit', 'period'] as const
const FUNDING_DIMENSIONS = ['programme', 'project', 'source', 'capital', 'unit', 'period'] as const
/** Parts of a funding line that stand for "all together" where they are empty. */
const PARTS: ReadonlySet<Dimension> = new Set(['project', 'source', 'capital'])

export function dimensionsOf({ kind }: Figure): readonly Dimension[] {
  return kind === 'result' ? RESULT_DIMENSIONS : FUNDING_DIMENSIONS
}

export function topicOf(figure: Figure): 'indicator' | 'programme' {
  return figure.kind === 'result' ? 'indicator' : 'programme'
}

/** What a figure has in a dimension: an id, or the code of its period; empty for all together. */
export function ownOf(figure: Figure, dimension: Dimension): string {
  return (figure as unknown as Readonly<Record<string, string>>)[dimension] ?? ''
}

export function fitsOf(
  statement: Statement,
  figure: Figure,
  reference: Pick<Reference, 'indicators'>,
): Map<Dimension, Fit> {
  return new Map(
    dimensionsOf(figure).map((dimension) => [dimension, fitOf(statement, figure, dimension, reference)]),
  )
}

function fitOf(
  { said, reading }: Statement,
  figure: Figure,
  dimension: Dimension,
  reference: Pick<Reference, 'indicators'>,
): Fit {
  const own = ownOf(figure, dimension)
  const values = said[dimension]?.values
  if (values === undefined) return PARTS.has(dimension) && own === '' ? 'same' : 'unnamed'
  if (values.includes(own)) return 'same'
  // What an earlier part of the text speaks of says little about a number of which a name fits nothing.
  if (dimension === 'indicator' && said.indicator?.near === false) return 'unnamed'
  if (dimension === 'period') {
    if (isStock(figure, reference) && values.some((code) => isEndOf(code, own))) return 'same'
    const totals = totalEnds(reading)
    if (values.some((code) => totals.has(code) && endsWith(code, own))) return 'same'
    return values.some((code) => overlaps(code, own)) ? 'within' : 'conflict'
  }
  return PARTS.has(dimension) && own === '' ? 'within' : 'conflict'
}

/** What was counted at the end of a period stands for the period: a rate, or what had added up by then. */
export function isStock(figure: Figure, reference: Pick<Reference, 'indicators'>): boolean {
  if (figure.kind === 'funding') return false
  return reference.indicators.get(figure.indicator)?.measure === '%' || isAddedUp(figure, reference)
}

/** What had added up by the end of its period, whatever it is counted from. */
export function isAddedUp(figure: Figure, { indicators }: Pick<Reference, 'indicators'>): boolean {
  return figure.kind === 'result' && indicators.get(figure.indicator)?.name.includes('cộng dồn') === true
}

/** Whether a code is the last day of a period: `2022-12-31` of `2022`. */
export function isEndOf(code: string, period: string): boolean {
  const [day, whole] = [parsePeriod(code), parsePeriod(period)]
  return day?.kind === 'day' && whole !== null && whole.kind !== 'day' && day.end === whole.end
}

/** Codes of periods up to whose end something is said to have added up: "đến tháng 6/2025". */
function totalEnds({ marks, folded }: Statement['reading']): ReadonlySet<string> {
  const ends = marks.filter(
    ({ dimension, part, start, end }) =>
      dimension === 'period' && part === 'end' && /^(?:den|het) /u.test(folded.slice(start, end)),
  )
  return new Set(ends.flatMap(({ values }) => values))
}

/** Whether a period of several years or months ends with another: `2021/2025-06` with `2025-06`. */
export function endsWith(code: string, period: string): boolean {
  const [last, whole] = [parsePeriod(code), parsePeriod(period)]
  return last !== null && whole?.kind === 'range' && last.end === whole.end && last.start > whole.start
}

/** Whether a funding line counts from the beginning of its programme, so that its end alone says which it is. */
export function isFromStart(figure: Figure, { programmes }: Pick<Reference, 'programmes'>): boolean {
  if (figure.kind === 'result') return false
  const [run, period] = [
    parsePeriod(programmes.get(figure.programme)?.period ?? ''),
    parsePeriod(figure.period),
  ]
  return run !== null && period?.kind === 'range' && run.start === period.start
}

/** A day of a year, or the year of a half-year: one lies within the other. */
function overlaps(code: string, other: string): boolean {
  const [a, b] = [parsePeriod(code), parsePeriod(other)]
  if (a === null || b === null) return false
  return (a.start >= b.start && a.end <= b.end) || (b.start >= a.start && b.end <= a.end)
}

/**
 * Whether the quote means this figure and no other; without a unit the whole province is meant.
 * @param anyTime also where no period is named
 */
export function isNamed(fits: ReadonlyMap<Dimension, Fit>, figure: Figure, anyTime: boolean): boolean {
  return [...fits].every(([dimension, fit]) => {
    if (dimension === 'period' && fit === 'unnamed') return anyTime
    if (dimension === 'unit' && fit === 'unnamed') return figure.unit === PROVINCE
    return fit === 'same'
  })
}

/** The text names several of something and not which is meant, or a name that several units have. */
export function isUnsure({ said }: Statement, fits: ReadonlyMap<Dimension, Fit>): boolean {
  const named = [...fits].flatMap(([dimension, fit]) => (fit === 'unnamed' ? [] : (said[dimension] ?? [])))
  return named.some(({ sure }) => !sure) || (said.unit?.values.length ?? 0) > 1
}

/** Numbers of a text that can be a figure's, and that the text does not say of something else. */
export function ownNumbers(
  numbered: readonly Statement[],
  figure: Figure,
  reference: Pick<Reference, 'indicators'>,
): Statement[] {
  return numbered.filter((statement) => {
    const { number } = statement
    if (number === null) return false
    const can =
      figure.kind === 'funding'
        ? isMoney(number) || number.measure === 'percent'
        : fitsFigure(number, figure, reference)
    return can && [...fitsOf(statement, figure, reference).values()].every((fit) => fit !== 'conflict')
  })
}
