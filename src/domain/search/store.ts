import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Database, Writer } from '../../../db/connect.ts'
import type { CommentTable } from '../../../db/schema/comment.ts'
import type { FoundQuery } from '../../../db/search/found-query.ts'
import * as postgres from '../../../db/search/postgres.ts'
import * as sqlite from '../../../db/search/sqlite.ts'
import { foldWords } from './rules.ts'

/** Comments that hold every term, in the order of submission. */
export async function findByWords(db: Database, query: FoundQuery): Promise<CommentTable[]> {
  const search: (query: FoundQuery) => RawBuilder<CommentTable> = { sqlite, postgres }[db.dialect]
    .searchComments
  return (await search(query).execute(db.read)).rows
}

/** Makes a new comment findable by its words and its name, in the transaction that takes it in. */
export async function insertWords(
  tx: Writer,
  comment: { id: string; body: string; display_name: string | null },
): Promise<void> {
  const words = foldWords(`${comment.display_name ?? ''} ${comment.body}`)
  await sql`insert into comment_words (comment_id, words) values (${comment.id}, ${words})`.execute(tx)
}

export async function deleteWords(tx: Writer, commentId: string): Promise<void> {
  await tx.deleteFrom('comment_words').where('comment_id', '=', commentId).execute()
}
