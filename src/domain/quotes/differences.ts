import { isProjection, type Figure } from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { PROVINCE, type Reference } from '../reference/rules.ts'
import { changeIndicator, onIndicator, type Difference } from './change-rules.ts'
import type { Candidate } from './compare-rules.ts'
import { shiftDecimal, trimZeros } from './number-rules.ts'
import { judge, judgeDifference, rankFindings, type Finding } from './rules.ts'
import type { QuotedNumber, Statement } from './statement-rules.ts'

/** What is looked up for a difference: the rate, and the indicator of its change where there is one. */
export function topicsOf({ said }: Statement, { direction }: Difference, reference: Reference): string[] {
  const [rate, second] = said.indicator?.values ?? []
  if (rate === undefined || second !== undefined) return []
  const change = changeIndicator(rate, direction, reference)
  return change === null ? [rate] : [rate, change]
}

/** What the record says of a difference: published as such, or computed from two figures. */
export function judgeChange(
  statement: Statement & { number: QuotedNumber },
  difference: Difference,
  candidates: readonly Candidate[],
  reference: Reference,
): Finding[] {
  const [rate] = statement.said.indicator?.values ?? []
  if (rate === undefined) return []
  const change = changeIndicator(rate, difference.direction, reference)
  const published = candidates.flatMap((candidate) => {
    const { figure } = candidate
    if (change === null || figure.kind === 'funding' || figure.indicator !== change) return []
    // The average of several years is not by how much something fell in all of them.
    if (!difference.yearly && parsePeriod(figure.period)?.kind === 'range') return []
    return judge(onIndicator(statement, change, 'points', difference, false), candidate, reference) ?? []
  })
  const right = published.filter(({ verdict }) => verdict !== 'different' && verdict !== 'elsewhere')
  if (right.length > 0) return rankFindings(right)
  const computed = computedOf(statement, rate, difference, candidates, reference)
  if (computed !== null)
    return computed.verdict === 'different' && published.length > 0 ? rankFindings(published) : [computed]
  return rankFindings(published)
}

function computedOf(
  statement: Statement & { number: QuotedNumber },
  rate: string,
  difference: Difference,
  candidates: readonly Candidate[],
  reference: Reference,
): Finding | null {
  const { between, yearly, direction } = difference
  const units = statement.said.unit?.values ?? [PROVINCE]
  const [unit, second] = units
  if (between === null || second !== undefined) return null
  const isYear = Number(between.to) - Number(between.from) === 1
  if (yearly && !isYear) return null
  const at = (period: string): Figure | undefined =>
    candidates.find(
      ({ figure }) =>
        figure.kind === 'result' &&
        !figure.sample &&
        figure.indicator === rate &&
        figure.unit === unit &&
        figure.period === period &&
        figure.breakdown === '' &&
        figure.current.qualifier === null &&
        figure.current.value !== null &&
        !isProjection(figure.current.status),
    )?.figure
  const [from, to] = [at(between.from), at(between.to)]
  if (from === undefined || to === undefined) return null
  const breaks = reference.indicators.get(rate)?.breaks ?? []
  if (breaks.some(({ period }) => period > between.from && period <= between.to)) return null
  const fall = subtract(from.current.value ?? '0', to.current.value ?? '0')
  const signed = direction === 'down' ? fall : fall.startsWith('-') ? fall.slice(1) : `-${fall}`
  const { number } = statement
  // "giảm 48,7 %" can also mean nearly half of it, which nobody says is wrong.
  const share = (Math.abs(Number(fall)) / Number(from.current.value)) * 100
  if (number.measure === 'percent' && Math.abs(share - Number(number.value)) < 10 ** number.place) return null
  return judgeDifference(
    onIndicator(statement, rate, 'percent', difference, true),
    from,
    to,
    signed,
    reference,
  )
}

const DIGITS = 6

/** Exact, as decimals are. */
function subtract(a: string, b: string): string {
  const scaled = Number(shiftDecimal(a, DIGITS)) - Number(shiftDecimal(b, DIGITS))
  const text = String(Math.abs(scaled)).padStart(DIGITS + 1, '0')
  const decimal = trimZeros(`${text.slice(0, -DIGITS)}.${text.slice(-DIGITS)}`)
  return scaled < 0 ? `-${decimal}` : decimal
}
