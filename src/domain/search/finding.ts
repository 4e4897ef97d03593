import type { SearchEntryTable } from '../../../db/schema/search-entry.ts'
import type { Context } from '../context.ts'
import type { Language } from '../languages/rules.ts'
import { REAL_TAG, kindTag, languageTag, titleTag, yearTag } from './entries.ts'
import { MOST_OF_A_KIND, type SearchKind } from './found-rules.ts'
import { tellingTerms, type QueryTerm } from './query-rules.ts'
import { compareMatches, matcherOf, type Match } from './ranking-rules.ts'
import { findEntries, hasEntry, type EntryTerm } from './store.ts'

/** Where a search looks. */
export interface Scope {
  lang: Language
  year: number | undefined
  kinds: readonly SearchKind[]
}

export interface Hit {
  entry: SearchEntryTable
  match: Match
}

/** Terms that may be missing where nothing has them all. */
const MOST_MISSING = 2

/**
 * Everything with all terms, best first. Of each kind the index hands out {@link MOST_OF_A_KIND} entries at most, so
 * that a search costs the same on a site of a million comments. Of a kind with more it hands out those with the words
 * in their title first, then those with the marks that were typed, then the newest: as the ranking would.
 */
export async function findHits(ctx: Context, terms: readonly QueryTerm[], scope: Scope): Promise<Hit[]> {
  return collect(ctx, [tellingTerms(terms)], terms, scope)
}

/** Everything with all terms but one, where there is nothing but two. */
export async function findPartly(ctx: Context, terms: readonly QueryTerm[], scope: Scope): Promise<Hit[]> {
  const telling = tellingTerms(terms)
  for (let missing = 1; missing <= Math.min(MOST_MISSING, telling.length - 1); missing += 1) {
    const hits = await collect(ctx, without(telling, missing), terms, scope)
    if (hits.length > 0) return hits
  }
  return []
}

/** Which of these words are in no entry at all. */
export async function findUnknown(
  ctx: Context,
  keys: readonly string[],
  lang: Language,
): Promise<Set<string>> {
  const different = [...new Set(keys)]
  const found = await Promise.all(
    different.map((key) =>
      hasEntry(ctx.db, {
        tags: tagsOf(ctx, lang, undefined),
        anyOf: [[[{ words: [key], prefix: false, part: 'anywhere' }]]],
        now: ctx.now().toISOString(),
      }),
    ),
  )
  return new Set(different.filter((_, at) => found[at] === false))
}

async function collect(
  ctx: Context,
  lists: readonly (readonly QueryTerm[])[],
  terms: readonly QueryTerm[],
  { lang, year, kinds }: Scope,
): Promise<Hit[]> {
  const now = ctx.now()
  const match = matcherOf(terms, now)
  const ofKinds = await Promise.all(
    kinds.map(async (kind) => {
      const query = {
        tags: [...tagsOf(ctx, lang, year), kindTag(kind)],
        now: now.toISOString(),
        limit: MOST_OF_A_KIND,
      }
      const any = await findEntries(ctx.db, { ...query, anyOf: lists.map((list) => list.map(anywhere)) })
      if (any.length < MOST_OF_A_KIND) return any
      const [inTitle, exact] = await Promise.all([
        findEntries(ctx.db, { ...query, anyOf: lists.map((list) => list.flatMap(titled)) }),
        findEntries(ctx.db, { ...query, anyOf: lists.map((list) => list.flatMap(exactly)) }),
      ])
      const all = new Map([...inTitle, ...exact, ...any].map((entry) => [entry.number, entry]))
      return [...all.values()].slice(0, MOST_OF_A_KIND)
    }),
  )
  return ofKinds
    .flat()
    .map((entry) => ({ entry, match: match(entry) }))
    .sort(compareMatches)
}

/** Samples are found in a demonstration only. */
function tagsOf(ctx: Context, lang: Language, year: number | undefined): string[] {
  return [
    languageTag(lang),
    ...(ctx.config.demo ? [] : [REAL_TAG]),
    ...(year === undefined ? [] : [yearTag(year)]),
  ]
}

function titled({ words, prefix }: QueryTerm): EntryTerm[][] {
  return words.map(({ key }, at) => [
    { words: [titleTag(key)], prefix: prefix && at === words.length - 1, part: 'tags' },
  ])
}

/** The term, and its words again with their marks. */
function exactly(term: QueryTerm): EntryTerm[][] {
  const marked = term.short !== null ? [] : term.words.map(({ accented }) => accented)
  return [
    anywhere(term),
    ...marked
      .filter((word) => word !== null)
      .map((word): EntryTerm[] => [{ words: [word], prefix: false, part: 'accents' }]),
  ]
}

/** The words of a term, or what they are shortened to. */
function anywhere({ words, prefix, short }: QueryTerm): EntryTerm[] {
  const long: EntryTerm = { words: words.map(({ key }) => key), prefix, part: 'anywhere' }
  return short === null ? [long] : [long, { words: [short], prefix: false, part: 'anywhere' }]
}

/** Every way to leave out so many terms. */
function without(terms: readonly QueryTerm[], missing: number): QueryTerm[][] {
  if (missing === 0) return [[...terms]]
  return terms.flatMap((_, at) =>
    without(terms.slice(at + 1), missing - 1).map((rest) => [...terms.slice(0, at), ...rest]),
  )
}
