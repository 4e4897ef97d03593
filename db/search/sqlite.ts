import { sql, type RawBuilder } from 'kysely'
import type { CommentTable } from '../schema/comment.ts'
import type { SearchEntryTable } from '../schema/search-entry.ts'
import type { EntryQuery, EntryTerm } from './entry-query.ts'
import type { FoundQuery } from './found-query.ts'

/**
 * Comments in one state that hold every term. FTS5 walks its rows in the order of submission and stops at the limit,
 * so that a word of half a million comments costs no more than a rare one.
 */
export function searchComments(query: FoundQuery): RawBuilder<CommentTable> {
  const { terms, status, after, where, limit, newestFirst } = query
  const words = terms.map(({ words: row, prefix }) => `"${row.join(' ')}"${prefix ? '*' : ''}`)
  const match = `state : ${status} AND words : (${words.join(' AND ')})`
  const beyond = newestFirst ? sql`<` : sql`>`
  const place =
    after === null
      ? sql`true`
      : sql`comment_fts.rowid ${beyond} (select number from comment_words where comment_id = ${after.id})`
  const direction = newestFirst ? sql`desc` : sql`asc`
  // CROSS JOIN keeps SQLite from starting anywhere else.
  return sql`select c.* from comment_fts
    cross join comment_words as w on w.number = comment_fts.rowid
    cross join comment as c on c.id = w.comment_id
    where comment_fts match ${match} and ${place} and ${where}
    order by comment_fts.rowid ${direction} limit ${limit}`
}

const COLUMNS = { anywhere: '{title body}', tags: 'tags', accents: 'accents' } as const

/** Entries that hold the words of one of the lists, the last taken in first: FTS5 stops at the limit. */
export function searchEntries({ tags, anyOf, now, limit }: EntryQuery): RawBuilder<SearchEntryTable> {
  const lists = anyOf.map(
    (terms) => `(${terms.map((spellings) => `(${spellings.map(entryMatch).join(' OR ')})`).join(' AND ')})`,
  )
  const match = [...tags.map((tag) => `tags : "${tag}"`), `(${lists.join(' OR ')})`].join(' AND ')
  return sql`select e.* from search_fts cross join search_entry as e on e.number = search_fts.rowid
    where search_fts match ${match} and (e.shown_from is null or e.shown_from <= ${now})
    order by search_fts.rowid desc limit ${limit}`
}

/** One of the entries, where there is any. */
export function searchAny(query: Omit<EntryQuery, 'limit'>): RawBuilder<SearchEntryTable> {
  return searchEntries({ ...query, limit: 1 })
}

function entryMatch({ words, prefix, part }: EntryTerm): string {
  return `${COLUMNS[part]} : "${words.join(' ')}"${prefix ? '*' : ''}`
}

/** Those of the comments that are published and stay so until the transaction ends, in the order of publication. */
export function keepPublished(ids: readonly string[]): RawBuilder<CommentTable> {
  // Once it has written, nobody else does.
  return sql`select * from comment where status = 'published' and id in (${sql.join(ids)})
    order by published_at, id`
}
