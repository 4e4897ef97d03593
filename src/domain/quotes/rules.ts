import { byPeriod, type Figure } from '../figures/rules.ts'
import {
  agreement,
  compare,
  fitsFigure,
  isMoney,
  saysOther,
  type Candidate,
  type Found,
  type QuotedField,
  type SaidAmount,
} from './compare-rules.ts'
import { fitsOf, isNamed, isUnsure, topicOf } from './fit-rules.ts'
import type { Dimension, QuotedNumber, Statement } from './statement-rules.ts'
import { saysAmount, unreadWords, type Judged } from './unread-rules.ts'
import { answerOf, saidAnswer } from './yes-no-rules.ts'

/** Code points of a quote that are read. */
export const MAX_QUOTE = 2_000

/**
 * What the record says of a quoted number. `current`: it stands. `unread`: it stands, in a sentence with words that
 * may make it say something else. `superseded`: it stood. `claim`: another source reported it. `different`: another
 * number stands for what the quote names. `elsewhere`: it stands for something else than the quote names: another
 * unit or period, a part, or the whole. `misquoted`: the quoted address leads to a revision with another number.
 * `published`: the quote names a figure and no number. `sample`: only a sample has it.
 */
export type Verdict =
  | 'current'
  | 'unread'
  | 'superseded'
  | 'claim'
  | 'different'
  | 'misquoted'
  | 'elsewhere'
  | 'published'
  | 'sample'

export interface Finding extends Omit<Found, 'verdict' | 'field'> {
  verdict: Verdict
  /** As it stands now. */
  figure: Figure
  /** Null where an address or a name was quoted without a number. */
  number: QuotedNumber | null
  field: QuotedField | null
  /** What the quote leaves out, so that another figure could be meant; `amount`: whether allocated or disbursed. */
  unnamed: readonly (Dimension | 'amount' | 'breakdown')[]
  /** The quote names several of something and does not say which belongs to the number. */
  unsure: boolean
  /** The quote says "more than", "about" …, the record does not, or the other way round. */
  qualifierDiffers: boolean
  /** What of the quote was not understood, as it was typed. */
  unread: readonly string[]
  /** What a sentence without a number says of a figure that answers yes or no, where it is understood. */
  answer: 'yes' | 'no' | null
  /** What the number was held against where it is the difference of two figures; `figure` is the later of them. */
  computed: { from: Figure; difference: string } | null
  /** Of `misquoted`: the revision that the address leads to. */
  addressed: Figure | null
  /** What of a citation is not of the revision that its address leads to. */
  cited: 'hash' | 'edition' | null
}

/** Whether the quote as a whole agrees with the record, in every word. */
export function isConfirmed(finding: Finding): boolean {
  const { verdict, number, unnamed, unsure, qualifierDiffers, unread, answer, cited } = finding
  return (
    verdict === 'current' &&
    (number !== null || answer !== null) &&
    unnamed.length === 0 &&
    !unsure &&
    !qualifierDiffers &&
    unread.length === 0 &&
    cited === null
  )
}

/** What a statement says of one figure, or null where the two have nothing to do with each other. */
export function judge(statement: Statement, candidate: Candidate, reference: Judged): Finding | null {
  const { figure } = candidate
  const { number } = statement
  const fits = fitsOf(statement, figure, reference)
  const off = [...fits].filter(([, fit]) => fit === 'conflict' || fit === 'within')
  const fixed = off.some(
    ([dimension, fit]) => fit === 'conflict' && dimension !== 'unit' && dimension !== 'period',
  )
  if (fixed || off.length > 1) return null
  const found = number === null ? null : compare(number, candidate, reference, saidAmount(statement))
  const finding: Finding = {
    ...findingOf(statement, candidate, found, reference),
    unnamed: unnamedIn(statement, fits, figure, found, reference),
    unsure: isUnsure(statement, fits),
  }
  const named = isNamed(fits, figure, number === null)
  if (figure.sample) return found === null || off.length > 0 ? null : { ...finding, verdict: 'sample' }
  if (number === null) return named && off.length === 0 ? answered(finding, statement, reference) : null
  if (found !== null && found.rounded && fits.get(topicOf(figure)) === 'unnamed') return null
  if (off.length > 0) {
    return found?.verdict === 'current' && !found.rounded ? { ...finding, verdict: 'elsewhere' } : null
  }
  if (found !== null) return finding
  const comparable = figure.kind === 'funding' ? isMoney(number) : fitsFigure(number, figure, reference)
  // Of a sentence that is only half understood nobody is told that its number is another one.
  return named && comparable && !finding.unsure && finding.unread.length === 0 ? finding : null
}

/**
 * What a difference says that nobody published: the site computes it from two figures.
 * @param statement with the words of the change among what is understood
 */
export function judgeDifference(
  statement: Statement & { number: QuotedNumber },
  from: Figure,
  to: Figure,
  difference: string,
  reference: Judged,
): Finding | null {
  const { number } = statement
  const fits = fitsOf(statement, to, reference)
  if ([...fits].some(([dimension, fit]) => dimension !== 'period' && fit !== 'same' && fit !== 'unnamed'))
    return null
  const finding = findingOf(statement, { figure: to, revisions: [to] }, null, reference)
  const agrees = agreement(number, difference)
  const unsure = isUnsure(statement, new Map([...fits].filter(([dimension]) => dimension !== 'period')))
  const said: Finding = {
    ...finding,
    verdict: finding.unread.length > 0 ? 'unread' : 'current',
    rounded: agrees === 'rounded',
    computed: { from, difference },
    unnamed: [...fits].flatMap(([dimension, fit]) => (fit === 'unnamed' ? [dimension] : [])),
    unsure,
    qualifierDiffers: number.qualifier !== null && agrees !== 'rounded',
  }
  if (agrees !== null) return said
  return unsure || finding.unread.length > 0 ? null : { ...said, verdict: 'different' }
}

/** Of a sentence that names a figure and no number; one that answers yes or no can be right or wrong. */
function answered(finding: Finding, statement: Statement, reference: Judged): Finding {
  const { figure, unsure, unnamed } = finding
  const published = answerOf(figure)
  const said = saidAnswer(statement, figure, reference)
  if (said === null || published === null || unsure) return { ...finding, verdict: 'published' }
  const understood = said.negation === null ? [] : [said.negation]
  const unread = unreadWords({ ...statement, understood }, figure, null, reference)
  if (unread.length > 0) return { ...finding, verdict: 'published' }
  const { answer } = said
  if (answer !== published) return { ...finding, verdict: 'different', answer, unread }
  return unnamed.length > 0
    ? { ...finding, verdict: 'published' }
    : { ...finding, verdict: 'current', answer }
}

/**
 * What an address or an id says, with the number quoted beside it where there is one.
 * @param statement of the number
 * @param was the revision that the address leads to
 */
export function judgeQuoted(
  statement: Statement | null,
  candidate: Candidate,
  was: Figure,
  reference: Judged,
): Finding {
  const { figure, revisions } = candidate
  const number = statement?.number ?? null
  const amount = saidAmount(statement)
  const found = number === null ? null : compare(number, candidate, reference, amount)
  const finding = findingOf(statement, candidate, found, reference)
  if (figure.sample) return { ...finding, verdict: 'sample' }
  const by = revisions.find(({ current }) => current.revision > was.current.revision)
  if (number === null) return judgeRevision(finding, was, by)
  if (by === undefined) return finding
  const then = compare(number, { figure: was, revisions: [was] }, reference, amount)
  return then?.verdict === 'current'
    ? { ...finding, ...then, verdict: 'superseded', superseded: { was, by } }
    : { ...finding, verdict: 'misquoted', superseded: null, addressed: was }
}

function saidAmount(statement: Statement | null): SaidAmount {
  if (statement === null) return { amount: null, only: false }
  const { number, reading } = statement
  const own = number === null ? undefined : reading.amounts.get(number.start)
  return own === undefined ? { amount: reading.amount, only: false } : { amount: own.amount, only: true }
}

/** What an address of one revision says: whether it is the one that stands. */
function judgeRevision(finding: Finding, was: Figure, by: Figure | undefined): Finding {
  return by === undefined
    ? { ...finding, verdict: 'current' }
    : { ...finding, verdict: 'superseded', superseded: { was, by } }
}

const NOTHING = {
  ...{ field: null, rounded: false, superseded: null, claims: [] },
  ...{ answer: null, computed: null, addressed: null, cited: null },
} as const

function findingOf(
  statement: Statement | null,
  { figure }: Candidate,
  found: Found | null,
  reference: Judged,
): Finding {
  const number = statement?.number ?? null
  const unread = statement === null ? [] : unreadWords(statement, figure, found?.field ?? null, reference)
  const verdict = found?.verdict ?? (number === null ? 'published' : 'different')
  return {
    ...NOTHING,
    ...found,
    ...{ figure, number, unnamed: [], unsure: false, unread },
    verdict: verdict === 'current' && unread.length > 0 ? 'unread' : verdict,
    qualifierDiffers: number !== null && found !== null && saysOther(number, found, figure),
  }
}

function unnamedIn(
  { reading }: Statement,
  fits: ReturnType<typeof fitsOf>,
  figure: Figure,
  found: Found | null,
  reference: Judged,
): Finding['unnamed'] {
  const unnamed = [...fits].filter(([, fit]) => fit === 'unnamed').map(([dimension]) => dimension)
  const field = found?.field
  const isAmount = field === 'allocated' || field === 'disbursed'
  return [
    ...unnamed,
    ...(figure.kind === 'result' && figure.breakdown !== '' ? (['breakdown'] as const) : []),
    ...(isAmount && !saysAmount(reading, figure, field, reference) ? (['amount'] as const) : []),
  ]
}

const RANK: readonly Verdict[] = [
  ...([
    'current',
    'unread',
    'superseded',
    'claim',
    'misquoted',
    'different',
    'published',
    'elsewhere',
    'sample',
  ] as const),
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
  const isTopicNamed = ({ figure, unnamed }: Finding): boolean => !unnamed.includes(topicOf(figure))
  const isExact = ({ verdict, unnamed }: Finding): boolean =>
    (verdict === 'current' || verdict === 'unread') && !unnamed.some((name) => name !== 'amount')
  const stands = real.some(isExact)
  return ranked.filter((finding) => {
    if (finding.verdict === 'different' || finding.verdict === 'elsewhere') return !stands
    return isTopicNamed(finding) || !real.some(isTopicNamed)
  })
}
