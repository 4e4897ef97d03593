import type { Context } from '../context.ts'
import { deadlineAfter } from '../working-days/rules.ts'

/** ISO-8601 UTC until when a comment that waits since `from` is to be decided on. */
export function decisionDue({ site }: Pick<Context, 'site'>, from: Date): string {
  return deadlineAfter(from, site.settings.moderation.decisionWithinWorkingDays, site.calendar).at
}
