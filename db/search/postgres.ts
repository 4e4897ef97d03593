import { sql, type RawBuilder } from 'kysely'
import type { CommentTable } from '../schema/comment.ts'
import type { SearchEntryTable } from '../schema/search-entry.ts'
import type { EntryQuery, EntryTerm } from './entry-query.ts'
import type { FoundQuery } from './found-query.ts'

/** Comments in one state that hold every term. The planner starts from the words or from the queue, whichever is less. */
export function searchComments(query: FoundQuery): RawBuilder<CommentTable> {
  const { terms, status, after, where, limit, newestFirst } = query
  const match = terms
    .map(({ words, prefix }) => `(${words.map((word) => `'${word}'`).join(' <-> ')}${prefix ? ':*' : ''})`)
    .join(' & ')
  const beyond = newestFirst ? sql`<` : sql`>`
  const place = after === null ? sql`true` : sql`(c.submitted_at, c.id) ${beyond} (${after.at}, ${after.id})`
  const direction = newestFirst ? sql`desc` : sql`asc`
  return sql`select c.* from comment_words as w join comment as c on c.id = w.comment_id
    where to_tsvector('simple', w.words) @@ to_tsquery('simple', ${match})
      and c.status = ${status} and ${place} and ${where}
    order by c.submitted_at ${direction}, c.id ${direction} limit ${limit}`
}

/** Parts of an entry, by the weights that migration 0021 gave them. Words in a row stand in one part. */
const WEIGHTS = { anywhere: ['A', 'B'], tags: ['D'], accents: ['C'] } as const

/** Entries that hold the words of one of the lists, the last taken in first. */
export function searchEntries({ limit, ...query }: EntryQuery): RawBuilder<SearchEntryTable> {
  return sql`select e.* from search_fts as f join search_entry as e on e.number = f.number
    where f.vector @@ ${matchOf(query)}::tsquery and (e.shown_from is null or e.shown_from <= ${query.now})
    order by f.number desc limit ${limit}`
}

/**
 * One of the entries, where there is any: for words that are rare. Looking for a single row PostgreSQL would read one
 * after the other rather than its index, and of a word that is nowhere all.
 */
export function searchAny(query: Omit<EntryQuery, 'limit'>): RawBuilder<SearchEntryTable> {
  return sql`with found as materialized (
      select number from search_fts where vector @@ ${matchOf(query)}::tsquery)
    select e.* from found join search_entry as e on e.number = found.number
    where e.shown_from is null or e.shown_from <= ${query.now} limit 1`
}

function matchOf({ tags, anyOf }: Pick<EntryQuery, 'tags' | 'anyOf'>): string {
  const lists = anyOf.map(
    (terms) => `(${terms.map((spellings) => `(${spellings.map(entryMatch).join(' | ')})`).join(' & ')})`,
  )
  return [...tags.map((tag) => `'${tag}':D`), `(${lists.join(' | ')})`].join(' & ')
}

function entryMatch({ words, prefix, part }: EntryTerm): string {
  const rows = WEIGHTS[part].map((weight) => {
    const row = words.map((word, at) => `'${word}':${prefix && at === words.length - 1 ? '*' : ''}${weight}`)
    return row.join(' <-> ')
  })
  return `(${rows.map((row) => `(${row})`).join(' | ')})`
}

/**
 * Those of the comments that are published and stay so until the transaction ends, in the order of publication. Who
 * hides one waits, and so does this for who is hiding one: its entry would be deleted before it is there.
 */
export function keepPublished(ids: readonly string[]): RawBuilder<CommentTable> {
  return sql`select * from comment where status = 'published' and id in (${sql.join(ids)})
    order by published_at, id for share`
}
