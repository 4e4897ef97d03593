import type { Reader, Writer } from '../../../db/connect.ts'

/** Who reads a comment now. */
export interface ClaimRow {
  commentId: string
  staffId: string
  staffName: string
  expiresAt: string
}

/** Claims that still hold, of the comments named. */
export async function findClaims(
  db: Reader,
  commentIds: readonly string[],
  now: Date,
): Promise<Map<string, ClaimRow>> {
  if (commentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('comment_claim as claim')
    .innerJoin('staff', 'staff.id', 'claim.staff_id')
    .select(['claim.comment_id', 'claim.staff_id', 'claim.expires_at', 'staff.name'])
    .where('claim.comment_id', 'in', commentIds)
    .where('claim.expires_at', '>', now.toISOString())
    .execute()
  return new Map(
    rows.map((row) => [
      row.comment_id,
      {
        commentId: row.comment_id,
        staffId: row.staff_id,
        staffName: row.name,
        expiresAt: row.expires_at,
      },
    ]),
  )
}

/**
 * Takes or renews a claim; one that still holds for someone else stays, unless it is taken over.
 * @returns false where it stayed with someone else
 */
export async function putClaim(
  tx: Writer,
  claim: { commentId: string; staffId: string; now: Date; until: Date; takeOver: boolean },
): Promise<boolean> {
  const at = claim.now.toISOString()
  const expires = claim.until.toISOString()
  const put = await tx
    .insertInto('comment_claim')
    .values({ comment_id: claim.commentId, staff_id: claim.staffId, claimed_at: at, expires_at: expires })
    .onConflict((conflict) => {
      const renewed = conflict
        .column('comment_id')
        .doUpdateSet({ staff_id: claim.staffId, claimed_at: at, expires_at: expires })
      return claim.takeOver
        ? renewed
        : renewed.where((eb) =>
            eb.or([
              eb('comment_claim.staff_id', '=', claim.staffId),
              eb('comment_claim.expires_at', '<=', at),
            ]),
          )
    })
    .returning('comment_id')
    .executeTakeFirst()
  return put !== undefined
}

/** Frees a comment; with `staffId` only where that person has it. */
export async function deleteClaim(tx: Writer, commentId: string, staffId?: string): Promise<void> {
  let query = tx.deleteFrom('comment_claim').where('comment_id', '=', commentId)
  if (staffId !== undefined) query = query.where('staff_id', '=', staffId)
  await query.execute()
}

export async function deleteExpiredClaims(tx: Writer, now: Date): Promise<void> {
  await tx.deleteFrom('comment_claim').where('expires_at', '<=', now.toISOString()).execute()
}
