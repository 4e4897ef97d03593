import { NAMED, isSpeltSo, readMentions, type Mention, type Named, type Vocabulary } from './mention-rules.ts'
import type { Indicator, Reference } from '../reference/rules.ts'
import { foldSpelling, isAccented, splitWords } from './spelling-rules.ts'
import { readNumbers, type WrittenNumber } from './number-rules.ts'
import { readPeriods, type WrittenPeriod } from './period-rules.ts'
import { makeReading, type Mark, type Place, type Reading } from './reading-rules.ts'
import { nameAround } from './around-rules.ts'
import { COUNTED } from './wording-rules.ts'

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
  /** The text it is from. */
  reading: Reading
  /** Words and names that were read in another way than as harmless or as the figure's own. */
  understood?: readonly Place[]
}

/** What the words of a text can mean. */
export interface Words {
  vocabulary: Vocabulary
  reference: Pick<Reference, 'indicators' | 'units' | 'otherNames'>
}

/** Numbers of a text that are looked up; nobody quotes more in a sentence. */
export const MAX_STATEMENTS = 12

interface Sentence {
  /** Names in a row are one. */
  marks: readonly Mark[]
  /** Each name by itself. */
  single: readonly Mark[]
  numbers: readonly WrittenNumber[]
  /** Places where one part of a sentence ends. */
  cuts: readonly number[]
  countedTo: ReadonlyMap<number, number>
}

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
  const sentence = readSentence(composed, folded, words)
  const reading = makeReading(composed, folded, { ...sentence, marks: sentence.single }, sentence.countedTo)
  const { indicators } = words.reference
  if (sentence.numbers.length === 0) {
    const said = saidBy(sentence.marks.filter(({ partial }) => !partial))
    return Object.keys(said).length === 0 ? [] : [{ number: null, said, reading }]
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
      reading,
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

function readSentence(composed: string, folded: string, { vocabulary, reference }: Words): Sentence {
  const accented = isAccented(composed)
  const mentions = readMentions(folded, vocabulary)
  const taken: { start: number; end: number }[] = [...mentions]
  const isTaken = (start: number, end: number): boolean =>
    taken.some((place) => place.start < end && start < place.end)
  const counted = countedAt(folded, reference)
  const periods = readPeriods(folded, isTaken, counted)
  taken.push(...periods)
  const numbers = readNumbers(folded, isTaken, counted)
  const around = numbers.flatMap((number) => aroundMark(composed, folded, number, reference) ?? [])
  const isAround = ({ dimension, start, end }: Mention): boolean =>
    dimension === 'indicator' && around.some((mark) => mark.start <= start && end <= mark.end)
  const marks = [
    ...mentions
      .filter((mention) => !isAround(mention))
      .map((mention) => {
        const raw = composed.slice(mention.start, mention.end)
        return toMark(mention, accented && !isSpeltSo(raw, mention.dimension, vocabulary))
      }),
    ...periods.map(periodMark),
    ...around,
  ].sort((a, b) => a.start - b.start)
  const inside = (place: number): boolean =>
    isTaken(place, place + 1) || numbers.some(({ start, end }) => start <= place && place < end)
  const cuts = Array.from(folded.matchAll(CUT), ({ index }) => index).filter((place) => !inside(place))
  const countedTo = new Map(numbers.map(({ end }) => [end, countedEnd(folded, end, counted)]))
  return { marks: grouped(folded, marks, reference.units), single: marks, numbers, cuts, countedTo }
}

const PLAIN = { partial: false, cut: false, listed: false, around: false, misspelt: false, part: null }

function toMark({ dimension, ids, partial, cut, start, end }: Mention, misspelt: boolean): Mark {
  return { ...PLAIN, misspelt, dimension, values: ids, partial, cut, start, end }
}

function periodMark({ code, part, start, end }: WrittenPeriod): Mark {
  return { ...PLAIN, dimension: 'period', values: [code], part, start, end }
}

/** "hỗ trợ 2.213 căn nhà" */
function aroundMark(
  composed: string,
  folded: string,
  number: WrittenNumber,
  reference: Words['reference'],
): Mark | null {
  const fits = (id: string): boolean => measureFits(number, reference.indicators.get(id))
  const found = nameAround(composed, folded, number, isAccented(composed), fits, reference)
  if (found === null) return null
  const { indicator, ...place } = found
  return { ...PLAIN, dimension: 'indicator', values: [indicator], around: true, ...place }
}

/** Where up to two words end that say what is counted. */
function countedEnd(folded: string, end: number, counted: (place: number) => boolean): number {
  let at = end
  for (let words = 0; words < 2 && counted(at); words += 1) {
    const [word] = splitWords(folded.slice(at, at + 40))
    at += word?.end ?? 0
  }
  return at
}

/** Names of one dimension in a row, "năm 2021, 2022", make one mark that can be either. */
function grouped(folded: string, marks: readonly Mark[], units: Reference['units']): Mark[] {
  const groups: Mark[] = []
  const last = new Map<Dimension, number>()
  for (const mark of marks) {
    const at = last.get(mark.dimension)
    const before = at === undefined || mark.around ? undefined : groups[at]
    const inRow = before !== undefined && LISTED.test(folded.slice(before.end, mark.start).slice(0, 20))
    if (at !== undefined && inRow) groups[at] = merged(before, mark, units)
    else {
      groups.push(mark)
      if (!mark.around) last.set(mark.dimension, groups.length - 1)
    }
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
    const around = of.find((mark) => mark.around && mark.start <= number.start && number.end <= mark.end)
    // What is told around a later number says nothing of this one.
    const rest = of.filter((mark) => !mark.around || mark.end <= number.start)
    const found =
      around === undefined
        ? saidOf(number, rest, sentence, units)
        : { values: around.values, sure: true, near: true }
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
  const last = marks.findLast(({ end }) => end <= number.start)
  // Behind a number that is alone in its text: "17,83 %, năm 2022".
  const nearest = last ?? (numbers.length === 1 && marks.length === 1 ? marks[0] : undefined)
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
