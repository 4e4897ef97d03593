import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { countCharacters, normalizeBody } from '../comments/rules.ts'
import type { Context, StaffContext } from '../context.ts'
import { isReason, type Draft } from './rules.ts'

/** Longer than any note may be: what is too long is told when it is sent, not cut. */
const MAX_KEPT = 2_000
const KEPT_MS = 7 * 24 * 3_600_000

/** What this person began to write about the comments named. */
export async function findDrafts(
  ctx: StaffContext,
  commentIds: readonly string[],
): Promise<Map<string, Draft>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db.read
    .selectFrom('comment_draft')
    .select(['comment_id', 'reason', 'note'])
    .where('staff_id', '=', ctx.staff.id)
    .where('comment_id', 'in', commentIds)
    .execute()
  return new Map(rows.map(({ comment_id: id, reason, note }) => [id, { reason, note }]))
}

/**
 * Keeps what was typed about several comments; where nothing was, what was kept before goes.
 * @throws DomainError forbidden
 */
export async function saveDrafts(ctx: StaffContext, drafts: ReadonlyMap<string, Draft>): Promise<void> {
  requirePermission(ctx, 'comments.decide')
  const ids = [...drafts.keys()]
  if (ids.length === 0) return
  const kept = await findDrafts(ctx, ids)
  const changed = ids.filter((id) => {
    const { note, reason } = clean(drafts.get(id))
    const before = kept.get(id)
    return note !== (before?.note ?? '') || reason !== (before?.reason ?? '')
  })
  if (changed.length === 0) return
  const savedAt = ctx.now().toISOString()
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    await tx
      .deleteFrom('comment_draft')
      .where('staff_id', '=', ctx.staff.id)
      .where('comment_id', 'in', changed)
      .execute()
    const known = await tx
      .selectFrom('comment')
      .select('id')
      .where('id', 'in', changed)
      .where('status', '<>', 'erased')
      .execute()
    const rows = known
      .map(({ id }) => ({ id, ...clean(drafts.get(id)) }))
      .filter(({ note, reason }) => note !== '' || reason !== '')
      .map(({ id, note, reason }) => ({
        comment_id: id,
        staff_id: ctx.staff.id,
        reason,
        note,
        saved_at: savedAt,
      }))
    if (rows.length > 0) await tx.insertInto('comment_draft').values(rows).execute()
  })
}

/** Once the decision is taken. */
export async function dropDraft(ctx: StaffContext, commentId: string): Promise<void> {
  await ctx.db.write
    .deleteFrom('comment_draft')
    .where('comment_id', '=', commentId)
    .where('staff_id', '=', ctx.staff.id)
    .execute()
}

/** Housekeeping: what nobody came back to for a week. */
export async function deleteOldDrafts(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS).toISOString()
  await ctx.db.write.deleteFrom('comment_draft').where('saved_at', '<', before).execute()
}

function clean(draft: Draft | undefined): Draft {
  const note = normalizeBody(draft?.note ?? '')
  return {
    note: countCharacters(note) > MAX_KEPT ? Array.from(note).slice(0, MAX_KEPT).join('') : note,
    reason: isReason(draft?.reason ?? '') ? (draft?.reason ?? '') : '',
  }
}
