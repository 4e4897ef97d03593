import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentStatus, CommentTable } from '../../../db/schema/comment.ts'
import type { ModerationNoteTable } from '../../../db/schema/moderation-note.ts'
import type { HistoryEntry, Reason } from './rules.ts'

export type CommentRow = CommentTable

export async function findComment(db: Reader, id: string): Promise<CommentRow | null> {
  return (await db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function findComments(db: Reader, ids: readonly string[]): Promise<CommentRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('comment').selectAll().where('id', 'in', ids).execute()
}

/** One step of a comment, with what only the rules ask of it. */
export interface StepRow extends HistoryEntry {
  commentId: string
  staffId: string | null
  revision: number
}

/** Every step of a comment, first to last. */
export async function listHistory(db: Reader, commentId: string): Promise<StepRow[]> {
  return (await listHistories(db, [commentId])).get(commentId) ?? []
}

/** Every step of several comments, first to last; nothing was decided on one that is missing. */
export async function listHistories(
  db: Reader,
  commentIds: readonly string[],
): Promise<Map<string, StepRow[]>> {
  if (commentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .leftJoin('staff', 'staff.id', 'event.staff_id')
    .selectAll('event')
    .select(['note.note', 'staff.name as staff_name'])
    .where('event.comment_id', 'in', commentIds)
    .orderBy('event.comment_id')
    .orderBy('event.comment_revision')
    .execute()
  const steps = rows.map((row) => ({
    commentId: row.comment_id,
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
  return Map.groupBy(steps, (step) => step.commentId)
}

/** Other accounts that may decide on comments. */
export async function listOtherDeciders(db: Reader, staffId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staff')
    .select('id')
    .where('role', 'in', ['moderator', 'admin'])
    .where('disabled_at', 'is', null)
    .where('id', '<>', staffId)
    .execute()
  return rows.map(({ id }) => id)
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

/** @returns false where it is not taken back, or was asked for before */
export async function markErasureAsked(tx: Writer, id: string, at: string): Promise<boolean> {
  const marked = await tx
    .updateTable('comment')
    .set({ erasure_asked_at: at })
    .where('id', '=', id)
    .where('status', '=', 'withdrawn')
    .where('erasure_asked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return marked !== undefined
}

export async function insertNote(tx: Writer, note: ModerationNoteTable): Promise<void> {
  await tx.insertInto('moderation_note').values(note).execute()
}
