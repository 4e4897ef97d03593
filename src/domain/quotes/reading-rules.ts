import type { WrittenNumber } from './number-rules.ts'
import type { PeriodPart } from './period-rules.ts'
import { isAccented, spellWord } from './spelling-rules.ts'
import type { Dimension } from './statement-rules.ts'
import { FIELD_WORDS } from './wording-rules.ts'

/** A stretch of a text. */
export interface Place {
  start: number
  end: number
}

/** A name or a period in a text, and everything it can stand for. */
export interface Mark extends Place {
  dimension: Dimension
  values: readonly string[]
  /** Only a part of the name stands there. */
  partial: boolean
  /** What stands there also begins the name, and means something else without the rest. */
  cut: boolean
  /** Several were named in a row; one name that several units have is no list. */
  listed: boolean
  /** The name is told around its number. */
  around: boolean
  /** The text has marks, and those of the name are others. */
  misspelt: boolean
  /** Of a period: how much of it is meant. */
  part: PeriodPart | null
}

export interface Token extends Place {
  /** As words are compared; a sign is itself. */
  word: string
  isWord: boolean
}

export type Amount = 'allocated' | 'disbursed'

/** A text as far as it was read. */
export interface Reading {
  composed: string
  /** Without what was read before, such as addresses. */
  folded: string
  accented: boolean
  marks: readonly Mark[]
  numbers: readonly WrittenNumber[]
  /** Words and signs that are no part of a mark or a number. */
  tokens: readonly Token[]
  /** Which amount of money the text speaks of; null where it names neither, or both. */
  amount: Amount | null
  /** Of a text that names both and each before its number: which stands where, by the start of the number. */
  amounts: ReadonlyMap<number, Place & { amount: Amount }>
  /** Where words for things that are counted end, by the end of the number before them. */
  countedTo: ReadonlyMap<number, number>
  /** Which part of the text a place lies in, counted from 0. */
  partOf: (place: Place) => number
  /** Parts with a number. */
  numbered: ReadonlySet<number>
}

const TOKEN = /[\p{L}\p{N}\p{M}]+|[^\s\p{Cf}]/gu
const MAX_PHRASE = 4

/**
 * @param sentence.cuts places where one part of a sentence ends, in order
 * @param countedTo see {@link Reading}
 */
export function makeReading(
  composed: string,
  folded: string,
  {
    marks,
    numbers,
    cuts,
  }: { marks: readonly Mark[]; numbers: readonly WrittenNumber[]; cuts: readonly number[] },
  countedTo: ReadonlyMap<number, number>,
): Reading {
  const accented = isAccented(composed)
  // What stands before a colon or a dash is what the rest is about.
  const ends = cuts.filter((cut) => !/[:–—]/u.test(folded.charAt(cut)))
  const partOf = ({ start }: Place): number => {
    const at = ends.findIndex((end) => end >= start)
    return at < 0 ? ends.length : at
  }
  const all = tokensOf(composed, folded, accented)
  const taken = new Uint8Array(composed.length)
  for (const { start, end } of [...marks, ...numbers]) taken.fill(1, start, end)
  return {
    ...{ composed, folded, accented, marks, numbers, countedTo, partOf },
    tokens: all.filter(({ start }) => taken[start] !== 1),
    amount: amountOf(all, composed, accented),
    amounts: amountsOf(all, composed, accented, numbers),
    numbered: new Set(numbers.map(partOf)),
  }
}

/** Phrases as {@link phraseAt} looks them up. */
export function phraseSet(phrases: readonly string[], accented: boolean): ReadonlySet<string> {
  const spelt = phrases.map((phrase) => phrase.split(' ').map((word) => spellWord(word, accented)))
  return new Set(spelt.map((words) => words.join(' ')))
}

/** How many tokens make the longest known phrase at a place; 0 for none. */
export function phraseAt(
  tokens: readonly Token[],
  at: number,
  known: ReadonlySet<string>,
  composed: string,
): number {
  let phrase = ''
  let longest = 0
  for (let length = 1; length <= MAX_PHRASE; length += 1) {
    const [before, token] = [tokens[at + length - 2], tokens[at + length - 1]]
    if (!token?.isWord) break
    if (length > 1 && !/^\s+$/u.test(composed.slice(before?.end ?? 0, token.start))) break
    phrase = length === 1 ? token.word : `${phrase} ${token.word}`
    if (known.has(phrase)) longest = length
  }
  return longest
}

function amountOf(tokens: readonly Token[], composed: string, accented: boolean): Reading['amount'] {
  const says = (phrases: readonly string[]): boolean => {
    const known = phraseSet(phrases, accented)
    return tokens.some((_, at) => phraseAt(tokens, at, known, composed) > 0)
  }
  const [allocated, disbursed] = [says(FIELD_WORDS.allocated), says(FIELD_WORDS.disbursed)]
  if (allocated === disbursed) return null
  return allocated ? 'allocated' : 'disbursed'
}

/** "được giao 5.653 tỷ đồng, giải ngân 3.666 tỷ đồng" */
function amountsOf(
  tokens: readonly Token[],
  composed: string,
  accented: boolean,
  numbers: readonly WrittenNumber[],
): Reading['amounts'] {
  const named: (Place & { amount: Amount })[] = []
  for (const amount of ['allocated', 'disbursed'] as const) {
    const known = phraseSet(FIELD_WORDS[amount], accented)
    for (let at = 0; at < tokens.length; at += 1) {
      const length = phraseAt(tokens, at, known, composed)
      const [first, last] = [tokens[at], tokens[at + length - 1]]
      if (length === 0 || first === undefined || last === undefined) continue
      named.push({ amount, start: first.start, end: last.end })
      at += length - 1
    }
  }
  const owned = new Map<number, Place & { amount: Amount }>()
  for (const [at, { start }] of numbers.entries()) {
    const from = numbers[at - 1]?.end ?? 0
    const before = named.filter((one) => one.start >= from && one.end <= start)
    const [one] = before
    if (one !== undefined && before.length === 1) owned.set(start, one)
  }
  return owned.size === numbers.length && owned.size === named.length && owned.size > 1 ? owned : new Map()
}

function tokensOf(composed: string, folded: string, accented: boolean): Token[] {
  return Array.from(folded.matchAll(TOKEN), ({ 0: text, index: start }) => {
    const end = start + text.length
    const isWord = /^[\p{L}\p{N}\p{M}]/u.test(text)
    return { word: isWord ? spellWord(composed.slice(start, end), accented) : text, isWord, start, end }
  })
}
