import {
  byPeriod,
  disbursementRate,
  type Amounts,
  type Claim,
  type Figure,
  type Qualifier,
} from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { PROVINCE, type Reference } from '../reference/rules.ts'
import { measureFits, type Dimension, type QuotedNumber, type Statement } from './statement-rules.ts'
import { shiftDecimal, trimZeros, type WrittenNumber } from './number-rules.ts'

/** Code points of a quote that are read. */
export const MAX_QUOTE = 2_000

/**
 * What the record says of a quoted number. `current`: it stands. `superseded`: it stood. `claim`: another source
 * reported it. `different`: another number stands for what the quote names. `elsewhere`: it stands for another unit or
 * period than the quote names. `published`: the quote names a figure and no number. `sample`: only a sample has it.
 */
export type Verdict = 'current' | 'superseded' | 'claim' | 'different' | 'elsewhere' | 'published' | 'sample'

/** Which number of a figure was quoted; `rate` is computed. */
export type QuotedField = 'value' | 'allocated' | 'disbursed' | 'rate'

export interface Finding {
  verdict: Verdict
  /** As it stands now. */
  figure: Figure
  /** Null where an address or a name was quoted without a number. */
  number: QuotedNumber | null
  field: QuotedField | null
  /** The quote gives fewer digits than the record; they agree as far as they go. */
  rounded: boolean
  /** Of `superseded`: the last revision with the quoted number, and the one that took its place. */
  superseded: { was: Figure; by: Figure } | null
  claim: Claim | null
  /** What the quote leaves out, so that another figure could be meant. */
  unnamed: readonly Dimension[]
  /** The quote names several of something and does not say which belongs to the number. */
  unsure: boolean
  /** The quote says "more than", "about" …, the record does not, or the other way round. */
  qualifierDiffers: boolean
}

/** A figure with its revisions, oldest first. */
export interface Candidate {
  figure: Figure
  revisions: readonly Figure[]
}

type Fit = 'same' | 'within' | 'unnamed' | 'conflict'

const RESULT_DIMENSIONS = ['indicator', 'unit', 'period'] as const
const FUNDING_DIMENSIONS = ['programme', 'project', 'source', 'capital', 'unit', 'period'] as const
/** Parts of a funding line that stand for "all together" where they are empty. */
const PARTS: ReadonlySet<Dimension> = new Set(['project', 'source', 'capital'])

/** What a statement says of one figure, or null where the two have nothing to do with each other. */
export function judge(
  statement: Statement,
  candidate: Candidate,
  reference: Pick<Reference, 'indicators'>,
): Finding | null {
  const { figure } = candidate
  const { number } = statement
  const fits = fitsOf(statement, figure)
  const conflicts = [...fits].filter(([, fit]) => fit === 'conflict').map(([dimension]) => dimension)
  const fixed = conflicts.some((dimension) => dimension !== 'unit' && dimension !== 'period')
  if (fixed || conflicts.length > 1) return null
  const found = number === null ? null : compare(number, candidate, reference)
  const unnamed = [...fits].filter(([, fit]) => fit === 'unnamed').map(([dimension]) => dimension)
  const finding: Finding = {
    ...{ verdict: 'different', figure, number, field: null, rounded: false, superseded: null, claim: null },
    ...found,
    unnamed: unnamed.filter((dimension) => !PARTS.has(dimension)),
    unsure: isUnsure(statement, fits),
    qualifierDiffers: saysOther(number, found, figure),
  }
  const named = isNamed(fits, figure, number === null)
  if (figure.sample) return found === null || conflicts.length > 0 ? null : { ...finding, verdict: 'sample' }
  if (number === null) return named && conflicts.length === 0 ? { ...finding, verdict: 'published' } : null
  if (found !== null && found.rounded && fits.get(topicOf(figure)) === 'unnamed') return null
  if (conflicts.length > 0) {
    return found?.verdict === 'current' && !found.rounded ? { ...finding, verdict: 'elsewhere' } : null
  }
  if (found !== null) return finding
  const comparable = figure.kind === 'funding' ? isMoney(number) : fitsFigure(number, figure, reference)
  return named && comparable && !finding.unsure ? finding : null
}

/** What an address or an id says, with the number quoted beside it where there is one. */
export function judgeQuoted(
  number: QuotedNumber | null,
  candidate: Candidate,
  reference: Pick<Reference, 'indicators'>,
): Finding {
  const { figure } = candidate
  const found = number === null ? null : compare(number, candidate, reference)
  const plain: Finding = {
    ...{ verdict: number === null ? 'published' : 'different', figure, number, field: null, rounded: false },
    ...{ superseded: null, claim: null, unnamed: [], unsure: false, qualifierDiffers: false },
    ...found,
  }
  if (figure.sample) return { ...plain, verdict: 'sample' }
  return {
    ...plain,
    qualifierDiffers: saysOther(number, found, figure),
  }
}

/** What an address of one revision says: whether it is the one that stands. */
export function judgeRevision(candidate: Candidate, was: Figure): Finding {
  const { figure, revisions } = candidate
  const by = revisions.find(({ current }) => current.revision > was.current.revision)
  const finding = judgeQuoted(null, candidate, { indicators: new Map() })
  if (figure.sample) return finding
  return by === undefined
    ? { ...finding, verdict: 'current' }
    : { ...finding, verdict: 'superseded', superseded: { was, by } }
}

const RANK: readonly Verdict[] = [
  'current',
  'superseded',
  'claim',
  'different',
  'published',
  'elsewhere',
  'sample',
]

/** Best first: what the quote names most exactly, then what says most; a sample is never the answer. */
export function rankFindings(findings: readonly Finding[]): Finding[] {
  const weight = ({ verdict, unnamed, rounded }: Finding): number =>
    (verdict === 'sample' ? 1_000 : 0) +
    (verdict === 'elsewhere' ? 100 : 0) +
    unnamed.length * 10 +
    RANK.indexOf(verdict) +
    (rounded ? 0.5 : 0)
  return findings.toSorted((a, b) => weight(a) - weight(b) || byPeriod(b.figure, a.figure))
}

/** Leaves out what only looks like an answer beside a better one on the same number. */
export function sharpen(ranked: readonly Finding[]): Finding[] {
  const real = ranked.filter(({ verdict }) => verdict !== 'sample' && verdict !== 'elsewhere')
  const isNamed = ({ figure, unnamed }: Finding): boolean => !unnamed.includes(topicOf(figure))
  const stands = real.some(({ verdict, unnamed }) => verdict === 'current' && unnamed.length === 0)
  return ranked.filter((finding) => {
    if (finding.verdict === 'different' || finding.verdict === 'elsewhere') return !stands
    return isNamed(finding) || !real.some(isNamed)
  })
}

function topicOf(figure: Figure): 'indicator' | 'programme' {
  return figure.kind === 'result' ? 'indicator' : 'programme'
}

function fitsOf(statement: Statement, figure: Figure): Map<Dimension, Fit> {
  const dimensions = figure.kind === 'result' ? RESULT_DIMENSIONS : FUNDING_DIMENSIONS
  return new Map(dimensions.map((dimension) => [dimension, fitOf(statement, figure, dimension)]))
}

function fitOf({ said }: Statement, figure: Figure, dimension: Dimension): Fit {
  const own = (figure as unknown as Readonly<Record<string, string>>)[dimension] ?? ''
  const values = said[dimension]?.values
  if (values === undefined) return 'unnamed'
  if (values.includes(own)) return 'same'
  // What an earlier part of the text speaks of says little about a number of which a name fits nothing.
  if (dimension === 'indicator' && said.indicator?.near === false) return 'unnamed'
  if (dimension === 'period') return values.some((code) => overlaps(code, own)) ? 'within' : 'conflict'
  return PARTS.has(dimension) && own === '' ? 'within' : 'conflict'
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
function isNamed(fits: ReadonlyMap<Dimension, Fit>, figure: Figure, anyTime: boolean): boolean {
  return [...fits].every(([dimension, fit]) => {
    if (dimension === 'period' && fit === 'unnamed') return anyTime
    if (dimension === 'unit' && fit === 'unnamed') return figure.unit === PROVINCE
    if (PARTS.has(dimension) && fit === 'unnamed') {
      return (figure as unknown as Readonly<Record<string, string>>)[dimension] === ''
    }
    return fit === 'same'
  })
}

function isUnsure({ said }: Statement, fits: ReadonlyMap<Dimension, Fit>): boolean {
  return [...fits].some(([dimension, fit]) => fit !== 'unnamed' && said[dimension]?.sure === false)
}

type Found = Pick<Finding, 'verdict' | 'field' | 'rounded' | 'superseded' | 'claim'>

function compare(
  number: WrittenNumber,
  { figure, revisions }: Candidate,
  reference: Pick<Reference, 'indicators'>,
): Found | null {
  if (figure.kind === 'result' && !fitsFigure(number, figure, reference)) return null
  const none = { rounded: false, superseded: null, claim: null }
  const standing = matchOf(number, figure.current)
  if (standing?.rounded === false) return { ...none, verdict: 'current', ...standing }
  const at = revisions.findLastIndex(({ current }) => matchOf(number, current)?.rounded === false)
  const [was, by] = [revisions[at], revisions[at + 1]]
  if (was !== undefined && by !== undefined) {
    const match = matchOf(number, was.current)
    return { ...none, verdict: 'superseded', field: match?.field ?? null, superseded: { was, by } }
  }
  for (const claim of figure.current.claims) {
    const match = matchOf(number, claim)
    if (match?.rounded === false) return { ...none, verdict: 'claim', field: match.field, claim }
  }
  return standing === null ? null : { ...none, verdict: 'current', ...standing }
}

function fitsFigure(
  number: WrittenNumber,
  figure: Figure,
  reference: Pick<Reference, 'indicators'>,
): boolean {
  if (figure.kind === 'funding') return true
  return measureFits(number, reference.indicators.get(figure.indicator))
}

function isMoney({ measure, counted, value }: WrittenNumber): boolean {
  return measure === 'money' || (measure === 'plain' && !counted && Number(value) >= 1_000_000)
}

function matchOf(number: WrittenNumber, amounts: Amounts): { field: QuotedField; rounded: boolean } | null {
  if (amounts.value !== null) return fieldMatch('value', number, amounts.value)
  if (number.counted) return null
  if (number.measure === 'percent') {
    const rate = disbursementRate(amounts)
    if (rate === null || number.place > 0) return null
    const shown = trimZeros(rate.toFixed(-number.place))
    return shown === number.value ? { field: 'rate', rounded: false } : null
  }
  for (const field of ['allocated', 'disbursed'] as const) {
    const amount = amounts[field]
    if (amount === null) continue
    const match = fieldMatch(field, number, String(amount))
    if (match !== null) return match
  }
  return null
}

function fieldMatch(
  field: QuotedField,
  number: WrittenNumber,
  published: string,
): { field: QuotedField; rounded: boolean } | null {
  if (trimZeros(published) === number.value) return { field, rounded: false }
  return isRounding(number, published) ? { field, rounded: true } : null
}

/** Whether the written number is the published one with fewer digits, the way its qualifier rounds. */
function isRounding({ value, place, qualifier }: WrittenNumber, published: string): boolean {
  const digits = 6
  const unit = place >= -digits ? Number(shiftDecimal('1', digits + place)) : 0
  const gap = Number(shiftDecimal(published, digits)) - Number(shiftDecimal(value, digits))
  if (qualifier === 'more-than' || qualifier === 'at-least') return gap > 0 && gap < unit
  if (qualifier === 'nearly') return gap < 0 && -gap < unit
  return gap !== 0 && Math.abs(gap) * 2 <= unit
}

/** A number that is rounded the way its own qualifier says differs in nothing. */
function saysOther(number: WrittenNumber | null, found: Found | null, figure: Figure): boolean {
  if (number === null || found === null || found.rounded || found.field === 'rate') return false
  return qualifierOf(found, figure) !== number.qualifier
}

function qualifierOf({ verdict, superseded, claim }: Found, figure: Figure): Qualifier | null {
  if (verdict === 'claim') return claim?.qualifier ?? null
  return (superseded?.was ?? figure).current.qualifier
}
