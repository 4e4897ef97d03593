import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentStatus, CommentTable } from '../../../db/schema/comment.ts'
import type { Cursor } from '../comments/rules.ts'
import type { HistoryEntry, Reason } from './rules.ts'

export type CommentRow = CommentTable

/** Comments in one state, oldest first; keyset. */
export async function listByStatus(
  db: Reader,
  status: CommentStatus,
  page: { limit: number; after: Cursor | null; samples: boolean },
): Promise<CommentRow[]> {
  let query = db.selectFrom('comment').selectAll().where('status', '=', status)
  if (!page.samples) query = query.where('sample', '=', 0)
  const { after } = page
  if (after !== null) {
    query = query.where((eb) => eb(eb.refTuple('submitted_at', 'id'), '>', eb.tuple(after.at, after.id)))
  }
  return query.orderBy('submitted_at').orderBy('id').limit(page.limit).execute()
}

export async function countByStatus(db: Reader, samples: boolean): Promise<Map<CommentStatus, number>> {
  const rows = await db
    .selectFrom('comment')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where('sample', 'in', samples ? [0, 1] : [0])
    .groupBy('status')
    .execute()
  return new Map(rows.map((row) => [row.status, row.count]))
}

export async function findComment(db: Reader, id: string): Promise<CommentRow | null> {
  return (await db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Every step of a comment, first to last. */
export async function listHistory(
  db: Reader,
  commentId: string,
): Promise<(HistoryEntry & { staffId: string | null; revision: number })[]> {
  const rows = await db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .leftJoin('staff', 'staff.id', 'event.staff_id')
    .selectAll('event')
    .select(['note.note', 'staff.name as staff_name'])
    .where('event.comment_id', '=', commentId)
    .orderBy('event.seq')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    revision: row.comment_revision,
    action: row.action,
    fromStatus: row.from_status,
    toStatus: row.to_status,
    reason: row.reason as Reason | null,
    note: row.note,
    byName: row.staff_name,
    staffId: row.staff_id,
    at: row.at,
  }))
}

/** How many other accounts may decide on comments. */
export async function countOtherDeciders(db: Reader, staffId: string): Promise<number> {
  const row = await db
    .selectFrom('staff')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('role', 'in', ['moderator', 'admin'])
    .where('disabled_at', 'is', null)
    .where('id', '<>', staffId)
    .executeTakeFirstOrThrow()
  return row.count
}

/**
 * Moves a comment on from exactly this revision and state.
 * @returns false where it is no longer there: someone else was first
 */
export async function moveComment(
  tx: Writer,
  from: { id: string; revision: number; status: CommentStatus },
  changes: Partial<CommentTable>,
): Promise<boolean> {
  const moved = await tx
    .updateTable('comment')
    .set({ ...changes, revision: from.revision + 1 })
    .where('id', '=', from.id)
    .where('revision', '=', from.revision)
    .where('status', '=', from.status)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

export async function insertNote(tx: Writer, eventSeq: number, note: string): Promise<void> {
  await tx.insertInto('moderation_note').values({ event_seq: eventSeq, note }).execute()
}
