import { z } from 'zod'
import { FIGURE_STATUSES, QUALIFIERS } from '../../domain/figures/rules.ts'
import { cursor, instant, limitOf, page } from './paging.ts'

const MOST = 1_000
const code = (description: string, example: string) =>
  z
    .string()
    .max(300)
    .meta({ description, examples: [example] })
const period = code(
  '`2022`, `2022-Q3`, `2022-06`, `2022-01-31`, `2021/2025`; another spelling of it counts too',
  '2022',
)
const status = z.enum(FIGURE_STATUSES).meta({ id: 'FigureStatus' })
const qualifier = z.enum(QUALIFIERS).nullable().meta({
  id: 'Qualifier',
  description: 'How exact the number is, as its source says; belongs to the number',
})
const amount = z
  .int()
  .nullable()
  .meta({ description: 'Whole VND', examples: [156_000_000_000] })

/** Keys that every list of figures knows; a value that there is not gives an empty list. */
const common = {
  unit: code('Id of a unit', 'son-la').optional(),
  period: period.optional(),
  sample: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`false` leaves samples out, `true` asks for nothing else' }),
  asof: z
    .string()
    .max(40)
    .optional()
    .meta({
      description: 'What stood at the end of that day in Vietnam; empty before anything was published',
      examples: ['2026-11-23'],
    }),
  limit: limitOf(100, MOST),
  after: cursor.optional(),
  format: z.enum(['json', 'csv']).optional().meta({ description: 'Also by `Accept: text/csv`' }),
}

export const figuresQuery = z.object({
  indicator: code('Id of an indicator', 'ty-le-ho-ngheo').optional(),
  ...common,
})

export const fundingQuery = z.object({
  programme: code('Id of a programme', 'ctmtqg-giam-ngheo-ben-vung-2021-2025').optional(),
  source: code('Where the money comes from', 'ngan-sach-trung-uong').optional(),
  ...common,
})

export const asofQuery = z.object({ asof: common.asof })

const source = z
  .object({
    title: z.string(),
    issuer: z.string().nullable(),
    number: z.string().nullable().meta({ description: 'Document number' }),
    date: z.string().nullable().meta({ description: '`2022-12-31`, `2022-12` or `2022`' }),
    url: z.string().nullable(),
    kind: z.enum(['official', 'press', 'sample']),
    confidence: z
      .enum(['primary', 'secondary'])
      .meta({ description: 'Secondary: known through a translation, a repost or another account only' }),
  })
  .meta({ id: 'SourceDocument' })

const value = z.number().nullable().meta({ description: 'null where there is none; see status' })
const valueText = z
  .string()
  .nullable()
  .meta({ description: 'The number exactly as published, with its decimals', examples: ['17.83'] })

const claim = {
  qualifier,
  page: z.string().nullable(),
  note: z.string().nullable(),
}

/** What every revision of a figure carries. */
const revision = {
  id: z.string().meta({ description: 'Permanent', examples: ['ty-le-ho-ngheo_son-la_2022'] }),
  revision: z.int().meta({ description: 'Counts the revisions of the figure, from 1' }),
  unit: z.string(),
  period: z.string(),
  status,
  qualifier,
  page: z.string().nullable().meta({ description: 'Page or table within the document' }),
  note: z.string().nullable().meta({
    description: 'Without the reason of a change, which is changeReason; data packages have both in one cell',
  }),
  sourceReason: z
    .string()
    .nullable()
    .meta({ description: 'Why this source is followed where sources disagree' }),
  sample: z.boolean().meta({ description: 'Generated for a demonstration; no official number' }),
  change: z.enum(['first', 'revision', 'correction']),
  changeReason: z.string().nullable(),
  publishedAt: instant,
  release: z.object({ dataset: z.string(), version: z.int() }),
  hash: z.string().meta({ description: 'SHA-256 of the revision, part of a chain' }),
  address: z.url().meta({ description: 'Permanent address of this revision' }),
}

export const figureItem = z
  .object({
    ...revision,
    indicator: z.string(),
    breakdown: z.string().meta({ description: 'Part of the whole that is counted; empty for the whole' }),
    value,
    valueText,
    measure: z
      .string()
      .nullable()
      .meta({ description: 'Unit of the value', examples: ['%'] }),
    source: source.nullable(),
    claims: z.array(z.object({ value, valueText, ...claim, source })).meta({
      description: 'Other values that were reported for the same figure',
    }),
  })
  .meta({ id: 'Figure' })

export const fundingItem = z
  .object({
    ...revision,
    programme: z.string(),
    project: z.string().meta({ description: 'Empty: all of them together; so for source and capital' }),
    source: z.string().meta({ description: 'Where the money comes from' }),
    capital: z.string(),
    allocated: amount,
    disbursed: amount,
    rate: z
      .number()
      .nullable()
      .meta({ description: 'Disbursed of allocated in percent, computed; as exact as both amounts are' }),
    source_document: source.nullable(),
    claims: z.array(z.object({ allocated: amount, disbursed: amount, ...claim, source_document: source })),
  })
  .meta({ id: 'FundingLine' })

export const figures = page(figureItem).meta({ id: 'Figures' })
export const funding = page(fundingItem).meta({ id: 'Funding' })

export const figureHistory = z
  .union([
    figureItem.extend({ revisions: z.array(figureItem) }),
    fundingItem.extend({ revisions: z.array(fundingItem) }),
  ])
  .meta({
    id: 'FigureHistory',
    description: 'A figure or a funding line with all its revisions, oldest first',
  })
