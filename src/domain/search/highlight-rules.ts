import { accentedWord, placedWords, wordKey } from './word-rules.ts'
import type { QueryTerm } from './query-rules.ts'

/** A stretch of a text: put together they are the text again. */
export interface Piece {
  text: string
  marked: boolean
}

/** Length of an excerpt in UTF-16 units, more or less. */
const EXCERPT = 200
/** Where a text is long, only so much of it is looked through for the best place. */
const READ = 40_000
/** So much of each text tells how a word is spelled. */
const LEARNED = 2_000

/** The text in pieces; those that hold a word of the search are marked, a row of them as one. */
export function highlight(text: string, terms: readonly QueryTerm[]): Piece[] {
  const marks: { start: number; end: number }[] = []
  for (const { start, end } of hits(text, terms)) {
    const last = marks.at(-1)
    if (last !== undefined && /^[\s,.–-]*$/u.test(text.slice(last.end, start))) last.end = end
    else marks.push({ start, end })
  }
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end } of marks) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false })
    pieces.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

/**
 * The terms with the marks that a word typed without any is meant to have. Words that stand side by side as they were
 * typed tell it: after "ho ngheo" it is `hộ` of "hộ nghèo", not `hỗ` or `Hồ`.
 * @param texts what was found, as it is shown
 */
export function asSpelled(terms: readonly QueryTerm[], texts: readonly string[]): QueryTerm[] {
  const typed = terms.flatMap(({ words }) => words)
  if (typed.length < 2 || typed.every(({ accented }) => accented !== null)) return [...terms]
  const spellings = typed.map(() => new Map<string, number>())
  const count = (at: number, word: string): void => {
    const spelling = accentedWord(word)
    if (spelling !== null) spellings[at]?.set(spelling, (spellings[at].get(spelling) ?? 0) + 1)
  }
  for (const text of texts) {
    const words = placedWords(text.slice(0, LEARNED)).map(({ word }) => ({ word, key: wordKey(word) }))
    for (const [at, first] of words.entries()) {
      const second = words[at + 1]
      if (second === undefined) break
      for (let place = 0; place + 1 < typed.length; place += 1) {
        if (typed[place]?.key !== first.key || typed[place + 1]?.key !== second.key) continue
        count(place, first.word)
        count(place + 1, second.word)
      }
    }
  }
  let place = 0
  return terms.map((term) => ({
    ...term,
    words: term.words.map((word) => {
      const [most] = [...(spellings[place++] ?? [])].sort(([, one], [, other]) => other - one)
      return word.accented === null && most !== undefined ? { ...word, accented: most[0] } : word
    }),
  }))
}

/** The part of a text that says most about a search, cut at spaces, with its words marked. */
export function excerpt(text: string, terms: readonly QueryTerm[]): Piece[] {
  const line = text.slice(0, READ).replace(/\s+/gu, ' ').trim()
  if (line.length <= EXCERPT) return highlight(line, terms)
  const start = bestStart(line, terms)
  const from = start === 0 ? 0 : line.indexOf(' ', start) + 1
  const space = line.lastIndexOf(' ', from + EXCERPT)
  const to = from + EXCERPT >= line.length || space <= from ? line.length : space
  const pieces = highlight(line.slice(from, to), terms)
  if (from > 0) pieces.unshift({ text: '… ', marked: false })
  if (to < line.length) pieces.push({ text: ' …', marked: false })
  return pieces
}

/** The window with the most different words of the search; of several the first, led in by a few words. */
function bestStart(line: string, terms: readonly QueryTerm[]): number {
  const found = hits(line, terms)
  let best = { start: 0, different: 0 }
  for (const [at, { start }] of found.entries()) {
    const within = new Set<string>()
    for (const hit of found.slice(at, at + 60)) {
      if (hit.end > start + EXCERPT - 40) break
      within.add(hit.key)
    }
    if (within.size > best.different) best = { start, different: within.size }
  }
  return Math.max(0, best.start - 40)
}

/**
 * Words of the text that the search asks for. Where some of those that look alike carry the marks that were typed, the
 * others do not count.
 */
function hits(text: string, terms: readonly QueryTerm[]): { start: number; end: number; key: string }[] {
  const wanted = wantedWords(terms)
  const found = placedWords(text).flatMap(({ word, start, end }) => {
    const key = wordKey(word)
    const want = wanted.find((one) => (one.prefix ? key.startsWith(one.key) : key === one.key))
    if (want === undefined || key === '') return []
    return [
      {
        start,
        end,
        key: want.key,
        exact: want.accented.size === 0 || want.accented.has(accentedWord(word) ?? ''),
      },
    ]
  })
  const exact = new Set(found.filter((hit) => hit.exact).map(({ key }) => key))
  return found.filter((hit) => hit.exact || !exact.has(hit.key))
}

interface WantedWord {
  key: string
  prefix: boolean
  /** How it was typed with marks, in all its places; empty for without. */
  accented: Set<string>
}

function wantedWords(terms: readonly QueryTerm[]): WantedWord[] {
  const wanted = new Map<string, WantedWord>()
  const add = (key: string, prefix: boolean, accented: string | null): void => {
    const known = wanted.get(key) ?? { key, prefix: false, accented: new Set<string>() }
    if (accented !== null) known.accented.add(accented)
    wanted.set(key, { ...known, prefix: known.prefix || prefix })
  }
  for (const { words, prefix, short } of terms) {
    if (short !== null) add(short, false, null)
    for (const [at, { key, accented }] of words.entries())
      add(key, prefix && at === words.length - 1, accented)
  }
  return [...wanted.values()]
}
