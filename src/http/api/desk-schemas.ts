import { z } from 'zod'
import { AGES, MAX_SEARCH, ORDERS, SHARES } from '../../domain/moderation/queue-rules.ts'
import { BULK_ACTIONS, MAX_BATCH, REASONS } from '../../domain/moderation/rules.ts'
import { HELD_REASONS } from '../../domain/screening/rules.ts'

/** What narrows the staff's list beside its state. */
export const queueFilter = z.object({
  target: z.string().max(200).optional(),
  held: z.enum(HELD_REASONS).optional(),
  age: z.enum(AGES).optional(),
  words: z.string().max(MAX_SEARCH).optional().meta({
    description:
      'Words of text or name, without regard to diacritics; "…" for words in a row, abc* for a beginning; or a tracking code',
  }),
  flagged: z.enum(['true', 'false']).optional().meta({ description: 'Only with open reports of readers' }),
  erasure: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Only withdrawn ones whose submitter asked for erasure' }),
  share: z.enum(SHARES).optional(),
  order: z.enum(ORDERS).optional(),
})

export const claimRequest = z.object({ takeOver: z.boolean().optional() }).meta({ id: 'ClaimRequest' })

export const claimed = z
  .object({
    claim: z
      .object({ by: z.string(), mine: z.boolean(), until: z.string(), text: z.string() })
      .nullable()
      .meta({ description: 'Who reads the comment now; a claim keeps nobody from deciding' }),
  })
  .meta({ id: 'Claimed' })

export const batchDecision = z
  .object({
    action: z.enum(BULK_ACTIONS),
    reason: z.enum(REASONS).nullish().meta({ description: 'Required to reject and to hide' }),
    note: z.string().max(5_000).nullish().meta({ description: 'Public note, up to 500 code points' }),
    comments: z
      .array(z.object({ id: z.string().max(64), revision: z.int() }))
      .min(1)
      .max(MAX_BATCH),
  })
  .meta({ id: 'BatchDecision' })

export const batchDecided = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        outcome: z.enum(['done', 'changed', 'refused', 'missing', 'failed', 'unfinished']),
        revision: z.int().nullable(),
        status: z.string().nullable(),
        by: z.string().nullable(),
        code: z.string().nullable().meta({ description: 'Why it was refused' }),
      }),
    ),
  })
  .meta({ id: 'BatchDecided' })
