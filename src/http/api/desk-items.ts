import type { BatchReport } from '../../domain/moderation/bulk.ts'
import { PLAIN_QUEUE, type QueueFilter } from '../../domain/moderation/queue-rules.ts'
import type { Claim } from '../../domain/moderation/rules.ts'
import type { z } from 'zod'
import { fill } from '../../i18n/fill.ts'
import { formatTime } from '../../i18n/format.ts'
import { desk } from '../../i18n/vi/desk.ts'
import type { queueFilter } from './desk-schemas.ts'

/** Who reads a comment, also in the words of the desk. */
export function claimItem({ byName, mine, until }: Claim) {
  const text = fill(mine ? desk.claim.mine : desk.claim.other, {
    name: byName,
    time: formatTime(until, 'vi'),
  })
  return { by: byName, mine, until, text }
}

/** What became of each comment of a batch, in the order they were sent. */
export function batchItems({ lines }: BatchReport) {
  return lines.map(({ id, outcome, entry }) => ({
    id,
    // Only while the same request is still being worked on.
    outcome: outcome?.kind ?? 'unfinished',
    revision: entry?.revision ?? null,
    status: entry?.status ?? null,
    by: outcome?.kind === 'changed' ? outcome.by : null,
    code: outcome?.kind === 'refused' ? outcome.code : null,
  }))
}

/** A filter of the staff's list as its address in the API has it. */
export function filterOf(asked: z.infer<typeof queueFilter> & Pick<QueueFilter, 'status'>): QueueFilter {
  return {
    status: asked.status,
    target: asked.target ?? PLAIN_QUEUE.target,
    held: asked.held ?? PLAIN_QUEUE.held,
    age: asked.age ?? PLAIN_QUEUE.age,
    words: asked.words?.trim() ?? PLAIN_QUEUE.words,
    flagged: asked.flagged === 'true',
    erasure: asked.erasure === 'true',
    share: asked.share ?? PLAIN_QUEUE.share,
    order: asked.order ?? PLAIN_QUEUE.order,
  }
}
