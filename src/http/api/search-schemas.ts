import { z } from 'zod'
import { LANGUAGES } from '../../domain/languages/rules.ts'
import { RESULTS_PER_PAGE, SEARCH_KINDS } from '../../domain/search/found-rules.ts'
import { QUERY } from '../../domain/search/query-rules.ts'
import { cursor, instant, limitOf, page } from './paging.ts'

const lang = z.enum(LANGUAGES).default('vi').meta({ description: 'Language of the pages that are searched' })
const kind = z.enum(SEARCH_KINDS)

export const searchQuery = z.object({
  q: z.string().meta({
    description: `${QUERY.min} to ${QUERY.max} characters; Vietnamese with or without its marks. Words must all be there; "in quotes" in a row; xuân* for what begins so`,
    examples: ['tỷ lệ hộ nghèo', 'muong la'],
  }),
  kind: kind.optional(),
  year: z.coerce
    .number()
    .int()
    .min(1945)
    .max(2100)
    .optional()
    .meta({ examples: [2022] }),
  lang,
  verbatim: z.enum(['0', '1']).default('0').meta({ description: '1: nothing of the search is corrected' }),
  limit: limitOf(RESULTS_PER_PAGE),
  after: cursor.optional(),
})

const item = z
  .object({
    kind,
    id: z.string(),
    title: z.string(),
    address: z.url(),
    language: z.string().nullable().meta({ description: 'Of the text; null for that of the pages' }),
    date: instant.nullable(),
    value: z
      .string()
      .nullable()
      .meta({
        description:
          'Of a figure as it is printed, with its qualifier and measure; /api/v1/figures/{id} has the number',
        examples: ['17,83 %'],
      }),
    marks: z
      .array(z.string())
      .meta({ description: 'What must be said with it: its source, or that it is a sample' }),
    excerpt: z.string(),
    sample: z.boolean(),
  })
  .meta({ id: 'SearchResult' })

export const found = page(item)
  .extend({
    count: z.int(),
    atLeast: z.boolean().meta({ description: 'There may be more than were counted' }),
    corrected: z.string().nullable().meta({ description: 'What was searched instead of `q`' }),
    partly: z.boolean().meta({ description: 'Nothing has all the words: these have some' }),
    kinds: z.array(z.object({ kind, count: z.int(), atLeast: z.boolean() })),
  })
  .meta({ id: 'SearchResults' })

export const suggestionsQuery = z.object({ q: z.string().max(1_000), lang })

export const suggestions = z
  .object({
    items: z.array(
      z.object({
        kind,
        title: z.string(),
        address: z.string().meta({ description: 'Path on this site' }),
        label: z.string().meta({ description: 'The kind in words' }),
        note: z
          .string()
          .nullable()
          .meta({ description: 'Of a unit that is no more: that, and the district it lay in' }),
      }),
    ),
  })
  .meta({ id: 'SearchSuggestions' })
