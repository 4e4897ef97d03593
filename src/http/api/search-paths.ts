import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { json, problems } from './operations.ts'
import { found, searchQuery, suggestions, suggestionsQuery } from './search-schemas.ts'

/** What the API says of the search: for everyone, without a key. */
export const searchPaths: ZodOpenApiPathsObject = {
  '/api/v1/search': {
    get: {
      operationId: 'search',
      summary: 'Articles, pages, units, indicators, figures and published comments, best first',
      tags: ['Search'],
      requestParams: { query: searchQuery },
      responses: { '200': json(found, 'One page'), ...problems('422', '429') },
    },
  },
  '/api/v1/search/suggestions': {
    get: {
      operationId: 'suggest',
      summary: 'Titles that begin as someone types',
      tags: ['Search'],
      requestParams: { query: suggestionsQuery },
      responses: { '200': json(suggestions, 'A few'), ...problems('422', '429') },
    },
  },
}
