import { z } from 'zod'
import { SUCCESSION_EXTENTS, SUCCESSION_KINDS, UNIT_LEVELS } from '../../domain/units/rules.ts'
import { TOPICS } from '../../domain/reference/rules.ts'
import { cursor, limitOf, page } from './paging.ts'

const MOST = 1_000
const day = z
  .string()
  .nullable()
  .meta({ description: 'Calendar day; null where open, unrecorded or not settled' })
const format = z.enum(['json', 'csv']).optional().meta({ description: 'Also by `Accept: text/csv`' })

const calendarDay = z.string().max(40)

/** Of lists that are short enough for one answer. */
export const listQuery = z.object({ limit: limitOf(100, MOST), after: cursor.optional(), format })

/** Of tables that figures refer to. */
export const referenceQuery = listQuery.extend({
  asof: calendarDay.optional().meta({
    description:
      'Has to be a calendar day and changes nothing: reference tables are not versioned, and the answer is the table as it is now. Which units were there on a day: `validOn`',
    examples: ['2026-11-23'],
  }),
})

export const unitsQuery = z.object({
  level: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'province, district or commune', examples: ['commune'] }),
  parent: z
    .string()
    .max(300)
    .optional()
    .meta({ examples: ['huyen-muong-la'] }),
  validOn: z
    .string()
    .max(40)
    .optional()
    .meta({
      description: 'Units that were there on that day, as far as that is settled',
      examples: ['2025-07-01'],
    }),
  ...referenceQuery.shape,
})

export const unitItem = z
  .object({
    id: z.string().meta({ description: 'Ours and permanent', examples: ['xa-muong-la'] }),
    name: z.string(),
    level: z.enum(UNIT_LEVELS),
    officialCode: z.string().meta({ description: 'Used again in 2025: never a key' }),
    parent: z.string().nullable(),
    validFrom: day,
    validTo: day,
    seenBy: day,
    goneBy: day,
    tile: z
      .object({ row: z.int(), column: z.int() })
      .nullable()
      .meta({ description: 'Place on the grid of tiles, which is no map of borders' }),
    address: z.url(),
  })
  .meta({ id: 'Unit' })

const succession = z.object({
  unit: z.string(),
  name: z.string(),
  kind: z.enum(SUCCESSION_KINDS),
  extent: z.enum(SUCCESSION_EXTENTS),
  date: day,
  legalBasis: z.string(),
})

export const unitDetail = unitItem
  .extend({
    predecessors: z.array(succession),
    successors: z.array(succession),
  })
  .meta({ id: 'UnitDetail' })

export const indicatorItem = z
  .object({
    id: z.string(),
    name: z.string(),
    topic: z.enum(TOPICS),
    measure: z.string().nullable(),
    decimals: z.int(),
    kind: z.enum(['number', 'yes-no']),
    direction: z.enum(['lower-better', 'higher-better', 'neutral']),
    aggregation: z
      .enum(['sum', 'none'])
      .meta({ description: 'Whether the figures of districts add up to the province' }),
    definition: z.string(),
    method: z.string(),
    breaks: z.array(z.object({ period: z.string(), note: z.string() })).meta({
      description: 'Periods from which on figures cannot be compared with earlier ones',
    }),
    address: z.url(),
  })
  .meta({ id: 'Indicator' })

export const programmeItem = z
  .object({
    id: z.string(),
    parent: z.string().nullable().meta({ description: 'Programmes of a tree are never added to each other' }),
    name: z.string(),
    shortName: z.string(),
    period: z.string().nullable(),
    legalBasis: z.string().nullable(),
    description: z.string(),
    projects: z.array(z.object({ code: z.string(), parent: z.string().nullable(), name: z.string() })),
  })
  .meta({ id: 'Programme' })

export const units = page(unitItem).meta({ id: 'Units' })
export const indicators = page(indicatorItem).meta({ id: 'Indicators' })
export const programmes = page(programmeItem).meta({ id: 'Programmes' })
