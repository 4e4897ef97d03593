import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { deleteClaim, deleteExpiredClaims, findClaims, putClaim } from './claim-rows.ts'
import { loadJudge } from './judging.ts'
import { CLAIM_MS, type Claim } from './rules.ts'
import { findComment } from './store.ts'

/**
 * Marks a comment as being read by this person for {@link CLAIM_MS}, or for as long again. What someone else reads
 * stays theirs until that time is over or it is taken over. A claim keeps nobody from deciding.
 * @returns who reads it now; null where nobody does because there is nothing here for this person to decide
 * @throws DomainError forbidden or not-found
 */
export async function claimComment(
  ctx: StaffContext,
  commentId: string,
  { takeOver = false }: { takeOver?: boolean } = {},
): Promise<Claim | null> {
  requirePermission(ctx, 'comments.decide')
  const row = await findComment(ctx.db.read, commentId)
  if (row === null) throw new DomainError('not-found', `no comment ${commentId}`)
  const waits = row.status === 'pending' || row.status === 'appealed'
  // An appeal is nothing to read for who decided before.
  const { allowed } = await loadJudge(ctx, row)
  if (waits && allowed.some((action) => action !== 'erase')) {
    const now = ctx.now()
    const until = new Date(now.getTime() + CLAIM_MS)
    const { id: staffId } = ctx.staff
    await ctx.db.transaction(async (tx) => {
      await requireStanding(tx, ctx)
      const put = await putClaim(tx, { commentId, staffId, now, until, takeOver: false })
      if (put || !takeOver) return
      await putClaim(tx, { commentId, staffId, now, until, takeOver })
      await recordAudit(tx, { ctx, action: 'comment.taken-over', subject: `comment/${commentId}` })
    })
  }
  const claim = (await findClaims(ctx.db.write, [commentId], ctx.now())).get(commentId)
  if (claim === undefined) return null
  return { byName: claim.staffName, mine: claim.staffId === ctx.staff.id, until: claim.expiresAt }
}

/** Lets go of a comment that this person reads. @throws DomainError forbidden */
export async function releaseComment(ctx: StaffContext, commentId: string): Promise<void> {
  requirePermission(ctx, 'comments.decide')
  await ctx.db.transaction((tx) => deleteClaim(tx, commentId, ctx.staff.id))
}

/** Housekeeping: claims whose time is over mean nothing any more. */
export async function deleteOldClaims(ctx: Context): Promise<void> {
  await ctx.db.transaction((tx) => deleteExpiredClaims(tx, ctx.now()))
}
