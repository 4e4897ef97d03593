import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentStatus, CommentTable } from '../../../db/schema/comment.ts'
import type { CommentTarget, Cursor, PublishedComment } from './rules.ts'

export async function insertComment(tx: Writer, row: CommentTable): Promise<void> {
  await tx.insertInto('comment').values(row).execute()
}

/** Published comments of one target, oldest first; keyset, so a page never shifts while people post. */
export async function listPublished(
  db: Reader,
  target: CommentTarget,
  page: { limit: number; after: Cursor | null; samples: boolean },
): Promise<Omit<PublishedComment, 'answer' | 'awaited'>[]> {
  let query = db
    .selectFrom('comment')
    .select(['id', 'body', 'display_name', 'published_at', 'sample'])
    .where('target', '=', target)
    .where('status', '=', 'published')
  if (!page.samples) query = query.where('sample', '=', 0)
  const { after } = page
  if (after !== null) {
    query = query.where((eb) => eb(eb.refTuple('published_at', 'id'), '>', eb.tuple(after.at, after.id)))
  }
  const rows = await query.orderBy('published_at').orderBy('id').limit(page.limit).execute()
  return rows.map((row) => ({
    id: row.id,
    body: row.body ?? '',
    displayName: row.display_name,
    publishedAt: row.published_at ?? '',
    sample: row.sample === 1,
  }))
}

export async function countPublished(db: Reader, target: CommentTarget, samples: boolean): Promise<number> {
  const row = await db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('target', '=', target)
    .where('status', '=', 'published')
    .where('sample', 'in', samples ? [0, 1] : [0])
    .executeTakeFirstOrThrow()
  return row.count
}

/** What the submitter may know of a comment, with the reason of its last decision. */
export async function findByCode(db: Reader, codeHash: string) {
  const comment = await db
    .selectFrom('comment')
    .select([
      'id',
      'target',
      'figure_revision',
      'status',
      'revision',
      'body',
      'body_salt',
      'display_name',
      'submitted_at',
      'decided_at',
    ])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  if (comment === undefined) return null
  const last = await db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .select(['event.reason', 'event.from_status', 'event.actor', 'event.text_hash', 'note.note'])
    .where('event.comment_id', '=', comment.id)
    .where('event.comment_revision', '=', comment.revision)
    .executeTakeFirst()
  return { ...comment, last: last ?? null }
}

/** Forgets the sender's network of comments sent before `before`. @returns how many rows changed */
export async function forgetNetworks(db: Reader, before: string): Promise<number> {
  const result = await db
    .updateTable('comment')
    .set({ network_hash: null })
    .where('network_hash', 'is not', null)
    .where('submitted_at', '<', before)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export type { CommentStatus }
