import { sql, type RawBuilder } from 'kysely'
import type { CommentTable } from '../schema/comment.ts'
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
