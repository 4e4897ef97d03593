import { SEARCH_KINDS, type SearchKind, type SearchWords } from './found-rules.ts'
import { accentedWord, placedWords, wordKey } from './word-rules.ts'

/** Bounds of what is typed, in code points. */
export const QUERY = { min: 2, max: 200 } as const
/** More words make a search narrower by nothing that anyone would notice. */
const MAX_WORDS = 12
/** Letters before a star. What begins with one letter is most of what there is. */
const SHORTEST_BEGINNING = 2
/** Operators of other searches, in capitals: here they are no words. */
const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'NEAR'])

/** A word that is looked for. */
export interface QueryWord {
  /** As typed, or as a correction spells it. */
  text: string
  key: string
  /** With its marks; null where it was typed without any. */
  accented: string | null
}

/** Words that must be there: one, or several in a row. */
export interface QueryTerm {
  words: readonly QueryWord[]
  /** The last word may go on. */
  prefix: boolean
  /** Typed in quotes, or what an abbreviation stands for: it is left as it is. */
  fixed: boolean
  /** An abbreviation that it stands for, which a text may have in its place. */
  short: string | null
  /** Says nothing by itself (`của`, `ở`): a text need not have it. */
  idle: boolean
}

export type QueryProblem = 'empty' | 'too-short' | 'too-long' | 'no-letters'

export type ParsedQuery = { ok: true; terms: QueryTerm[] } | { ok: false; problem: QueryProblem }

export const SEARCH_PATH = '/tim-kiem'

/** Keys of the address of a search. */
const KEYS = { q: 'q', kind: 'loai', year: 'nam', page: 'trang', verbatim: 'nguyen-van' } as const
/** The first year of which a period can speak. */
const EARLIEST_YEAR = 1945

/** What an address asks for. A kind, year or page that cannot be is left out. */
export interface SearchQuery {
  q: string
  kind?: SearchKind | undefined
  year?: number | undefined
  /** From 1. */
  page?: number | undefined
  /** Nothing of it is corrected. */
  verbatim?: boolean | undefined
}

/** Kinds as addresses spell them. */
const KIND_CODES: Readonly<Record<SearchKind, string>> = {
  article: 'bai-viet',
  page: 'trang',
  unit: 'dia-phuong',
  indicator: 'chi-tieu',
  figure: 'so-lieu',
  comment: 'binh-luan',
}

export function readSearchQuery(query: URLSearchParams): SearchQuery {
  const code = query.get(KEYS.kind)
  const year = Number(/^\d{4}$/u.exec(query.get(KEYS.year) ?? '')?.[0] ?? 0)
  return {
    q: (query.get(KEYS.q) ?? '').normalize('NFC').toWellFormed().replace(/\s+/gu, ' ').trim(),
    kind: SEARCH_KINDS.find((kind) => KIND_CODES[kind] === code),
    year: year >= EARLIEST_YEAR ? year : undefined,
    page: Number(/^[1-9]\d{0,2}$/u.exec(query.get(KEYS.page) ?? '')?.[0] ?? 1),
    verbatim: query.get(KEYS.verbatim) === '1',
  }
}

/** Address of a search, of its feed, or of its feed as JSON. */
export function searchAddress(
  { q, kind, year, page = 1, verbatim = false }: SearchQuery,
  ending: '' | '.atom' | '.json' = '',
): string {
  const query = new URLSearchParams()
  if (q !== '') query.set(KEYS.q, q)
  if (kind !== undefined) query.set(KEYS.kind, KIND_CODES[kind])
  if (year !== undefined) query.set(KEYS.year, String(year))
  if (verbatim) query.set(KEYS.verbatim, '1')
  if (page > 1) query.set(KEYS.page, String(page))
  return `${SEARCH_PATH}${ending}${query.size === 0 ? '' : `?${query.toString()}`}`
}

/**
 * What was typed as words to look for: `"several words"` in a row, `xuân*` for what begins so, an abbreviation as what
 * it stands for. Every other sign only separates words. Words that say nothing (`của`, `ở`) must be there only where
 * there are no others.
 */
export function parseQuery(typed: string, words: SearchWords): ParsedQuery {
  const text = typed.normalize('NFC').toWellFormed().trim()
  if (text === '') return { ok: false, problem: 'empty' }
  if ([...text].length > QUERY.max) return { ok: false, problem: 'too-long' }
  const all = readTerms(text, words)
  if (all.length === 0) return { ok: false, problem: 'no-letters' }
  const isEmpty = all.every((term) => isFiller(term, words))
  const marked = all.map((term) => ({ ...term, idle: !isEmpty && isFiller(term, words) }))
  const terms = keepOneBeginning(shorten(marked.slice(0, MAX_WORDS), words))
  const length = terms.flatMap((term) => term.words).reduce((sum, { key }) => sum + key.length, 0)
  return length < QUERY.min ? { ok: false, problem: 'too-short' } : { ok: true, terms }
}

function readTerms(text: string, { abbreviations }: SearchWords): QueryTerm[] {
  const terms: QueryTerm[] = []
  for (const [, quoted, star = '', rest = ''] of text.matchAll(/["“”]([^"“”]*)["“”](\*?)|([^\s"“”]+)/gu)) {
    const words = wordsOf(quoted ?? rest)
    if (words.length === 0 || (quoted === undefined && OPERATORS.has(rest))) continue
    if (quoted !== undefined)
      terms.push({ words, prefix: star === '*', fixed: true, short: null, idle: false })
    else
      for (const [at, word] of words.entries()) {
        const long = abbreviations.get(word.key)
        if (long !== undefined) {
          terms.push({ words: wordsOf(long), prefix: false, fixed: true, short: word.key, idle: false })
          continue
        }
        const prefix = rest.endsWith('*') && at === words.length - 1
        terms.push({ words: [word], prefix, fixed: prefix, short: null, idle: false })
      }
  }
  return terms
}

/**
 * Whatever has a word that begins so has to be gathered before anything else is asked: of several stars the last one
 * counts, and none after a single letter.
 */
function keepOneBeginning(terms: readonly QueryTerm[]): QueryTerm[] {
  const kept = terms.findLastIndex(
    ({ words, prefix }) => prefix && (words.at(-1)?.key.length ?? 0) >= SHORTEST_BEGINNING,
  )
  return terms.map((term, at) => ({ ...term, prefix: at === kept }))
}

export function wordsOf(text: string): QueryWord[] {
  return placedWords(text)
    .map(({ word }) => ({ text: word, key: wordKey(word), accented: accentedWord(word) }))
    .filter(({ key }) => key !== '')
}

/** Words in a row for which there is an abbreviation become one term, so that texts with either are found. */
function shorten(terms: readonly QueryTerm[], { abbreviations }: SearchWords): QueryTerm[] {
  let text = terms
  for (const [short, long] of abbreviations) {
    const keys = wordsOf(long).map(({ key }) => key)
    const at = text.findIndex((_, from) =>
      keys.every((key, offset) => {
        const term = text[from + offset]
        return term !== undefined && !term.fixed && term.words[0]?.key === key
      }),
    )
    if (at < 0 || keys.length === 0) continue
    const words = text.slice(at, at + keys.length).flatMap((term) => term.words)
    text = text.toSpliced(at, keys.length, { words, prefix: false, fixed: true, short, idle: false })
  }
  return [...text]
}

function isFiller({ words, fixed }: QueryTerm, { fillers }: SearchWords): boolean {
  const [word] = words
  return !fixed && word !== undefined && fillers.has(word.accented ?? word.key)
}

/** Terms that a text has to have. */
export function tellingTerms(terms: readonly QueryTerm[]): QueryTerm[] {
  return terms.filter(({ idle }) => !idle)
}

/** The terms as someone would type them. */
export function printTerms(terms: readonly QueryTerm[]): string {
  return terms
    .map(({ words, prefix, fixed, short }) => {
      const text = words.map((word) => word.text).join(' ')
      const quoted = fixed && short === null && words.length > 1 ? `"${text}"` : text
      return prefix ? `${quoted}*` : quoted
    })
    .join(' ')
}
