import { isPermitted } from '../domain/accounts/rules.ts'
import { countAnswerDesk } from '../domain/answers/service.ts'
import type { StaffContext } from '../domain/context.ts'
import { countComments } from '../domain/moderation/queue.ts'

/** What waits at the desks that somebody may see; null where they may not. */
export interface DeskCounts {
  queue: number | null
  /** `waiting` are all without an answer, `overdue` those of them past their deadline. */
  answers: { waiting: number; overdue: number } | null
}

export async function countDesks(ctx: StaffContext): Promise<DeskCounts> {
  const { role } = ctx.staff
  const comments = isPermitted(role, 'comments.read') ? await countComments(ctx) : null
  const open = isPermitted(role, 'answers.read') ? await countAnswerDesk(ctx, null) : null
  return {
    queue: comments && (comments.byStatus.get('pending') ?? 0),
    answers: open && { waiting: open.waiting + open.overdue, overdue: open.overdue },
  }
}
