import type { Qualifier } from '../figures/rules.ts'

/** What the words behind a number say it counts. */
export type WrittenMeasure = 'percent' | 'points' | 'money' | 'plain'

/** A number as someone wrote it in a Vietnamese text. */
export interface WrittenNumber {
  /** Decimal without grouping and needless zeros: `17.83`; of money in đồng: `156000000000`. */
  value: string
  /** Place of the last digit that was written, as a power of ten: -2 for `17,83`, 9 for `156 tỷ`. */
  place: number
  measure: WrittenMeasure
  qualifier: Qualifier | null
  /** A word for things that are counted follows: houses, people. */
  counted: boolean
  /** Where it stands, with the words that belong to it. */
  start: number
  end: number
}

/** Longer ones are no figures, and would cost time. */
const MAX_DIGITS = 18
const CANDIDATE = /\d{1,3}(?: \d{3})+(?![.,]?\d)|\d(?:[.,]?\d)*/gu
const BY_SPACE = /^\d{1,3}(?: \d{3})+$/u
const VIETNAMESE = /^(?!0\.)(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/u
const ENGLISH = /^(\d{1,3}(?:,\d{3})+)\.(\d+)$|^(\d{1,3}(?:,\d{3}){2,})$/u
const UNGROUPED = /^(\d+)(?:[.,](\d+))?$/u
const BY_ENGLISH = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/u

/**
 * The decimal that a written number means, or null where it is none. A comma marks decimals and dots group thousands,
 * as Vietnamese is written; `17.83` and `1,236,691.5` can only be English and are read so.
 */
export function readDecimal(written: string): string | null {
  const parts = readParts(written)
  return parts === null ? null : trimZeros(`${parts.whole}.${parts.fraction}`)
}

/** @param english the words around it say that it is written the English way */
function readParts(written: string, english = false): { whole: string; fraction: string } | null {
  if (written.replace(/\D/gu, '').length > MAX_DIGITS) return null
  if (BY_SPACE.test(written)) return { whole: written.replaceAll(' ', ''), fraction: '' }
  const match =
    (english ? BY_ENGLISH.exec(written) : null) ??
    VIETNAMESE.exec(written) ??
    UNGROUPED.exec(written) ??
    ENGLISH.exec(written)
  if (match === null) return null
  const [, whole = match[3] ?? '', fraction = ''] = match
  return { whole: whole.replace(/[.,]/gu, ''), fraction }
}

/** Without zeros that say nothing: `017.830` is `17.83`. */
export function trimZeros(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const kept = fraction.replace(/0+$/u, '')
  const bare = whole.replace(/^0+(?=\d)/u, '')
  return kept === '' ? bare : `${bare}.${kept}`
}

/** Moves the point of a decimal to the right, exactly: no rounding as with floating point. */
export function shiftDecimal(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const digits = fraction.padEnd(places, '0')
  return trimZeros(`${whole}${digits.slice(0, places)}.${digits.slice(places)}`)
}

/** Words behind a number, spelt as {@link foldSpelling} does. The longest come first. */
const SCALES: readonly (readonly [string, number])[] = [
  ['nghin ti', 12],
  ['ngan ti', 12],
  ['trieu', 6],
  ['nghin', 3],
  ['ngan', 3],
  ['ti', 9],
  ['billion', 9],
  ['million', 6],
]
const SCALE = new RegExp(`^ ?(${SCALES.map(([word]) => word).join('|')})(?![\\p{L}\\p{N}])`, 'u')
/** Words that a Vietnamese text does not have, whatever its spelling. */
const ENGLISH_WORD =
  /(?<![\p{L}\p{N}])(?:of|province|district|commune|ward|houses|households|people|published|revision)(?![\p{L}\p{N}])/u
const ENGLISH_SCALE = /^ ?[bm]illion(?![\p{L}\p{N}])/u
const CURRENCY_BEFORE = /(?<![\p{L}\p{N}])vnd ?$/u
const MONEY = /^ ?(?:viet nam dong|dong|vnd|d)(?![\p{L}\p{N}])/u
const POINTS = /^ ?diem (?:phan tram|%)/u
const PERCENT = /^ ?(?:%|phan tram(?![\p{L}\p{N}]))/u

const QUALIFIERS: readonly (readonly [string, Qualifier])[] = [
  ['on average', 'average'],
  ['more than', 'more-than'],
  ['toi thieu', 'at-least'],
  ['at least', 'at-least'],
  ['it nhat', 'at-least'],
  ['trung binh', 'average'],
  ['binh quan', 'average'],
  ['khoang', 'about'],
  ['chung', 'about'],
  ['xap xi', 'about'],
  ['tren', 'more-than'],
  ['hon', 'more-than'],
  ['gan', 'nearly'],
  ['nearli', 'nearly'],
  ['about', 'about'],
]
const QUALIFIER = new RegExp(`(?<![\\p{L}\\p{N}])(${QUALIFIERS.map(([word]) => word).join('|')}) ?$`, 'u')
const LONGEST_QUALIFIER = 12

/**
 * Numbers in a text in the order in which they stand. Parts of names, codes and dates are none: what was read as
 * something else is left out.
 * @param folded the text as {@link foldSpelling} spells it
 * @param taken places that were read as something else
 * @param counted whether a word for things that are counted stands at a place
 */
export function readNumbers(
  folded: string,
  taken: (start: number, end: number) => boolean,
  counted: (place: number) => boolean,
): WrittenNumber[] {
  const found: WrittenNumber[] = []
  const english = ENGLISH_WORD.test(folded)
  for (const match of folded.matchAll(CANDIDATE)) {
    const start = match.index
    const end = start + match[0].length
    if (taken(start, end) || isPartOfCode(folded, start, end) || isStretchOfTime(folded, end)) continue
    const currency = CURRENCY_BEFORE.exec(folded.slice(Math.max(0, start - 5), start))
    const isEnglish = ENGLISH_SCALE.test(folded.slice(end, end + 9)) || english
    const parts = readParts(match[0], isEnglish)
    if (parts === null) continue
    const read = withMeasure(folded, parts, end)
    const before = found.at(-1)
    if (before !== undefined && continues(folded, before, start, read)) {
      found[found.length - 1] = { ...joined(before, read), start: before.start }
      continue
    }
    found.push({
      ...read,
      ...(currency === null ? {} : { measure: 'money' as const }),
      ...qualifierBefore(folded, start - (currency?.[0].length ?? 0)),
      counted: read.measure === 'plain' && counted(read.end),
    })
  }
  return found
}

/** `QH15`, `1681/NQ-UBTVQH15`, `a_2022`: digits that belong to a code. */
function isPartOfCode(folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 1), start)
  return /[\p{L}_/]/u.test(before) || /^(?:[_/]|-\p{L})/u.test(folded.slice(end, end + 2))
}

/** `6 tháng`: how long, or till when, and no figure. */
function isStretchOfTime(folded: string, end: number): boolean {
  return /^ (?:thang|tuan|gio)(?![\p{L}\p{N}])/u.test(folded.slice(end, end + 8))
}

type Read = Omit<WrittenNumber, 'start' | 'qualifier' | 'counted'>

function withMeasure(
  folded: string,
  { whole, fraction }: { whole: string; fraction: string },
  end: number,
): Read {
  const decimal = trimZeros(`${whole}.${fraction}`)
  const place = fraction === '' ? 0 : -fraction.length
  const after = (at: number): string => folded.slice(at, at + 24)
  const points = POINTS.exec(after(end))
  if (points !== null) return { value: decimal, place, measure: 'points', end: end + points[0].length }
  const percent = PERCENT.exec(after(end))
  if (percent !== null) return { value: decimal, place, measure: 'percent', end: end + percent[0].length }
  const scale = SCALE.exec(after(end))
  const zeros = SCALES.find(([word]) => word === scale?.[1])?.[1] ?? 0
  const scaled = end + (scale?.[0].length ?? 0)
  const money = MONEY.exec(after(scaled))
  return {
    value: shiftDecimal(decimal, zeros),
    place: place + zeros,
    // Nobody counts people or houses by the billion here.
    measure: money !== null || zeros >= 9 ? 'money' : 'plain',
    end: scaled + (money?.[0].length ?? 0),
  }
}

/** `5 tỷ 556 triệu đồng` is one amount. */
function continues(folded: string, before: WrittenNumber, start: number, next: Read): boolean {
  return (
    before.measure === 'money' &&
    before.place >= 6 &&
    next.measure !== 'percent' &&
    next.place >= 3 &&
    next.place < before.place &&
    next.value.length <= before.place &&
    folded.slice(before.end, start) === ' '
  )
}

function joined(before: WrittenNumber, next: Read): Omit<WrittenNumber, 'start'> {
  const value = String(Number(before.value) + Number(next.value))
  return { ...before, value, place: next.place, measure: 'money', end: next.end }
}

function qualifierBefore(folded: string, start: number): Pick<WrittenNumber, 'qualifier' | 'start'> {
  const match = QUALIFIER.exec(folded.slice(Math.max(0, start - LONGEST_QUALIFIER), start))
  const qualifier = QUALIFIERS.find(([word]) => word === match?.[1])?.[1] ?? null
  return { qualifier, start: start - (match?.[0].length ?? 0) }
}
