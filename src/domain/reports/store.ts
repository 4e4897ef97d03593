import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentReportTable } from '../../../db/schema/comment-report.ts'
import { knownReason } from '../moderation/rules.ts'
import type { Report } from './rules.ts'

/** A comment that readers see now; null for every other. */
export async function findPublished(db: Reader, id: string, samples: boolean) {
  const row = await db
    .selectFrom('comment')
    .select(['id', 'target', 'figure_revision', 'body', 'display_name', 'published_at', 'sample'])
    .where('id', '=', id)
    .where('status', '=', 'published')
    .where('sample', 'in', samples ? [0, 1] : [0])
    .executeTakeFirst()
  return row ?? null
}

export async function hasReported(db: Reader, commentId: string, networkHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('comment_report')
    .select('id')
    .where('comment_id', '=', commentId)
    .where('network_hash', '=', networkHash)
    .executeTakeFirst()
  return row !== undefined
}

/** @returns false where this network has reported the comment before */
export async function insertReport(
  tx: Writer,
  report: Omit<CommentReportTable, 'closed_at' | 'closed_by_event' | 'closed_by'>,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('comment_report')
    .values({ ...report, closed_at: null, closed_by_event: null, closed_by: null })
    .onConflict((conflict) => conflict.columns(['comment_id', 'network_hash']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** @returns false where the comment is no longer published */
export async function countReport(tx: Writer, commentId: string): Promise<boolean> {
  const counted = await tx
    .updateTable('comment')
    .set((eb) => ({ open_reports: eb('open_reports', '+', 1) }))
    .where('id', '=', commentId)
    .where('status', '=', 'published')
    .returning('id')
    .executeTakeFirst()
  return counted !== undefined
}

/**
 * Closes the open reports of a comment.
 * @param upTo the newest that was on the screen; without it all of them
 */
export async function closeReports(
  tx: Writer,
  commentId: string,
  by: { at: string; eventSeq: number | null; staffId: string | null },
  upTo?: string,
): Promise<number> {
  let query = tx
    .updateTable('comment_report')
    .set({ closed_at: by.at, closed_by_event: by.eventSeq, closed_by: by.staffId })
    .where('comment_id', '=', commentId)
    .where('closed_at', 'is', null)
  if (upTo !== undefined) query = query.where('id', '<=', upTo)
  const closed = Number((await query.executeTakeFirst()).numUpdatedRows)
  if (closed === 0) return 0
  // Taken off the number rather than counted again: a report that is arriving is not to be seen yet.
  await tx
    .updateTable('comment')
    .set((eb) => ({ open_reports: eb('open_reports', '-', closed) }))
    .where('id', '=', commentId)
    .execute()
  return closed
}

/** Newest first. */
export async function listByComment(db: Reader, commentId: string): Promise<Report[]> {
  const rows = await db
    .selectFrom('comment_report as report')
    .leftJoin('staff', 'staff.id', 'report.closed_by')
    .select(['report.id', 'report.reason', 'report.note', 'report.reported_at', 'report.closed_at'])
    .select(['report.closed_by_event', 'staff.name as closed_by_name'])
    .where('report.comment_id', '=', commentId)
    .orderBy('report.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    reason: knownReason(row.reason),
    note: row.note,
    reportedAt: row.reported_at,
    closedAt: row.closed_at,
    closedByName: row.closed_by_name,
    kept: row.closed_at !== null && row.closed_by_event === null,
  }))
}

export async function forgetReporters(db: Reader, before: string): Promise<void> {
  await db
    .updateTable('comment_report')
    .set({ network_hash: null })
    .where('network_hash', 'is not', null)
    .where('reported_at', '<', before)
    .execute()
}

/** Takes away what readers wrote about a comment that is erased. */
export async function eraseReports(tx: Writer, commentId: string): Promise<void> {
  await tx
    .updateTable('comment_report')
    .set({ note: null, network_hash: null })
    .where('comment_id', '=', commentId)
    .execute()
}
