import { NAMED, readMentions, type Mention, type Named, type Vocabulary } from './mention-rules.ts'
import type { Indicator, Reference } from '../reference/rules.ts'
import { foldSpelling, splitWords } from './spelling-rules.ts'
import { readNumbers, type WrittenNumber } from './number-rules.ts'
import { readPeriods } from './period-rules.ts'

export type Dimension = Named | 'period'

/** What a text says of one dimension where it says a number. */
export interface Said {
  /** Ids, or codes of periods; several where the name is one of many, or several names could be meant. */
  values: readonly string[]
  /** False where the text names several and does not say which belongs to the number. */
  sure: boolean
  /** Named in the number's own part of the sentence. */
  near: boolean
}

/** A number of a text, also as it was typed. */
export interface QuotedNumber extends WrittenNumber {
  text: string
}

/** One number of a text, with what the text says it is about. Without a number: everything it names. */
export interface Statement {
  number: QuotedNumber | null
  said: Readonly<Partial<Record<Dimension, Said>>>
}

/** What the words of a text can mean. */
export interface Words {
  vocabulary: Vocabulary
  reference: Pick<Reference, 'indicators' | 'units'>
}

/** Numbers of a text that are looked up; nobody quotes more in a sentence. */
export const MAX_STATEMENTS = 12

interface Mark {
  dimension: Dimension
  values: readonly string[]
  partial: boolean
  /** Several were named in a row; one name that several units have is no list. */
  listed: boolean
  start: number
  end: number
}

interface Sentence {
  marks: readonly Mark[]
  numbers: readonly WrittenNumber[]
  /** Places where one part of a sentence ends. */
  cuts: readonly number[]
}

/** Words behind a number that say what is counted, beside the measures of the indicators. */
const COUNTED = [
  'can',
  'ngoi',
  'ho',
  'nguoi',
  'nha',
  'ti',
  'trieu',
  'nghin',
  'ngan',
  'dong',
  'phan tram',
  'diem',
]
const CUT = /[.,;:)\n?!–—](?!\d)|(?<![\p{L}\p{N}])(?:va|con|nhung|xuong|len)(?![\p{L}\p{N}])/gu
/** Between names that are told one after the other: "năm 2021, 2022 và 2023". */
const LISTED = /^[\s,]*(?:va|hoac|cung|cua|thuoc)?[\s,]*$/u

/**
 * What a text says, number by number.
 * @param composed as `composeText` makes it
 * @param blank places that were read before, such as addresses
 */
export function readStatements(
  composed: string,
  words: Words,
  blank: readonly { start: number; end: number }[] = [],
): Statement[] {
  const folded = blankOut(foldSpelling(composed), blank)
  const sentence = readSentence(folded, words)
  const { indicators } = words.reference
  if (sentence.numbers.length === 0) {
    const said = saidBy(sentence.marks.filter(({ partial }) => !partial))
    return Object.keys(said).length === 0 ? [] : [{ number: null, said }]
  }
  return sentence.numbers.slice(0, MAX_STATEMENTS).map((number) => {
    const fitting = sentence.marks.filter(
      ({ dimension, values }) =>
        dimension !== 'indicator' || values.some((id) => measureFits(number, indicators.get(id))),
    )
    const text = composed.slice(number.start, number.end)
    return {
      number: { ...number, text },
      said: saidAt(number, { ...sentence, marks: fitting }, words.reference.units),
    }
  })
}

/** Whether what stands behind a number can be the measure of an indicator: 2.213 houses are no percentage. */
export function measureFits(
  number: Pick<WrittenNumber, 'measure' | 'counted'>,
  indicator: Indicator | undefined,
): boolean {
  if (indicator === undefined || indicator.kind === 'yes-no') return false
  if (number.measure === 'plain') return !number.counted || !indicator.measure.includes('%')
  return number.measure !== 'money' && indicator.measure.includes('%')
}

function readSentence(folded: string, { vocabulary, reference }: Words): Sentence {
  const mentions = readMentions(folded, vocabulary)
  const taken: { start: number; end: number }[] = [...mentions]
  const isTaken = (start: number, end: number): boolean =>
    taken.some((place) => place.start < end && start < place.end)
  const counted = countedAt(folded, reference)
  const periods = readPeriods(folded, isTaken, counted)
  taken.push(...periods)
  const numbers = readNumbers(folded, isTaken, counted)
  const marks = [...mentions.map(toMark), ...periods.map(periodMark)].sort((a, b) => a.start - b.start)
  const inside = (place: number): boolean =>
    isTaken(place, place + 1) || numbers.some(({ start, end }) => start <= place && place < end)
  const cuts = Array.from(folded.matchAll(CUT), ({ index }) => index).filter((place) => !inside(place))
  return { marks: grouped(folded, marks, reference.units), numbers, cuts }
}

function toMark({ dimension, ids, partial, start, end }: Mention): Mark {
  return { dimension, values: ids, partial, listed: false, start, end }
}

function periodMark({ code, start, end }: { code: string; start: number; end: number }): Mark {
  return { dimension: 'period', values: [code], partial: false, listed: false, start, end }
}

/** Names of one dimension in a row, "năm 2021, 2022", make one mark that can be either. */
function grouped(folded: string, marks: readonly Mark[], units: Reference['units']): Mark[] {
  const groups: Mark[] = []
  const last = new Map<Dimension, number>()
  for (const mark of marks) {
    const at = last.get(mark.dimension)
    const before = at === undefined ? undefined : groups[at]
    const inRow = before !== undefined && LISTED.test(folded.slice(before.end, mark.start).slice(0, 20))
    if (at !== undefined && inRow) groups[at] = merged(before, mark, units)
    else last.set(mark.dimension, groups.push(mark) - 1)
  }
  return groups
}

function merged(before: Mark, mark: Mark, units: Reference['units']): Mark {
  const values = mark.dimension === 'unit' ? narrowed([before, mark], units) : valuesOf([before, mark])
  return {
    ...before,
    values,
    partial: before.partial && mark.partial,
    // "huyện Vân Hồ, tỉnh Sơn La" is one place.
    listed: before.listed || values.length > Math.max(before.values.length, mark.values.length),
    end: mark.end,
  }
}

/** Without the units that only say where another one lies. */
function narrowed(marks: readonly Mark[], units: Reference['units']): string[] {
  const values = valuesOf(marks)
  const above = new Set(values.map((id) => units.get(id)?.parentId))
  const inner = values.filter((id) => !above.has(id))
  const province = inner.filter((id) => units.get(id)?.parentId != null)
  return province.length > 0 ? province : inner
}

function saidAt(
  number: WrittenNumber,
  sentence: Sentence,
  units: Reference['units'],
): Partial<Record<Dimension, Said>> {
  const said: Partial<Record<Dimension, Said>> = {}
  for (const dimension of [...NAMED, 'period'] as const) {
    const of = sentence.marks.filter((mark) => mark.dimension === dimension)
    const found = saidOf(number, of, sentence, units)
    if (found !== null) said[dimension] = found
  }
  return said
}

/**
 * The names in the number's own part of the sentence, otherwise the nearest before it. A name that stands behind
 * another number can belong to that one alone.
 */
function saidOf(
  number: WrittenNumber,
  marks: readonly Mark[],
  { cuts, numbers }: Sentence,
  units: Reference['units'],
): Said | null {
  const own = marks.filter(({ start, end }) => !cuts.some((cut) => isBetween(cut, number, { start, end })))
  if (own.length > 0) {
    const values = narrowed(own, units)
    const one = own.some((mark) => !mark.listed && values.every((value) => mark.values.includes(value)))
    return { values, sure: one, near: true }
  }
  const nearest = marks.findLast(({ end }) => end <= number.start)
  if (nearest === undefined) return null
  const passed = numbers.some(({ start }) => start >= nearest.end && start < number.start)
  const sure = !nearest.listed && (marks.length === 1 || !passed)
  return { values: nearest.values, sure, near: false }
}

function isBetween(
  cut: number,
  a: { start: number; end: number },
  b: { start: number; end: number },
): boolean {
  return a.end <= b.start ? a.end <= cut && cut < b.start : b.end <= cut && cut < a.start
}

function saidBy(marks: readonly Mark[]): Partial<Record<Dimension, Said>> {
  const said: Partial<Record<Dimension, Said>> = {}
  for (const { dimension } of marks) {
    const values = valuesOf(marks.filter((mark) => mark.dimension === dimension))
    said[dimension] ??= { values, sure: true, near: true }
  }
  return said
}

function valuesOf(marks: readonly Mark[]): string[] {
  return [...new Set(marks.flatMap(({ values }) => values))]
}

/** Whether what stands at a place is a word for things that are counted. */
function countedAt(
  folded: string,
  { indicators }: Pick<Reference, 'indicators'>,
): (place: number) => boolean {
  const words = new Set(COUNTED)
  for (const { measure } of indicators.values()) {
    const [first] = splitWords(foldSpelling(measure))
    if (first !== undefined) words.add(first.text)
  }
  return (place) => {
    const behind = folded.slice(place, place + 40)
    if (/^ ?%/u.test(behind)) return true
    const [first, second] = splitWords(behind)
    if (first === undefined || !/^ ?$/u.test(behind.slice(0, first.start))) return false
    return words.has(first.text) || words.has(`${first.text} ${second?.text ?? ''}`)
  }
}

function blankOut(folded: string, places: readonly { start: number; end: number }[]): string {
  let text = folded
  for (const { start, end } of places) {
    text = text.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + text.slice(end)
  }
  return text
}
