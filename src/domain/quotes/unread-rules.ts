import type { Figure } from '../figures/rules.ts'
import type { Reference } from '../reference/rules.ts'
import type { QuotedField } from './compare-rules.ts'
import { dimensionsOf, endsWith, isAddedUp, isEndOf, isFromStart, isStock, ownOf } from './fit-rules.ts'
import type { WrittenNumber } from './number-rules.ts'
import { phraseAt, phraseSet, type Mark, type Place, type Reading, type Token } from './reading-rules.ts'
import { foldSpelling, spellWord } from './spelling-rules.ts'
import type { Statement } from './statement-rules.ts'
import {
  ADDED_UP,
  BEFORE_END,
  BEFORE_UNIT,
  HARMLESS,
  TIME_WORDS,
  amountWords,
  ownWords,
} from './wording-rules.ts'

/** What judging refers to. */
export type Judged = Pick<Reference, 'indicators' | 'units' | 'programmes'>

const SIGNS = new Set('.,:;()[]"\'“”‘’«»…?!|')
const DASH = /[-–—]/u
const MAX_SHOWN = 60
const TIME = phraseSet(TIME_WORDS, true)
const ALWAYS = [phraseSet(HARMLESS, false), phraseSet(HARMLESS, true)] as const

/**
 * What of a text may make it say something else than that the figure has this number, as it was typed: every word,
 * sign and name that is neither part of the statement nor known to be harmless. Empty where all is understood.
 */
export function unreadWords(
  { number, reading, understood: elsewise = [] }: Statement,
  figure: Figure,
  field: QuotedField | null,
  reference: Judged,
): string[] {
  const { marks, numbers, composed } = reading
  // One name can stand for several things: it is understood where one of them is meant.
  const understood = new Set(
    marks.flatMap((mark) =>
      isOf(mark, figure, reading, reference) || belongsElsewhere(mark, number, reading) ? [mark.start] : [],
    ),
  )
  const isElsewise = (mark: Mark): boolean =>
    elsewise.some(({ start, end }) => start <= mark.start && mark.end <= end)
  const strange = marks.filter((mark) => !understood.has(mark.start) && !isElsewise(mark))
  const measure = number !== null && isOtherMeasure(number, figure, reference) ? [number] : []
  /** Places of words that belong to another number, or to what this one counts. */
  const counted = new Set<number>()
  for (const one of numbers) {
    const end = countedBehind(one, number, figure, reading, reference)
    for (let place = one.end; place < end; place += 1) counted.add(place)
  }
  const others = [...reading.amounts].flatMap(([start, place]) => (start === number?.start ? [] : [place]))
  for (const place of [...others, ...elsewise]) {
    for (let at = place.start; at < place.end; at += 1) counted.add(at)
  }
  const tokens = reading.tokens.filter(({ start }) => !counted.has(start))
  const words = strangeTokens(tokens, knownWords(figure, field, reference), reading)
  return joined([...strange, ...measure, ...words], composed)
}

function knownWords(figure: Figure, field: QuotedField | null, reference: Judged): string[] {
  const isTotal = isFromStart(figure, reference) || isAddedUp(figure, reference)
  return [...ownWords(figure, field, reference), ...(isTotal ? ADDED_UP : [])]
}

/** Whether a text says that it speaks of this amount. */
export function saysAmount(
  { tokens, accented, composed }: Reading,
  figure: Figure,
  field: 'allocated' | 'disbursed',
  reference: Judged,
): boolean {
  const known = phraseSet(amountWords(figure, field, reference), accented)
  return tokens.some((_, at) => phraseAt(tokens, at, known, composed) > 0)
}

/** Whether a mark says of a figure what is true of it. */
function isOf(mark: Mark, figure: Figure, reading: Reading, reference: Judged): boolean {
  const { dimension, values, cut, misspelt } = mark
  if (cut || misspelt || !dimensionsOf(figure).includes(dimension)) return false
  const own = ownOf(figure, dimension)
  if (dimension === 'period') return isSameTime(mark, own, figure, reading, reference)
  if (values.includes(own)) return true
  // The province in which the unit lies.
  return dimension === 'unit' && values.includes(reference.units.get(own)?.parentId ?? '')
}

function isSameTime(
  { values, part, start, end }: Mark,
  own: string,
  figure: Figure,
  { composed, accented }: Reading,
  reference: Judged,
): boolean {
  const words = composed.slice(start, end).match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  // "Nam 2022" is a year where nothing is accented, and men where everything is.
  if (accented && !words.every((word) => /^[ivq]+$/iu.test(word) || TIME.has(spellWord(word, true))))
    return false
  const isWhole = values.includes(own)
  if (part === 'whole' && isWhole) return true
  if (part === 'end' && isFromStart(figure, reference) && values.some((code) => endsWith(code, own)))
    return true
  const isStocked = isStock(figure, reference)
  return part !== 'other' && isStocked && (isWhole || values.some((code) => isEndOf(code, own)))
}

/** Whether a name stands with another number. */
function belongsElsewhere(
  mark: Mark,
  number: WrittenNumber | null,
  { partOf, numbered, numbers }: Reading,
): boolean {
  if (number === null) return false
  const around = mark.around ? numbers.find(({ start }) => start >= mark.start) : undefined
  if (around !== undefined) return around.start !== number.start
  const part = partOf(mark)
  return part !== partOf(number) && numbered.has(part)
}

/** "17,83 điểm %" is no 17,83 %. */
function isOtherMeasure(
  { measure }: WrittenNumber,
  figure: Figure,
  { indicators }: Pick<Reference, 'indicators'>,
): boolean {
  if (figure.kind === 'funding' || (measure !== 'percent' && measure !== 'points')) return false
  const isRate = indicators.get(figure.indicator)?.measure === '%'
  return isRate !== (measure === 'percent')
}

/** Where the words end that say what a number counts; of the number in question only those of the figure. */
function countedBehind(
  one: WrittenNumber,
  number: WrittenNumber | null,
  figure: Figure,
  { folded, countedTo }: Reading,
  { indicators }: Pick<Reference, 'indicators'>,
): number {
  if (one.start !== number?.start) return countedTo.get(one.end) ?? one.end
  const indicator = figure.kind === 'funding' ? undefined : indicators.get(figure.indicator)
  if (indicator === undefined) return one.end
  const measure = foldSpelling(indicator.measure)
  const words = [
    ...(measure === 'nha' ? ['can nha', 'ngoi nha', 'can', 'ngoi'] : []),
    ...(measure === 'nguoi' && indicator.name.includes('lao động') ? ['lao dong'] : []),
    // "3,66 điểm %/năm": what stands behind the sign of percent.
    ...(measure.includes('/') ? [measure.slice(measure.indexOf('/'))] : []),
    measure,
  ]
  const start = one.end + Number(folded.charAt(one.end) === ' ')
  const said = words.find(
    (word) => folded.startsWith(word, start) && !/^[\p{L}\p{N}]/u.test(folded.slice(start + word.length)),
  )
  return said === undefined || said === '' ? one.end : start + said.length
}

function strangeTokens(tokens: readonly Token[], own: readonly string[], reading: Reading): Place[] {
  const { accented, composed } = reading
  const known = new Set([...ALWAYS[accented ? 1 : 0], ...phraseSet(own, accented)])
  const [beforeUnit, beforeEnd] = [phraseSet(BEFORE_UNIT, accented), phraseSet(BEFORE_END, accented)]
  const isHarmlessHere = (token: Token): boolean =>
    (beforeUnit.has(token.word) && isRightBefore(token, reading, ({ dimension }) => dimension === 'unit')) ||
    (beforeEnd.has(token.word) && isRightBefore(token, reading, ({ part }) => part === 'end'))
  const strange: Place[] = []
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]
    if (token === undefined) break
    const length = token.isWord
      ? phraseAt(tokens, at, known, composed)
      : Number(isHarmlessSign(token, reading))
    if (length > 0) at += length
    else {
      if (!isHarmlessHere(token)) strange.push(token)
      at += 1
    }
  }
  return strange
}

function isHarmlessSign({ word, start, end }: Token, { composed, numbers }: Reading): boolean {
  if (SIGNS.has(word)) return true
  // What is folded lost the stroke of "≠"; and "<=", "!=" and "=~" mean something else as well.
  if (composed.charAt(start) === '=') {
    return (
      !/[^\s\p{L}\p{N}]$/u.test(composed.slice(0, start).trimEnd()) &&
      /^\s*[\p{L}\p{N}]/u.test(composed.slice(end))
    )
  }
  const isApart = (start === 0 || /\s/u.test(composed.charAt(start - 1))) && /\s/u.test(composed.charAt(end))
  const next = composed.length - composed.slice(end).trimStart().length
  // Before a number it may be a minus.
  return DASH.test(word) && isApart && !numbers.some((number) => number.start === next)
}

function isRightBefore({ end }: Token, { composed, marks }: Reading, is: (mark: Mark) => boolean): boolean {
  return marks.some((mark) => is(mark) && mark.start > end && composed.slice(end, mark.start).trim() === '')
}

/** Neighbours as one piece, in the order in which they stand. */
function joined(pieces: readonly Place[], composed: string): string[] {
  const places: Place[] = []
  for (const { start, end } of pieces.toSorted((a, b) => a.start - b.start)) {
    const before = places.at(-1)
    if (before !== undefined && composed.slice(before.end, start).trim() === '') {
      before.end = Math.max(before.end, end)
    } else places.push({ start, end })
  }
  const texts = places.map(({ start, end }) => composed.slice(start, end).replace(/\s+/gu, ' '))
  return [...new Set(texts)].map((text) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text))
}
