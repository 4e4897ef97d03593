import type { Context } from '../context.ts'
import { contextIn } from '../languages/service.ts'
import type { Language } from '../languages/rules.ts'
import { articleAddress } from '../news/rules.ts'
import { pageAddress } from '../pages/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { indicatorAddress } from '../reference/rules.ts'
import { isFormer, unitAddress } from '../units/rules.ts'
import { findBegun, findHits, findPartly, findUnknown, type Hit } from './finding.ts'
import { MOST_OF_A_KIND, RESULTS_PER_PAGE, SEARCH_KINDS, type SearchKind } from './found-rules.ts'
import { parseQuery, printTerms, type QueryTerm, type SearchQuery } from './query-rules.ts'
import { compareText } from './ranking-rules.ts'
import {
  SUGGESTIONS,
  yearsTold,
  type Found,
  type SearchOutcome,
  type SearchResult,
  type Suggestion,
} from './result-rules.ts'
import { showEach, showEntries } from './showing.ts'
import { mendPairs, mendUnknown } from './spelling-rules.ts'
import { readVocabulary } from './vocabulary.ts'

/** Entries of a feed; readers keep what they have seen. */
const FEED_LENGTH = 50

/** One page of what a search finds, in the language of the page. Whatever is typed is answered; nothing is thrown. */
export async function search(
  ctx: Context,
  query: SearchQuery,
  lang: Language,
  perPage = RESULTS_PER_PAGE,
): Promise<SearchOutcome> {
  const edition = contextIn(ctx, lang)
  const parsed = parseQuery(query.q, ctx.searchWords)
  if (!parsed.ok) return { ok: false, query, problem: parsed.problem }
  const answer = await answerTo(edition, parsed.terms, query, lang)
  const chosen = answer.hits.filter(({ entry }) => query.kind === undefined || entry.kind === query.kind)
  const pages = Math.max(1, Math.ceil(chosen.length / perPage))
  const page = Math.min(query.page ?? 1, pages)
  const onPage = chosen.slice((page - 1) * perPage, page * perPage)
  const kinds = countKinds(answer.hits)
  return {
    ok: true,
    query,
    terms: answer.terms,
    results: await show(edition, onPage, answer.terms, query),
    page,
    pages,
    count: chosen.length,
    atLeast: kinds.some(({ kind, atLeast }) => atLeast && (query.kind ?? kind) === kind),
    kinds,
    years: [...new Set(chosen.flatMap(({ entry }) => yearsTold(entry.tags)))].sort((a, b) => b - a),
    corrected: answer.corrected ? printTerms(answer.terms) : null,
    partly: answer.partly,
  }
}

/** What has a date of what a search finds, newest first: to be followed. Null where the search is none. */
export async function searchFeed(
  ctx: Context,
  query: SearchQuery,
  lang: Language,
): Promise<{ found: readonly { result: SearchResult; at: string }[]; terms: readonly QueryTerm[] } | null> {
  const edition = contextIn(ctx, lang)
  const parsed = parseQuery(query.q, ctx.searchWords)
  if (!parsed.ok) return null
  const { terms } = parsed
  const kinds = query.kind === undefined ? SEARCH_KINDS : [query.kind]
  const hits = await findHits(edition, terms, { lang, year: query.year, kinds })
  const now = ctx.now().toISOString()
  const newest = hits
    .flatMap((hit) => (hit.entry.at === null || hit.entry.at > now ? [] : [{ hit, at: hit.entry.at }]))
    .sort((a, b) => compareText(b.at, a.at) || compareText(a.hit.entry.ref, b.hit.entry.ref))
    .slice(0, FEED_LENGTH)
  const results = await showEach(
    edition,
    newest.map(({ hit }) => hit.entry),
    { terms, year: query.year },
  )
  const found = newest.flatMap(({ at }, index) => {
    const result = results[index] ?? null
    if (result === null) return []
    return [{ result, at: result.kind === 'figure' ? result.figure.current.publishedAt : at }]
  })
  return { found: found.sort((a, b) => compareText(b.at, a.at)), terms }
}

/** Titles that begin as someone types, best first; none for a single letter. */
export async function suggest(ctx: Context, typed: string, lang: Language): Promise<Suggestion[]> {
  const edition = contextIn(ctx, lang)
  const parsed = parseQuery(typed, { abbreviations: new Map(), fillers: new Set(), pages: [] })
  if (!parsed.ok) return []
  const terms = parsed.terms.map((term, at) =>
    at === parsed.terms.length - 1 && /[\p{L}\p{N}]$/u.test(typed) ? { ...term, prefix: true } : term,
  )
  const kinds: SearchKind[] = ['unit', 'indicator', 'page', 'article']
  const hits = await findBegun(edition, terms, { lang, year: undefined, kinds })
  const found = new Map<string, Suggestion>()
  for (const hit of hits) {
    if (found.size === SUGGESTIONS) break
    const suggestion = suggestionOf(edition, hit)
    if (suggestion !== null) found.set(suggestion.address, suggestion)
  }
  return [...found.values()]
}

interface Answer {
  hits: readonly Hit[]
  terms: readonly QueryTerm[]
  corrected: boolean
  partly: boolean
}

/**
 * What is typed counts first. Words that no text has are mended; and where no text has the words in a row, but one has
 * the words of a likely mistyping in its title, that is meant. Where nothing has all words, some are enough.
 */
async function answerTo(
  ctx: Context,
  typed: readonly QueryTerm[],
  { year, verbatim = false }: SearchQuery,
  lang: Language,
): Promise<Answer> {
  const scope = { lang, year, kinds: SEARCH_KINDS }
  const asTyped = async (terms: readonly QueryTerm[]): Promise<Answer> => ({
    hits: await findHits(ctx, terms, scope),
    terms,
    corrected: terms !== typed,
    partly: false,
  })
  if (verbatim) return asTyped(typed)
  const vocabulary = await readVocabulary(ctx, lang)
  const keys = typed.filter(({ fixed }) => !fixed).flatMap(({ words }) => words.map(({ key }) => key))
  const unknown = await findUnknown(
    ctx,
    keys.filter((key) => !vocabulary.words.has(key)),
    lang,
  )
  const isKnown = (key: string): boolean =>
    vocabulary.words.has(key) || (keys.includes(key) && !unknown.has(key))
  const first = await asTyped(mendUnknown(typed, vocabulary, isKnown) ?? typed)
  if (first.hits.some(({ match }) => match.inRow)) return first
  const meant = mendPairs(first.terms, vocabulary)
  if (meant !== null) {
    const second = await asTyped(meant)
    const isTitle = second.hits.some(({ entry, match }) => match.inRow && entry.title_words !== '')
    if (second.hits.length > 0 && (first.hits.length === 0 || isTitle)) return second
  }
  if (first.hits.length > 0) return first
  const partly = async (terms: readonly QueryTerm[]): Promise<Answer> => ({
    hits: await findPartly(ctx, terms, scope, (key) => vocabulary.words.get(key)?.count ?? 0),
    terms,
    corrected: terms !== typed,
    partly: true,
  })
  const some = await partly(typed)
  const mended = first.corrected ? await partly(first.terms) : some
  return missingIn(mended) < missingIn(some) ? mended : some
}

function missingIn({ hits }: Answer): number {
  return hits[0]?.match.missing ?? Number.POSITIVE_INFINITY
}

async function show(
  ctx: Context,
  hits: readonly Hit[],
  terms: readonly QueryTerm[],
  { year }: SearchQuery,
): Promise<SearchResult[]> {
  return showEntries(
    ctx,
    hits.map(({ entry }) => entry),
    { terms, year },
  )
}

function countKinds(hits: readonly Hit[]): Found['kinds'] {
  const counts = Map.groupBy(hits, ({ entry }) => entry.kind)
  return SEARCH_KINDS.flatMap((kind) => {
    const count = counts.get(kind)?.length ?? 0
    return count === 0 ? [] : [{ kind, count, atLeast: count >= MOST_OF_A_KIND }]
  })
}

function suggestionOf(ctx: Context, { entry }: Hit): Suggestion | null {
  const { ref, title } = entry
  const plain = { title, former: null }
  switch (entry.kind) {
    case 'unit':
      return suggestedUnit(ctx, ref)
    case 'indicator':
      return { ...plain, kind: 'indicator', address: indicatorAddress(ref) }
    case 'article':
      return { ...plain, kind: 'article', address: articleAddress(ref) }
    case 'page':
      return { ...plain, kind: 'page', address: pageAddress(ref) }
    case 'figure':
    case 'comment':
      return null
  }
}

/** Communes of before 2025 share their names with those of today: what is no more says so, and where it was. */
function suggestedUnit({ now, reference: { units } }: Context, id: string): Suggestion | null {
  const unit = units.get(id)
  if (unit === undefined) return null
  const parent = unit.parentId === null ? undefined : units.get(unit.parentId)
  const within = parent === undefined || parent.level === 'province' ? null : parent.name
  const former = isFormer(unit, vietnamDay(now())) ? { within } : null
  return { kind: 'unit', title: unit.name, address: unitAddress(id), former }
}
