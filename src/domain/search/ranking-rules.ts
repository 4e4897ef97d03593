import type { SearchEntryTable } from '../../../db/schema/search-entry.ts'
import { SEARCH_KINDS } from './found-rules.ts'
import { tellingTerms, type QueryTerm } from './query-rules.ts'

/** What of an entry decides on its place. */
export type RankedEntry = Pick<
  SearchEntryTable,
  'kind' | 'ref' | 'title_words' | 'body_words' | 'accents' | 'weight' | 'at'
>

/** How well an entry answers a search. */
export interface Match {
  /** Terms that it does not hold. */
  missing: number
  /** Words that it holds with other marks than were typed. */
  inexact: number
  /** All words stand in one row, in the order of the search. */
  inRow: boolean
  score: number
}

/** Words of a body among which places are compared: far into a long text nearness says little. */
const READ_WORDS = 3_000
const YEAR_MS = 365.25 * 86_400_000

const SCORE = {
  /** The title is the search, and nothing else. */
  wholeTitle: 300,
  /** All words stand in the title. */
  inTitle: 200,
  /** In a row in the title, the same without idle words, in a row in the text. */
  titleRow: 120,
  looseRow: 80,
  bodyRow: 80,
  /** At most, for the part of the title that the words make up, and for words near each other in the text. */
  titleShare: 100,
  near: 60,
  /** At most, for what is new; some is lost with each year. */
  fresh: 30,
  freshLoss: 3,
} as const
/** A kind that leads further stands before one that is a single remark. */
const KIND_SCORE: Readonly<Record<SearchEntryTable['kind'], number>> = {
  unit: 60,
  indicator: 60,
  page: 45,
  article: 45,
  figure: 30,
  comment: 0,
}

/** How a search looks in texts; worked out once for all entries. */
interface Wanted {
  telling: readonly { term: QueryTerm; rows: readonly string[] }[]
  /** All words in a row; the same without idle ones. */
  row: string
  tellingRow: string
  keys: ReadonlySet<string>
}

/** @param now moment from which age is counted */
export function matcherOf(terms: readonly QueryTerm[], now: Date): (entry: RankedEntry) => Match {
  const telling = tellingTerms(terms)
  const wanted: Wanted = {
    telling: telling.map((term) => ({
      term,
      rows: term.short === null ? [rowOf([term])] : [rowOf([term]), ` ${term.short} `],
    })),
    row: rowOf(terms),
    tellingRow: rowOf(telling),
    keys: new Set(telling.flatMap(({ words, prefix }) => (prefix ? [] : words.map(({ key }) => key)))),
  }
  return (entry) => matchOf(entry, wanted, now)
}

function matchOf(entry: RankedEntry, { telling, row, tellingRow, keys }: Wanted, now: Date): Match {
  const title = ` ${entry.title_words} `
  const body = ` ${entry.body_words} `
  const holds = (text: string, rows: readonly string[]): boolean => rows.some((one) => text.includes(one))
  const held = telling.filter(({ rows }) => holds(title, rows) || holds(body, rows))
  // The text of a unit begins with its name and kind, its title is the name alone.
  const isName = entry.kind === 'unit' && body.startsWith(row)
  const inRow = { title: isName || title.includes(row), body: body.includes(row) }
  const looseRow = title.includes(tellingRow)
  // What a figure is found by beside its title is when it was: that belongs to what it is called.
  const inTitle =
    held.length > 0 && (isName || held.every(({ rows }) => entry.kind === 'figure' || holds(title, rows)))
  const terms = held.map(({ term }) => term)
  const score =
    (inTitle ? SCORE.inTitle + titleShare(entry.title_words, keys) : 0) +
    (inRow.title ? SCORE.titleRow : looseRow ? SCORE.looseRow : 0) +
    (isName || title === row ? SCORE.wholeTitle : 0) +
    (entry.kind === 'figure' ? 0 : inRow.body ? SCORE.bodyRow : nearness(entry.body_words, terms)) +
    KIND_SCORE[entry.kind] +
    entry.weight +
    freshness(entry.at, now)
  return {
    missing: telling.length - held.length,
    inexact: inexactWords(entry.accents, terms),
    inRow: inRow.title || inRow.body || looseRow,
    score,
  }
}

/** Orders matches: all words before some, exact marks before others, then by score; ties by what never changes. */
export function compareMatches(
  a: { entry: RankedEntry; match: Match },
  b: { entry: RankedEntry; match: Match },
): number {
  return (
    a.match.missing - b.match.missing ||
    a.match.inexact - b.match.inexact ||
    b.match.score - a.match.score ||
    SEARCH_KINDS.indexOf(a.entry.kind) - SEARCH_KINDS.indexOf(b.entry.kind) ||
    compareText(b.entry.at ?? '', a.entry.at ?? '') ||
    compareText(a.entry.ref, b.entry.ref)
  )
}

/** By code units: the same on every machine and in every database. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Words with a space on both sides, as they stand in a text; the last one may go on. */
function rowOf(terms: readonly QueryTerm[]): string {
  const words = terms.flatMap((term) => term.words.map(({ key }) => key)).join(' ')
  return terms.at(-1)?.prefix === true ? ` ${words}` : ` ${words} `
}

function inexactWords(accents: string, terms: readonly QueryTerm[]): number {
  const list = ` ${accents} `
  const words = terms.flatMap((term) => (term.short === null ? term.words : []))
  return words.filter(({ accented }) => accented !== null && !list.includes(` ${accented} `)).length
}

function titleShare(title: string, keys: ReadonlySet<string>): number {
  const words = title.split(' ')
  return Math.round((SCORE.titleShare * words.filter((word) => keys.has(word)).length) / words.length)
}

/** More for words that stand close together, whatever their order. */
function nearness(body: string, terms: readonly QueryTerm[]): number {
  if (terms.length < 2 || body === '') return 0
  const span = shortestSpan(body.split(' ', READ_WORDS), terms)
  return span === null ? 0 : Math.round((SCORE.near * terms.length) / Math.max(span, terms.length))
}

/** Words from the first to the last of the closest places where every term begins once; null where one is missing. */
function shortestSpan(words: readonly string[], terms: readonly QueryTerm[]): number | null {
  const begins = terms.map(({ words: row, prefix }) => ({
    key: row[0]?.key ?? '',
    prefix: prefix && row.length === 1,
  }))
  const last = begins.map(() => -1)
  let shortest: number | null = null
  for (const [at, word] of words.entries()) {
    let hit = false
    for (const [index, { key, prefix }] of begins.entries()) {
      if (prefix ? !word.startsWith(key) : word !== key) continue
      last[index] = at
      hit = true
    }
    const first = hit ? Math.min(...last) : -1
    if (first >= 0 && (shortest === null || at - first + 1 < shortest)) shortest = at - first + 1
  }
  return shortest
}

function freshness(at: string | null, now: Date): number {
  if (at === null) return 0
  const years = Math.max(0, (now.getTime() - Date.parse(at)) / YEAR_MS)
  return Math.max(0, Math.round(SCORE.fresh - SCORE.freshLoss * years))
}
