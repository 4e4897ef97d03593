import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import { claimAnswer, findAnswer, repeatableByKey } from '../comments/idempotency.ts'
import { printedTarget, type Client, type PublishedComment } from '../comments/rules.ts'
import { findTargetViews, type TargetView } from '../comments/targets.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { readNote } from '../moderation/note.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { spend } from '../rate-limits/service.ts'
import { isReportReason, type Report } from './rules.ts'
import {
  closeReports,
  countReport,
  findPublished,
  hasReported,
  insertReport,
  listByComment,
} from './store.ts'

/** A network may be a whole commune's; a person reports a handful of comments. */
const REPORT_LIMIT = { points: 20, windowSeconds: 3_600 } as const

/** What the page of a report shows: the comment as everybody sees it. */
export interface ReportedComment {
  comment: Pick<PublishedComment, 'id' | 'body' | 'displayName' | 'publishedAt' | 'sample'>
  /** Null where the article is gone. */
  view: TargetView | null
}

/** @throws DomainError not-found for a comment that is not published */
export async function getReportable(ctx: Context, id: string): Promise<ReportedComment> {
  const row = await findPublished(ctx.db.read, id, ctx.config.demo)
  if (row === null) throw new DomainError('not-found', `no published comment ${id}`)
  const target = printedTarget(row)
  const views = await findTargetViews(ctx, [target])
  return {
    comment: {
      id: row.id,
      body: row.body ?? '',
      displayName: row.display_name,
      publishedAt: row.published_at ?? '',
      sample: row.sample === 1,
    },
    view: views.get(target) ?? null,
  }
}

/**
 * Takes a reader's report of a published comment. The same network counts once for a comment, and gets the same
 * answer each time: nobody can tell from it what others did.
 * @returns the answer as JSON text, the same to the byte when the request is repeated
 * @throws DomainError not-found where the comment is not published; invalid with the fields; rate-limited;
 *   idempotency-mismatch
 */
export async function reportComment(
  ctx: Context,
  id: string,
  report: { reason: string; note: string | null },
  { client, idempotencyKey: key }: { client: Client; idempotencyKey: string | null },
): Promise<string> {
  const content = ['report', id, report.reason, report.note]
  const request = key === null ? null : repeatableByKey(key, content, client)
  const earlier = request === null ? null : await findAnswer(ctx, ctx.db.read, request)
  if (earlier !== null) return earlier
  const comment = await findPublished(ctx.db.read, id, ctx.config.demo)
  if (comment === null) throw new DomainError('not-found', `no published comment ${id}`)
  const { reason } = report
  if (!isReportReason(reason)) {
    const code = reason === '' ? 'required' : 'unknown'
    throw new DomainError('invalid', 'no such reason', { fields: [{ pointer: '/reason', code }] })
  }
  const note = readNote(report.note)
  const prefix = networkPrefix(client.address)
  // Keyed by the comment too: two reports by one network on two comments cannot be told to be by one.
  const networkHash = ctx.secrets.hmac(`report ${id}`, prefix)
  const answer = JSON.stringify({ id, status: 'received' })
  // What changes nothing costs nothing and keeps nothing: neither a point nor its key.
  if (await hasReported(ctx.db.read, id, networkHash)) return answer
  await spend(ctx, { key: `report ${prefix}`, ...REPORT_LIMIT })
  try {
    await ctx.db.transaction(async (tx) => {
      const reportedAt = ctx.now().toISOString()
      const row = { id: ctx.newId(), comment_id: id, reason, note, network_hash: networkHash }
      if (!(await insertReport(tx, { ...row, reported_at: reportedAt }))) return
      if (!(await countReport(tx, id))) throw new DomainError('not-found', `no published comment ${id}`)
      if (request !== null && !(await claimAnswer(ctx, tx, request, answer))) throw new KeyTaken()
    })
    return answer
  } catch (error) {
    if (!(error instanceof KeyTaken) || request === null) throw error
    return (await findAnswer(ctx, ctx.db.write, request)) ?? answer
  }
}

/** Leaves the transaction: another request came first with the same key. */
class KeyTaken extends Error {}

/** Every report on a comment, newest first. @throws DomainError forbidden */
export async function listReports(ctx: StaffContext, commentId: string): Promise<Report[]> {
  requirePermission(ctx, 'comments.read')
  return listByComment(ctx.db.read, commentId)
}

/**
 * Leaves a reported comment as it stands: closes its reports up to the newest that was on the screen. A report that
 * came after stays open.
 * @throws DomainError forbidden
 */
export async function keepReported(ctx: StaffContext, commentId: string, upTo: string): Promise<void> {
  requirePermission(ctx, 'comments.decide')
  const at = ctx.now().toISOString()
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    const closed = await closeReports(tx, commentId, { at, eventSeq: null, staffId: ctx.staff.id }, upTo)
    if (closed === 0) return
    const subject = `comment/${commentId}`
    await recordAudit(tx, { ctx, action: 'reports.dismissed', subject, details: { reports: closed } })
  })
}
