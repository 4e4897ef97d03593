import { disbursementRate, type Amounts, type Claim, type Figure, type Qualifier } from '../figures/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { measureFits } from './statement-rules.ts'
import { shiftDecimal, trimZeros, type WrittenNumber } from './number-rules.ts'

/** Which number of a figure was quoted; `rate` is computed. */
export type QuotedField = 'value' | 'allocated' | 'disbursed' | 'rate'

/** A figure with its revisions, oldest first. */
export interface Candidate {
  figure: Figure
  revisions: readonly Figure[]
}

/** Where a number was found in a figure. */
export interface Found {
  verdict: 'current' | 'superseded' | 'claim'
  field: QuotedField
  /** The quote gives fewer digits than the record; they agree as far as they go. */
  rounded: boolean
  /** Of `superseded`: the last revision with the quoted number, and the one that took its place. */
  superseded: { was: Figure; by: Figure } | null
  /** Of `claim`: every source that reported the number, those with the quote's own qualifier first. */
  claims: readonly Claim[]
}

/** Which amount a number is: `only` where the text says so of this very number. */
export interface SaidAmount {
  amount: 'allocated' | 'disbursed' | null
  only: boolean
}

/** @param said which amount the text speaks of, where it says so */
export function compare(
  number: WrittenNumber,
  { figure, revisions }: Candidate,
  reference: Pick<Reference, 'indicators'>,
  said: SaidAmount = { amount: null, only: false },
): Found | null {
  if (!fitsFigure(number, figure, reference)) return null
  const match = (amounts: Amounts): Match | null => matchOf(number, amounts, said)
  const none = { rounded: false, superseded: null, claims: [] }
  const standing = match(figure.current)
  if (standing?.rounded === false) return { ...none, verdict: 'current', ...standing }
  const at = revisions.findLastIndex(({ current }) => match(current)?.rounded === false)
  const [was, by] = [revisions[at], revisions[at + 1]]
  const before = was === undefined ? null : match(was.current)
  if (was !== undefined && by !== undefined && before !== null) {
    return { ...none, verdict: 'superseded', field: before.field, superseded: { was, by } }
  }
  const claims = figure.current.claims
    .filter((claim) => match(claim)?.rounded === false)
    .sort((a, b) => Number(b.qualifier === number.qualifier) - Number(a.qualifier === number.qualifier))
  const [claim] = claims
  if (claim !== undefined) {
    return { ...none, verdict: 'claim', field: match(claim)?.field ?? 'value', claims }
  }
  return standing === null ? null : { ...none, verdict: 'current', ...standing }
}

/** Whether a number can be one of a figure's at all. */
export function fitsFigure(
  number: WrittenNumber,
  figure: Figure,
  reference: Pick<Reference, 'indicators'>,
): boolean {
  if (figure.kind === 'funding') return true
  return measureFits(number, reference.indicators.get(figure.indicator))
}

export function isMoney({ measure, counted, value }: WrittenNumber): boolean {
  return measure === 'money' || (measure === 'plain' && !counted && Number(value) >= 1_000_000)
}

/** Whether the quote says "more than", "about" … and the record does not, or the other way round. */
export function saysOther(number: WrittenNumber, found: Found, figure: Figure): boolean {
  if (found.verdict === 'claim') return found.claims.every(({ qualifier }) => qualifier !== number.qualifier)
  const published = (found.superseded?.was ?? figure).current
  if (found.field === 'rate') return saysOtherRate(number, published)
  // A number that is rounded the way its own qualifier says differs in nothing.
  if (found.rounded && !isAverage(number.qualifier) && !isAverage(published.qualifier)) return false
  return published.qualifier !== number.qualifier
}

/** A rate of amounts that are only "more than" is itself only about right. */
function saysOtherRate(number: WrittenNumber, published: Amounts): boolean {
  if (published.qualifier !== null) return number.qualifier !== 'about'
  if (number.qualifier === null || number.qualifier === 'about') return false
  return isAverage(number.qualifier) || !isRounding(number, String(disbursementRate(published) ?? 0))
}

function isAverage(qualifier: Qualifier | null): boolean {
  return qualifier === 'average'
}

interface Match {
  field: QuotedField
  rounded: boolean
}

function matchOf(number: WrittenNumber, amounts: Amounts, { amount, only }: SaidAmount): Match | null {
  if (amounts.value !== null) return fieldMatch('value', number, amounts.value)
  if (number.counted) return null
  if (number.measure === 'percent') {
    const rate = disbursementRate(amounts)
    if (rate === null || number.place > 0) return null
    const shown = trimZeros(rate.toFixed(-number.place))
    return shown === number.value ? { field: 'rate', rounded: false } : null
  }
  const ordered = amount === 'disbursed' ? DISBURSED_FIRST : ALLOCATED_FIRST
  const fields = only ? ordered.slice(0, 1) : ordered
  const matches = fields.flatMap((field) => {
    const published = amounts[field]
    return published === null ? [] : (fieldMatch(field, number, String(published)) ?? [])
  })
  return matches.find(({ rounded }) => !rounded) ?? matches[0] ?? null
}

const ALLOCATED_FIRST = ['allocated', 'disbursed'] as const
const DISBURSED_FIRST = ['disbursed', 'allocated'] as const

/** Whether a written number is this one, or this one with fewer digits. */
export function agreement(number: WrittenNumber, published: string): 'exact' | 'rounded' | null {
  if (trimZeros(published) === number.value) return 'exact'
  return isRounding(number, published) ? 'rounded' : null
}

function fieldMatch(field: QuotedField, number: WrittenNumber, published: string): Match | null {
  const agrees = agreement(number, published)
  return agrees === null ? null : { field, rounded: agrees === 'rounded' }
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
