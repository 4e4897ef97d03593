import { z } from 'zod'
import { ACTIONS, REASONS } from '../../domain/moderation/rules.ts'
import { REPORT_REASONS } from '../../domain/reports/rules.ts'
import { answer, awaitedAnswer } from './answer-schemas.ts'
import { queueFilter } from './desk-schemas.ts'
import { cursor, instant, limitOf, page } from './paging.ts'

const STATUSES = ['pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn', 'erased'] as const

const status = z.enum(STATUSES).meta({ id: 'CommentStatus', description: 'Where a comment stands' })
const reason = z
  .enum(REASONS)
  .meta({ id: 'Reason', description: 'Why a comment is refused or hidden: a closed list' })

export const newComment = z
  .object({
    target: z
      .string()
      .max(300)
      .meta({
        description: 'What the comment speaks about',
        examples: ['news/slug-of-the-article', 'figures/id/v2', 'units/xa-thuan-chau'],
      }),
    body: z.string().meta({
      description:
        'Plain text; after normalising (NFC, invisible characters and tags removed, trimmed) 5 to 500 code points',
      examples: ['Bản tôi năm nay có đường bê tông, đi lại đỡ vất vả hơn nhiều.'],
    }),
    displayName: z.string().nullish().meta({ description: 'Up to 60 code points; empty or absent for none' }),
    consent: z
      .boolean()
      .nullish()
      .meta({ description: 'The client has asked for consent to the handling of data' }),
    altcha: z.string().max(4_000).nullish().meta({
      description:
        'After 428: base64 of {"challenge","solution"}, the challenge of that answer and its solution as an ALTCHA v2 client finds it',
    }),
    openMs: z
      .int()
      .min(0)
      .nullish()
      .meta({ description: 'How long the form was being filled in; a hint for the moderators' }),
  })
  .meta({ id: 'NewComment' })

export const receipt = z
  .object({
    code: z
      .string()
      .meta({ description: 'Tracking code, shown this once', examples: ['8P4RXG-ZSJ6R5-RU3EQU'] }),
    status: z.literal('pending'),
    submittedAt: instant,
    trackUrl: z.url(),
    receiptHash: z.string().meta({ description: 'SHA-256 (hex) of a random salt and the stored text' }),
  })
  .meta({ id: 'Receipt' })

export const threadQuery = z.object({
  target: z.string({ error: 'required' }).max(300),
  limit: limitOf(20),
  after: cursor.optional(),
})

export const thread = page(
  z
    .object({
      id: z.string(),
      body: z.string(),
      displayName: z.string().nullable(),
      publishedAt: instant,
      answer,
      awaitedAnswer,
      sample: z.boolean().meta({ description: 'True for a sample comment of a demonstration' }),
      figureRevision: z.int().nullable().meta({
        description: 'The revision of the figure that it was written under; null for other targets',
      }),
      corrections: z
        .array(z.object({ figure: z.string(), revision: z.int() }))
        .meta({ description: 'Revisions of figures that correct what it pointed out' }),
    })
    .meta({ id: 'PublishedComment' }),
)
  .extend({
    hidden: z
      .array(z.object({ id: z.string(), reason, publishedAt: instant }))
      .meta({ description: 'Comments hidden on this stretch of the thread: their place and the reason' }),
  })
  .meta({ id: 'Thread' })

export const tracked = z
  .object({
    status,
    reason: reason.nullable(),
    note: z.string().nullable().meta({ description: 'Public note of the decision' }),
    submittedAt: instant,
    decidedAt: instant.nullable(),
    answer,
    awaitedAnswer,
    decisionDue: z
      .object({
        dueAt: instant.meta({ description: 'End of the last day, 23:59:59.999 in Viet Nam' }),
        dueDay: z.iso.date(),
        from: z.iso.date().meta({ description: 'Day of sending or of the appeal; it is not counted itself' }),
        workingDays: z.int(),
        skipped: z.array(z.object({ day: z.iso.date(), holiday: z.string().nullable() })),
      })
      .nullable()
      .meta({
        description: 'Until when a decision is due, and how that day was counted; null where none is',
      }),
  })
  .meta({ id: 'TrackedComment' })

export const submitterStep = z
  .object({
    note: z
      .string()
      .max(5_000)
      .nullish()
      .meta({ description: 'Why, for the moderators; up to 500 code points' }),
  })
  .meta({ id: 'SubmitterStep' })

export const newReport = z
  .object({
    reason: z
      .string()
      .max(100)
      .meta({
        description: `One of: ${REPORT_REASONS.join(', ')}`,
        examples: [REPORT_REASONS[0]],
      }),
    note: z
      .string()
      .max(5_000)
      .nullish()
      .meta({ description: 'In words, for the moderators; up to 500 code points' }),
  })
  .meta({ id: 'NewReport' })

export const received = z
  .object({ id: z.string(), status: z.literal('received') })
  .meta({ id: 'ReceivedReport', description: 'The same for a first report and for a repeated one' })

export const credentials = z
  .object({
    email: z.string().max(254),
    password: z.string().max(1_000),
    totp: z
      .string()
      .max(20)
      .nullish()
      .meta({ description: 'Six digits, where the account has a second factor' }),
  })
  .meta({ id: 'Credentials' })

export const queueQuery = queueFilter.extend({
  status: status.default('pending'),
  limit: limitOf(50),
  after: cursor.optional(),
})

export const queue = page(
  z
    .object({
      id: z.string(),
      revision: z.int(),
      status,
      target: z.string(),
      body: z.string().nullable(),
      displayName: z.string().nullable(),
      submittedAt: instant,
      dueAt: instant.nullable().meta({ description: 'Until when a decision is due' }),
      held: z.array(z.string()).meta({ description: 'Why the system held it' }),
      sample: z.boolean(),
    })
    .meta({ id: 'QueuedComment' }),
).meta({ id: 'Queue' })

export const decision = z
  .object({
    revision: z.int().meta({ description: 'The revision that the decision was made on' }),
    action: z.enum(ACTIONS).exclude(['appeal', 'withdraw']),
    reason: reason.nullish().meta({ description: 'Required to reject and to hide' }),
    note: z.string().max(5_000).nullish().meta({ description: 'Public note, up to 500 code points' }),
  })
  .meta({ id: 'Decision' })

export const decided = z.object({ id: z.string(), revision: z.int(), status }).meta({ id: 'Decided' })

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ examples: ['/body'] }),
          code: z.string().meta({ examples: ['too-short'] }),
          detail: z.string(),
        }),
      )
      .optional(),
    current: z
      .object({ revision: z.int(), status, by: z.string().nullable(), at: instant })
      .optional()
      .meta({ description: 'With 409: what stands now' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' })
