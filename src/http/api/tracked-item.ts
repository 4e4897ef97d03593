import type { TrackedState } from '../../domain/comments/service.ts'
import type { Context } from '../../domain/context.ts'
import type { Deadline } from '../../domain/working-days/rules.ts'
import { answerItem, awaitedItem } from './answer-item.ts'

/** What the API says of a tracked comment. */
export function trackedItem(ctx: Context, tracked: TrackedState) {
  const { id, status, reason, note, submittedAt, decidedAt, answer, awaited, deadline } = tracked
  return {
    ...{ status, reason, note, submittedAt, decidedAt },
    answer: answer === null ? null : answerItem(ctx, id, answer),
    awaitedAnswer: awaitedItem(awaited),
    decisionDue: deadline === null ? null : dueItem(deadline),
  }
}

function dueItem({ at, day, from, workingDays, skipped }: Deadline) {
  return { dueAt: at, dueDay: day, from, workingDays, skipped }
}
