import type { Writer } from '../../../db/connect.ts'
import { eraseAnswer } from '../answers/store.ts'
import type { Context } from '../context.ts'
import { eraseReports } from '../reports/store.ts'
import { deleteFingerprint } from '../screening/store.ts'
import { deleteSubscription } from '../notices/store.ts'
import { deleteWords } from '../search/store.ts'

/**
 * Deletes every word about a comment that stands beside it, in the transaction that erases it. The row itself loses
 * its text in that step; the events keep only hashes.
 */
export async function eraseTraces(tx: Writer, commentId: string): Promise<void> {
  await tx
    .deleteFrom('moderation_note')
    .where('event_seq', 'in', (eb) =>
      eb.selectFrom('moderation_event').select('seq').where('comment_id', '=', commentId),
    )
    .execute()
  await tx.deleteFrom('comment_note').where('comment_id', '=', commentId).execute()
  await tx.deleteFrom('comment_draft').where('comment_id', '=', commentId).execute()
  await deleteWords(tx, commentId)
  await deleteFingerprint(tx, commentId)
  await eraseAnswer(tx, commentId)
  await eraseReports(tx, commentId)
  await deleteSubscription(tx, { commentId })
}

/** Further back every erasure was followed up long since. */
const FOLLOWED_UP_MS = 24 * 3_600_000

/** Takes erased words out of the files of the database, as far as nobody reads them. Never fails what was erased. */
export async function scrubNow(ctx: Context): Promise<void> {
  await ctx.db.scrub().catch(() => false)
}

/** Housekeeping: the same again for what was erased lately, where somebody was in the way. */
export async function scrubErased(ctx: Context): Promise<void> {
  const since = new Date(ctx.now().getTime() - FOLLOWED_UP_MS).toISOString()
  const lately = await ctx.db.read
    .selectFrom('moderation_event')
    .select('seq')
    .where('action', '=', 'erase')
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  if (lately !== undefined) await ctx.db.scrub()
}
