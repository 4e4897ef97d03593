import { foldText } from '../search/rules.ts'
import { withoutStandIns, withoutTwins } from './look-alike-rules.ts'
import type { HeldReason } from './rules.ts'

export const WORD_CATEGORIES = ['advertising', 'insult', 'unlawful'] as const satisfies readonly HeldReason[]
export type WordCategory = (typeof WORD_CATEGORIES)[number]

/** One line of the office's list: a word or several in a row. */
export interface WordEntry {
  words: string
  category: WordCategory
  /** Words that differ only by accents are other words in Vietnamese: `exact` unless that cannot be mistaken. */
  accents: 'exact' | 'any'
  /** Counts only in a text that also has a phone number. */
  withPhone: boolean
}

/** A list made ready for finding. */
export type WordList = ReadonlyMap<string, readonly Compiled[]>

interface Compiled extends WordEntry {
  syllables: readonly Syllable[]
  /** All of it without spaces, where there is more than one syllable. */
  glued: Syllable | null
}

interface Syllable {
  /** With its accents; where in the syllable the tone stands does not matter: hòa and hoà are the same. */
  exact: string
  folded: string
  /** Folded, with stand-ins for letters undone. */
  disguise: string
}

interface Token extends Syllable {
  /** Written so that a search would miss it: letters apart, digits for letters. */
  disguised: boolean
  /** Was three or more single letters with spaces between. */
  spelled: boolean
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu
const TOKEN = /[\p{L}\p{N}\p{M}@$]+/gu
const INNER_SEPARATORS = /(?<=[\p{L}\p{N}\p{M}@$])[.\-_*·•'’|~+/\\]+(?=[\p{L}\p{N}\p{M}@$])/gu
/** A shorter one would be found in names that are spelled out. */
const MIN_INSIDE_SPELLED = 4

export function compileWords(entries: readonly WordEntry[]): WordList {
  const list = new Map<string, Compiled[]>()
  for (const entry of entries) {
    const syllables = tokensOf(withoutTwins(entry.words)).map(({ text }) => syllableOf(text))
    const glued = syllables.length < 2 ? null : syllableOf(withoutTwins(entry.words).replace(/\P{L}/gu, ''))
    const compiled = { ...entry, syllables, glued }
    for (const { disguise } of [syllables[0], glued].filter((key) => key != null)) {
      list.set(disguise, [...(list.get(disguise) ?? []), compiled])
    }
  }
  return list
}

/**
 * Categories of the list that a text has words of. Whole syllables only: `ma` is not found in `mang`. A word that is
 * disguised (`v.a.y`, `v a y`, `l0`, other scripts' letters) is found by its letters without accents.
 */
export function findWords(list: WordList, text: string, hasPhone: boolean): Set<WordCategory> {
  const found = new Set<WordCategory>()
  const plain = withoutTwins(text)
  for (const tokens of [tokensOf(plain).map(readToken), joinedTokens(plain)]) {
    for (const [at, token] of tokens.entries()) {
      const candidates = token.spelled ? [...list.values()].flat() : (list.get(token.disguise) ?? [])
      for (const entry of candidates) {
        if (entry.withPhone && !hasPhone) continue
        if (standsAt(entry, tokens, at)) found.add(entry.category)
      }
    }
  }
  return found
}

function standsAt(entry: Compiled, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token === undefined) return false
  const { glued, syllables } = entry
  if (glued !== null && isSame(entry, glued, token)) return true
  const inside = glued !== null && glued.disguise.length >= MIN_INSIDE_SPELLED
  if (token.spelled && inside && token.disguise.includes(glued.disguise)) return true
  return syllables.every((syllable, offset) => {
    const other = tokens[at + offset]
    return other !== undefined && isSame(entry, syllable, other)
  })
}

function isSame(entry: Compiled, syllable: Syllable, token: Token): boolean {
  if (token.disguised) return token.disguise === syllable.disguise
  return entry.accents === 'any' ? token.folded === syllable.folded : token.exact === syllable.exact
}

interface RawToken {
  text: string
  joined: boolean
}

function tokensOf(plain: string): RawToken[] {
  return Array.from(plain.matchAll(TOKEN), ([text]) => ({ text, joined: false }))
}

/** With signs inside a word left out, and three or more letters that stand alone put together. */
function joinedTokens(plain: string): Token[] {
  const tokens: Token[] = []
  let alone: string[] = []
  const flush = (): void => {
    if (alone.length >= 3)
      tokens.push({ ...readToken({ text: alone.join(''), joined: true }), spelled: true })
    else tokens.push(...alone.map((text) => readToken({ text, joined: false })))
    alone = []
  }
  for (const chunk of plain.split(/\s+/u)) {
    const joined = chunk.replace(INNER_SEPARATORS, '')
    for (const { text } of tokensOf(joined)) {
      if (/^\p{L}\p{M}*$/u.test(text)) alone.push(text)
      else {
        flush()
        tokens.push(readToken({ text, joined: joined !== chunk }))
      }
    }
  }
  flush()
  return tokens
}

function readToken({ text, joined }: RawToken): Token {
  const mixed = /\p{L}/u.test(text) && /[\d@$]/u.test(text)
  return { ...syllableOf(text), disguised: joined || mixed, spelled: false }
}

/** The language has a few thousand; made-up ones push them out now and then. */
const MOST_KNOWN = 10_000
const LONGEST_KNOWN = 20
const known = new Map<string, Syllable>()

function syllableOf(text: string): Syllable {
  const found = known.get(text)
  if (found !== undefined) return found
  if (known.size >= MOST_KNOWN) known.clear()
  const syllable = makeSyllable(text)
  if (text.length <= LONGEST_KNOWN) known.set(text, syllable)
  return syllable
}

function makeSyllable(text: string): Syllable {
  const parts = text.normalize('NFD')
  const folded = foldText(text)
  return {
    exact: parts.replace(TONES, '') + (parts.match(TONES)?.join('') ?? ''),
    folded,
    disguise: withoutStandIns(folded),
  }
}
