import type { TrackedComment } from '../../domain/comments/service.ts'
import type { Context } from '../../domain/context.ts'
import { answerItem, awaitedItem } from './answer-item.ts'

/** What the API says of a tracked comment. */
export function trackedItem(ctx: Context, tracked: TrackedComment) {
  const { id, status, reason, note, submittedAt, decidedAt, answer, awaited } = tracked
  return {
    ...{ status, reason, note, submittedAt, decidedAt },
    answer: answer === null ? null : answerItem(ctx, id, answer),
    awaitedAnswer: awaitedItem(awaited),
  }
}
