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
const WEIGHTS = { anywhere: ['A', 'B'], title: ['A'], accents: ['C'] } as const

/** Entries that hold the words of one of the lists, the last taken in first. */
export function searchEntries({ tags, anyOf, now, limit }: EntryQuery): RawBuilder<SearchEntryTable> {
  const lists = anyOf.map(
    (terms) => `(${terms.map((spellings) => `(${spellings.map(entryMatch).join(' | ')})`).join(' & ')})`,
  )
  const match = [...tags.map((tag) => `'${tag}':D`), `(${lists.join(' | ')})`].join(' & ')
  return sql`select e.* from search_fts as f join search_entry as e on e.number = f.number
    where f.vector @@ ${match}::tsquery and (e.shown_from is null or e.shown_from <= ${now})
    order by f.number desc limit ${limit}`
}

function entryMatch({ words, prefix, part }: EntryTerm): string {
  const rows = WEIGHTS[part].map((weight) => {
    const row = words.map((word, at) => `'${word}':${prefix && at === words.length - 1 ? '*' : ''}${weight}`)
    return row.join(' <-> ')
  })
  return `(${rows.map((row) => `(${row})`).join(' | ')})`
}
