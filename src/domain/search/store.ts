import type { RawBuilder } from 'kysely'
import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Database, Reader, Writer } from '../../../db/connect.ts'
import type { CommentTable } from '../../../db/schema/comment.ts'
import type { CommentWordsTable } from '../../../db/schema/comment-words.ts'
import type { SearchEntryTable } from '../../../db/schema/search-entry.ts'
import type { EntryQuery, EntryTerm } from '../../../db/search/entry-query.ts'
import type { FoundQuery } from '../../../db/search/found-query.ts'
import * as postgres from '../../../db/search/postgres.ts'
import * as sqlite from '../../../db/search/sqlite.ts'
import { articleTarget } from '../news/rules.ts'
import type { SearchKind } from './found-rules.ts'
import { foldWords } from './rules.ts'

/** Comments that hold every term, in the order of submission. */
export async function findByWords(db: Database, query: FoundQuery): Promise<CommentTable[]> {
  const search: (query: FoundQuery) => RawBuilder<CommentTable> = { sqlite, postgres }[db.dialect]
    .searchComments
  return (await search(query).execute(db.read)).rows
}

type CommentWords = Omit<CommentWordsTable, 'number'>

/** What makes a new comment findable by its words and its name. */
export function wordsOf({
  id,
  body,
  display_name: name,
}: {
  id: string
  body: string
  display_name: string | null
}): CommentWords {
  return { comment_id: id, words: foldWords(`${name ?? ''} ${body}`) }
}

/** Makes new comments findable, in the transaction that takes them in. */
export async function insertWords(tx: Writer, rows: readonly CommentWords[]): Promise<void> {
  await insertMany(tx, 'comment_words', rows)
}

export async function deleteWords(tx: Writer, commentId: string): Promise<void> {
  await tx.deleteFrom('comment_words').where('comment_id', '=', commentId).execute()
}

type Entry = Omit<SearchEntryTable, 'number'>

/** Rows of one statement: well below what SQLite takes. */
const BATCH = 500

/** Entries that answer a query, the last taken in first. */
export async function findEntries(db: Database, query: EntryQuery): Promise<SearchEntryTable[]> {
  const search: (query: EntryQuery) => RawBuilder<SearchEntryTable> = { sqlite, postgres }[db.dialect]
    .searchEntries
  return (await search(query).execute(db.read)).rows
}

/** Whether any entry answers a query; meant for words that few have. */
export async function hasEntry(db: Database, query: Omit<EntryQuery, 'limit'>): Promise<boolean> {
  const search: (query: Omit<EntryQuery, 'limit'>) => RawBuilder<SearchEntryTable> = { sqlite, postgres }[
    db.dialect
  ].searchAny
  return (await search(query).execute(db.read)).rows.length > 0
}

/**
 * Which of these comments readers may see now: published, and about nothing that is gone or waits for its day.
 * @param now ISO-8601
 */
export async function findReadable(db: Reader, ids: readonly string[], now: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const comments = await db
    .selectFrom('comment')
    .select(['id', 'target'])
    .where('id', 'in', ids)
    .where('status', '=', 'published')
    .execute()
  const about = articleTarget('')
  const slugs = new Set(
    comments.flatMap(({ target }) => (target.startsWith(about) ? [target.slice(about.length)] : [])),
  )
  const articles =
    slugs.size === 0
      ? []
      : await db
          .selectFrom('article')
          .select('slug')
          .where('slug', 'in', [...slugs])
          .where('published_at', '<=', now)
          .execute()
  const shown = new Set<string>(articles.map(({ slug }) => articleTarget(slug)))
  return new Set(
    comments.filter(({ target }) => !target.startsWith(about) || shown.has(target)).map(({ id }) => id),
  )
}

/** Hash of every entry of a kind, by {@link entryName}. */
export async function listEntryHashes(db: Reader, kind: SearchKind): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('search_entry')
    .select(['ref', 'language', 'hash'])
    .where('kind', '=', kind)
    .execute()
  return new Map(rows.map((row) => [entryName(row), row.hash]))
}

export function entryName({ ref, language }: Pick<SearchEntryTable, 'ref' | 'language'>): string {
  return `${language} ${ref}`
}

/** Puts entries in place of those of the same name. Another process that starts may be doing the same. */
export async function replaceEntries(tx: Writer, kind: SearchKind, entries: readonly Entry[]): Promise<void> {
  await removeEntries(tx, kind, entries)
  await insertMany(tx, 'search_entry', entries, 'on conflict do nothing')
}

export async function removeEntries(
  tx: Writer,
  kind: SearchKind,
  names: readonly Pick<SearchEntryTable, 'ref' | 'language'>[],
): Promise<void> {
  for (const [language, ofLanguage] of Map.groupBy(names, (name) => name.language)) {
    for (let at = 0; at < ofLanguage.length; at += BATCH) {
      await tx
        .deleteFrom('search_entry')
        .where('kind', '=', kind)
        .where('language', '=', language)
        .where(
          'ref',
          'in',
          ofLanguage.slice(at, at + BATCH).map(({ ref }) => ref),
        )
        .execute()
    }
  }
}

export async function removeKind(tx: Writer, kind: SearchKind): Promise<void> {
  await tx.deleteFrom('search_entry').where('kind', '=', kind).execute()
}

/** Those of the comments that are published and stay so until the transaction ends, in the order of publication. */
export async function keepPublished(
  dialect: Database['dialect'],
  tx: Writer,
  ids: readonly string[],
): Promise<CommentTable[]> {
  if (ids.length === 0) return []
  return (await { sqlite, postgres }[dialect].keepPublished(ids).execute(tx)).rows
}

/** Whether some entry of a kind was made in another generation than these. */
export async function hasOther(db: Reader, kind: SearchKind, hashes: readonly string[]): Promise<boolean> {
  const other = await db
    .selectFrom('search_entry')
    .select('number')
    .where('kind', '=', kind)
    .where('hash', 'not in', hashes)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

export async function countEntries(db: Reader, kind: SearchKind): Promise<number> {
  const { count } = await db
    .selectFrom('search_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return count
}

/** Texts of some kinds that a page of a language lists, the last taken in first. */
export async function listTexts(
  db: Reader,
  kind: SearchKind,
  tag: string,
  limit: number,
): Promise<Pick<SearchEntryTable, 'title' | 'body'>[]> {
  return db
    .selectFrom('search_entry')
    .select(['title', 'body'])
    .where('kind', '=', kind)
    .where('tags', 'like', `% ${tag} %`)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** Changes with everything from which the vocabulary is made. */
export async function readRevision(db: Reader, tag: string): Promise<number> {
  const row = await db
    .selectFrom('cache_revision')
    .select('revision')
    .where('tag', '=', tag)
    .executeTakeFirst()
  return row?.revision ?? 0
}

export type { EntryTerm }
