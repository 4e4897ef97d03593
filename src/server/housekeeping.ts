import { deleteExpiredSessions } from '../domain/accounts/service.ts'
import { deleteExpiredAnswers } from '../domain/comments/idempotency.ts'
import { forgetOldNetworks } from '../domain/comments/service.ts'
import type { Context } from '../domain/context.ts'
import { keepPublicMonths } from '../domain/public-record/service.ts'
import { deleteOldBatches } from '../domain/moderation/bulk.ts'
import { deleteOldClaims } from '../domain/moderation/claims.ts'
import { deleteOldDrafts } from '../domain/moderation/drafts.ts'
import { scrubErased } from '../domain/moderation/erasure.ts'
import { forgetNotices, queueSummaries } from '../domain/notices/service.ts'
import { deleteExpired } from '../domain/rate-limits/service.ts'
import { forgetOldChallenges, forgetOldTexts } from '../domain/screening/service.ts'
import type { Log } from './log.ts'
import { inRounds } from './rounds.ts'

/** Work that a clock asks for, not a reader. Must be safe to run in several processes at once. */
export interface Job {
  name: string
  run: (context: Context) => Promise<void>
}

export const JOBS: readonly Job[] = [
  { name: 'forget networks', run: forgetOldNetworks },
  { name: 'delete expired answers', run: deleteExpiredAnswers },
  { name: 'delete expired sessions', run: deleteExpiredSessions },
  { name: 'delete expired limits', run: deleteExpired },
  { name: 'queue summaries', run: queueSummaries },
  { name: 'forget notices', run: forgetNotices },
  { name: 'delete old claims', run: deleteOldClaims },
  { name: 'delete old drafts of moderators', run: deleteOldDrafts },
  { name: 'delete old accounts of batches', run: deleteOldBatches },
  { name: 'forget how texts are alike', run: forgetOldTexts },
  { name: 'delete expired challenges', run: forgetOldChallenges },
  { name: 'scrub erased words', run: scrubErased },
  { name: 'count public months', run: keepPublicMonths },
]

const EVERY_MS = 60 * 60 * 1000

/**
 * Runs the jobs once now and then every hour, one after the other. A job that fails is logged and the next one runs.
 * @returns stops the clock and waits for the round under way
 */
export function startHousekeeping(
  context: Context,
  log: Log,
  jobs: readonly Job[] = JOBS,
  everyMs = EVERY_MS,
): () => Promise<void> {
  return inRounds(() => runAll(context, log, jobs), everyMs)
}

async function runAll(context: Context, log: Log, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    try {
      await job.run(context)
    } catch (error) {
      log.error({ err: error, job: job.name }, 'housekeeping failed')
    }
  }
}
