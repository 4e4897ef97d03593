import { parsePeriod } from '../periods/rules.ts'
import type { Reference } from '../reference/rules.ts'
import type { WrittenNumber } from './number-rules.ts'
import type { Mark, Place, Reading } from './reading-rules.ts'
import { foldSpelling } from './spelling-rules.ts'
import type { QuotedNumber, Statement } from './statement-rules.ts'

export type Direction = 'down' | 'up'

/** "giảm từ 21,66 % năm 2021 xuống 11,11 % năm 2024" */
interface Course {
  first: WrittenNumber
  last: WrittenNumber
  /** Where the change begins, and where its second half does. */
  start: number
  turn: number
  /** Words of the change. */
  words: readonly Place[]
  direction: Direction
  /** The words and the numbers go the same way. */
  holds: boolean
}

/** "giảm 10,55 điểm %" */
export interface Difference {
  direction: Direction
  words: Place
  /** The text means every year, or an average of years. */
  yearly: boolean
  /** Codes of the periods between which something changed; null where the text names none, or not clearly. */
  between: { from: string; to: string } | null
  /** Marks of those periods, with the words before them. */
  marks: readonly Place[]
}

const FROM = /(?<![\p{L}\p{N}])(?:(giam|tang) )?tu (?:muc )?$/u
const TURN = /(?<![\p{L}\p{N}])(xuong|len)(?: con| toi| muc)? ?$/u
const YEARLY = '(?:(?:binh quan|trung binh)(?: moi nam| hang nam)?|moi nam|hang nam)'
const CHANGED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:tuc|tuong duong)(?: la)? )?(?:${YEARLY} )?(giam|tang)(?: duoc| them)?(?: ${YEARLY})? ?$`,
  'u',
)
const AGAINST = /(?<![\p{L}\p{N}])so voi (?:cuoi )?$/u
const LOOK_BACK = 60

const before = (folded: string, place: number): string => folded.slice(Math.max(0, place - LOOK_BACK), place)

function coursesOf({ folded, numbers, marks }: Reading): Course[] {
  return numbers.flatMap((first, at) => {
    const last = numbers[at + 1]
    if (last?.measure !== first.measure) return []
    const [from, turn] = [FROM.exec(before(folded, first.start)), TURN.exec(before(folded, last.start))]
    const turnAt = last.start - (turn?.[0].length ?? 0)
    if (from === null || turn === null || turnAt < first.end) return []
    const direction = turn[1] === 'xuong' ? 'down' : 'up'
    const said = from[1] === undefined ? direction : from[1] === 'giam' ? 'down' : 'up'
    const falls = Number(first.value) > Number(last.value)
    const start = first.start - from[0].length
    const next = numbers[at + 2]?.start ?? Infinity
    const [earlier, later] = [endIn(marks, start, turnAt), endIn(marks, turnAt, next)]
    const isForward = earlier === null || later === null || earlier < later
    return {
      ...{ first, last, start, turn: turnAt, direction },
      words: [
        { start, end: first.start },
        { start: turnAt, end: last.start },
      ],
      holds:
        isForward && said === direction && falls === (direction === 'down') && first.value !== last.value,
    }
  })
}

/** Last day of the first period that is named within a stretch of the text. */
function endIn(marks: readonly Mark[], from: number, to: number): string | null {
  const mark = marks.find(({ dimension, start }) => dimension === 'period' && start >= from && start < to)
  return parsePeriod(mark?.values[0] ?? '')?.end ?? null
}

/** A statement on one end of a change: which period it is of, and which words of the change are its own. */
export function withCourse(statement: Statement): Statement {
  const { number, reading } = statement
  const course = coursesOf(reading).find(
    ({ first, last }) => first.start === number?.start || last.start === number?.start,
  )
  const others = differencesOf(reading)
    .filter((one) => one.number.start !== number?.start)
    .flatMap(({ words, marks }) => [words, ...marks])
  if (number === null) return statement
  if (course === undefined) return others.length === 0 ? statement : { ...statement, understood: others }
  const isFirst = course.first.start === number.start
  const next = reading.numbers.find(({ start }) => start > course.last.start)?.start ?? Infinity
  const [from, to] = isFirst ? [course.start, course.turn] : [course.turn, next]
  const periods = reading.marks.filter(({ dimension }) => dimension === 'period')
  const own = periods.filter(({ start }) => start >= from && start < to)
  const { period: said, ...rest } = statement.said
  const [mark, second] = own
  const understood = course.holds ? [...course.words, ...others] : others
  if (mark !== undefined) {
    const period = { values: mark.values, sure: second === undefined, near: true }
    return { ...statement, said: { ...rest, period }, understood }
  }
  // "Năm 2024 … giảm từ A xuống B": B is of that year, A of another one that the text does not name.
  const isPoint = said?.values.every((code) => parsePeriod(code)?.kind !== 'range') === true
  if (!isFirst && isPoint) return { ...statement, understood }
  return { ...statement, said: rest, understood }
}

function differencesOf(reading: Reading): (Difference & { number: WrittenNumber })[] {
  const { folded, numbers, marks } = reading
  return numbers.flatMap((number) => {
    if (number.measure !== 'percent' && number.measure !== 'points') return []
    const match = CHANGED.exec(before(folded, number.start))
    if (match === null) return []
    const words = { start: number.start - match[0].length, end: number.start }
    const yearly = new RegExp(YEARLY, 'u').test(match[0]) || number.qualifier === 'average'
    const direction = match[1] === 'giam' ? ('down' as const) : ('up' as const)
    return { number, direction, words, yearly, ...spanOf(reading, number, marks) }
  })
}

/** What a number says has changed, and between which periods; null where it is no difference of percentages. */
export function differenceAt({ number, reading }: Statement): Difference | null {
  return differencesOf(reading).find((one) => one.number.start === number?.start) ?? null
}

function spanOf(
  reading: Reading,
  number: WrittenNumber,
  marks: readonly Mark[],
): Pick<Difference, 'between' | 'marks'> {
  const none = { between: null, marks: [] }
  const periods = marks.filter(({ dimension }) => dimension === 'period')
  const course = coursesOf(reading).find(
    ({ last }) =>
      last.end <= number.start &&
      !reading.numbers.some(({ start }) => start > last.start && start < number.start),
  )
  if (course !== undefined) {
    const own = periods.filter(({ start }) => start >= course.start && start < number.start)
    const [from, to, more] = own
    if (!course.holds || from === undefined || to === undefined || more !== undefined) return none
    return from.start < course.turn && to.start > course.turn
      ? spanned(from, to, [...own, ...course.words])
      : none
  }
  // Other numbers may have periods of their own: what stands with this one counts, or else the nearest before it.
  const near = periods.filter(
    (mark) =>
      reading.numbers.length === 1 ||
      reading.partOf(mark) === reading.partOf(number) ||
      AGAINST.test(before(reading.folded, mark.start)),
  )
  const isBare = near.every(({ start }) => AGAINST.test(before(reading.folded, start)))
  const last = periods.findLast((mark) => mark.end <= number.start && !near.includes(mark))
  const meant = isBare && last !== undefined ? [last, ...near] : near
  return againstOf(reading, meant, number) ?? none
}

function againstOf(
  { folded }: Reading,
  periods: readonly Mark[],
  number: WrittenNumber,
): Pick<Difference, 'between' | 'marks'> | null {
  const against = periods.filter(({ start }) => AGAINST.test(before(folded, start)))
  const others = periods.filter((mark) => !against.includes(mark))
  const [base, second] = against
  const [to, more] = others
  if (second !== undefined || more !== undefined) return null
  if (base !== undefined) {
    if (to === undefined || base.start < number.end) return null
    const words = AGAINST.exec(before(folded, base.start))?.[0].length ?? 0
    return spanned(base, to, [{ start: base.start - words, end: base.end }, to])
  }
  const [code] = to?.values ?? []
  const period = code === undefined ? null : parsePeriod(code)
  if (to === undefined || period === null) return null
  if (period.kind === 'year')
    return { between: { from: String(Number(period.code) - 1), to: period.code }, marks: [to] }
  const [from, until] = period.code.split('/')
  if (period.kind !== 'range' || from === undefined || until === undefined) return null
  return { between: { from, to: until }, marks: [to] }
}

function spanned(from: Mark, to: Mark, marks: readonly Place[]): Pick<Difference, 'between' | 'marks'> {
  const [[first, other], [last, another]] = [from.values, to.values]
  if (first === undefined || last === undefined || other !== undefined || another !== undefined) {
    return { between: null, marks: [] }
  }
  return { between: { from: first, to: last }, marks }
}

/** The indicator of what a rate falls or rises by in a year: `Mức giảm tỷ lệ hộ nghèo`. */
export function changeIndicator(
  indicator: string,
  direction: Direction,
  { indicators }: Pick<Reference, 'indicators'>,
): string | null {
  const name = foldSpelling(indicators.get(indicator)?.name ?? '')
  const sought = `muc ${direction === 'down' ? 'giam' : 'tang'} ${name}`
  return [...indicators.values()].find((one) => foldSpelling(one.name) === sought)?.id ?? null
}

/** The statement of a difference as one on the indicator of the change. */
export function onIndicator(
  statement: Statement & { number: QuotedNumber },
  indicator: string,
  measure: 'percent' | 'points',
  { words, yearly, marks }: Difference,
  withMarks: boolean,
): Statement & { number: QuotedNumber } {
  const { number, said } = statement
  const isAverage =
    yearly && /binh quan|trung binh/u.test(statement.reading.folded.slice(words.start, words.end))
  return {
    ...statement,
    number: { ...number, measure, qualifier: isAverage ? 'average' : number.qualifier },
    said: { ...said, indicator: { values: [indicator], sure: said.indicator?.sure ?? false, near: true } },
    understood: [words, ...indicatorMarks(statement), ...(withMarks ? marks : [])],
  }
}

/** Names of the rate that changes: they are part of the name of the change. */
function indicatorMarks({ said, reading }: Statement): Place[] {
  return reading.marks.filter(
    ({ dimension, values, misspelt, cut }) =>
      dimension === 'indicator' &&
      !misspelt &&
      !cut &&
      values.some((id) => said.indicator?.values.includes(id)),
  )
}
