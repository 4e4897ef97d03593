import type { Reader } from '../../../db/connect.ts'
import { findStanding } from '../answers/store.ts'
import { commentEntry, type NewEntry } from './entries.ts'

/** What an entry is made of, of a comment that is published. */
export interface PublishedComment {
  id: string
  body: string
  publishedAt: string
  sample: boolean
}

/** The entries of published comments: each is found by its own words and by those of the official answer that stands. */
export async function commentEntries(db: Reader, comments: readonly PublishedComment[]): Promise<NewEntry[]> {
  const answers = await findStanding(
    db,
    comments.map(({ id }) => id),
  )
  return comments.map((comment) => commentEntry({ ...comment, answer: answers.get(comment.id)?.text ?? '' }))
}
