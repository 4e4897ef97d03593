import { z } from 'zod'
import { instant } from './paging.ts'

const body = z.string().meta({ description: 'Name of the body, as it was then' })
const bodyId = z.string().meta({ description: 'Code of the body' })
const day = z.iso.date()

export const answer = z
  .object({
    body,
    bodyId,
    text: z.string().meta({ description: 'Plain text, up to 5,000 code points' }),
    publishedAt: instant,
    updatedAt: instant.nullable().meta({ description: 'Last correction; null where the first text stands' }),
    revision: z.int(),
    address: z.url().meta({ description: 'Page that keeps the earlier versions' }),
  })
  .nullable()
  .meta({ id: 'OfficialAnswer', description: 'The official answer; null without' })

export const awaitedAnswer = z
  .object({
    body,
    bodyId,
    dueAt: instant.meta({ description: 'End of the last day, 23:59:59.999 in Viet Nam' }),
    dueDay: day,
    from: day.meta({ description: 'Day of publication; it is not counted itself' }),
    workingDays: z.int(),
    skipped: z
      .array(z.object({ day, holiday: z.string().nullable() }))
      .meta({ description: 'Days in between that were not counted: weekends, and holidays by name' }),
  })
  .nullable()
  .meta({ id: 'AwaitedAnswer', description: 'Who was asked for an answer that is not there yet' })
