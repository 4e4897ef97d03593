import type { Writer } from '../../../db/connect.ts'
import { eraseAnswer } from '../answers/store.ts'
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
