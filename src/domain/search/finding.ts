import type { SearchEntryTable } from '../../../db/schema/search-entry.ts'
import type { Context } from '../context.ts'
import type { Language } from '../languages/rules.ts'
import { REAL_TAG, kindTag, languageTag, titleTag, yearTag } from './entries.ts'
import { MOST_OF_A_KIND, type SearchKind } from './found-rules.ts'
import { tellingTerms, type QueryTerm } from './query-rules.ts'
import { compareMatches, matcherOf, type Match } from './ranking-rules.ts'
import { beginningSo } from './spelling-rules.ts'
import { findEntries, findReadable, hasEntry, type EntryTerm } from './store.ts'
import { readVocabulary } from './vocabulary.ts'

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

/** How a term is put to the index: spellings, of which one must be there. */
type Spell = (term: QueryTerm) => EntryTerm[]

/**
 * Everything with all terms, best first. Of each kind the index hands out {@link MOST_OF_A_KIND} entries at most, so
 * that a search costs the same on a site of a million comments. Of a kind with more it hands out those with the words
 * in their title first, then those with the marks that were typed, then the newest: as the ranking would.
 */
export async function findHits(ctx: Context, terms: readonly QueryTerm[], scope: Scope): Promise<Hit[]> {
  return collect(ctx, [tellingTerms(terms)], terms, scope)
}

/**
 * As {@link findHits}, where the last word may be the beginning of one in a title. Whatever begins so anywhere would be
 * gathered from every text first.
 */
export async function findBegun(ctx: Context, terms: readonly QueryTerm[], scope: Scope): Promise<Hit[]> {
  return collect(ctx, [tellingTerms(terms)], terms, scope, begun)
}

/**
 * Everything with all terms but one, where there is nothing but two. Whatever has all but two of its terms has one of
 * any three: the index is asked for the three that fewest texts have, and the ranking counts the rest. Asking for every
 * way to leave out two would be as many questions as there are pairs, each of them through all texts.
 * @param countOf how often a word stands in the office's texts
 */
export async function findPartly(
  ctx: Context,
  terms: readonly QueryTerm[],
  scope: Scope,
  countOf: (key: string) => number,
): Promise<Hit[]> {
  const telling = tellingTerms(terms)
  const most = Math.min(MOST_MISSING, telling.length - 1)
  if (most < 1) return []
  const rarest = telling.toSorted((a, b) => rarity(a, countOf) - rarity(b, countOf)).slice(0, most + 1)
  const hits = await collect(
    ctx,
    rarest.map((term) => [term]),
    terms,
    scope,
  )
  const fewest = Math.min(...hits.map(({ match }) => match.missing))
  return fewest > most ? [] : hits.filter(({ match }) => match.missing === fewest)
}

/** Of several words the rarest counts; what goes on has no count of its own and is asked for last. */
function rarity({ words, prefix }: QueryTerm, countOf: (key: string) => number): number {
  return prefix ? Number.POSITIVE_INFINITY : Math.min(...words.map(({ key }) => countOf(key)))
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
  spelling?: Spell,
): Promise<Hit[]> {
  const now = ctx.now()
  const match = matcherOf(terms, now)
  const spell = spelling ?? (await spellFor(ctx, terms, lang))
  const ofKinds = await Promise.all(
    kinds.map(async (kind) => {
      const query = {
        tags: [...tagsOf(ctx, lang, year), kindTag(kind)],
        now: now.toISOString(),
        limit: MOST_OF_A_KIND,
      }
      const any = await findEntries(ctx.db, { ...query, anyOf: lists.map((list) => list.map(spell)) })
      if (any.length < MOST_OF_A_KIND) return readable(ctx, kind, any)
      const [inTitle, exact] = await Promise.all([
        findEntries(ctx.db, { ...query, anyOf: lists.map((list) => list.flatMap(titled)) }),
        findEntries(ctx.db, { ...query, anyOf: lists.map((list) => list.flatMap(exactly(spell))) }),
      ])
      const all = new Map([...inTitle, ...exact, ...any].map((entry) => [entry.number, entry]))
      return readable(ctx, kind, [...all.values()].slice(0, MOST_OF_A_KIND))
    }),
  )
  return ofKinds
    .flat()
    .map((entry) => ({ entry, match: match(entry) }))
    .sort(compareMatches)
}

/** A comment stays in the index while its article is gone or waits: it is back with the article. */
async function readable(
  ctx: Context,
  kind: SearchKind,
  entries: SearchEntryTable[],
): Promise<SearchEntryTable[]> {
  if (kind !== 'comment') return entries
  const ids = entries.map(({ ref }) => ref)
  const shown = await findReadable(ctx.db.read, ids, ctx.now().toISOString())
  return entries.filter(({ ref }) => shown.has(ref))
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
const exactly =
  (spell: Spell) =>
  (term: QueryTerm): EntryTerm[][] => {
    const marked = term.short !== null ? [] : term.words.map(({ accented }) => accented)
    return [
      spell(term),
      ...marked
        .filter((word) => word !== null)
        .map((word): EntryTerm[] => [{ words: [word], prefix: false, part: 'accents' }]),
    ]
  }

/**
 * The words of a term wherever they stand; for one that goes on, each word of the office's texts that begins so. All
 * that begins so in any text would be gathered before the first of it is handed out, for each kind anew: on a site of
 * 200,000 comments two letters took a fifth of a second. Where the office has no such word, few texts have one.
 */
async function spellFor(ctx: Context, terms: readonly QueryTerm[], lang: Language): Promise<Spell> {
  if (terms.every(({ prefix }) => !prefix)) return anywhere
  const vocabulary = await readVocabulary(ctx, lang)
  return (term) => {
    const last = term.words.at(-1)
    const known = term.prefix && last !== undefined ? beginningSo(last.key, vocabulary) : []
    if (known.length === 0) return anywhere(term)
    const before = term.words.slice(0, -1).map(({ key }) => key)
    return known.map((key) => ({ words: [...before, key], prefix: false, part: 'anywhere' }))
  }
}

/** The words of a term, or what they are shortened to. */
function anywhere({ words, prefix, short }: QueryTerm): EntryTerm[] {
  const long: EntryTerm = { words: words.map(({ key }) => key), prefix, part: 'anywhere' }
  return short === null ? [long] : [long, { words: [short], prefix: false, part: 'anywhere' }]
}

/** The whole word wherever it stands, or the beginning of one in a title. */
function begun(term: QueryTerm): EntryTerm[] {
  const whole = anywhere({ ...term, prefix: false })
  return term.prefix && term.words.length === 1 ? [...whole, ...titled(term).flat()] : whole
}
