import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { asofQuery, figureHistory, figures, figuresQuery, funding, fundingQuery } from './figure-schemas.ts'
import { json, problems } from './operations.ts'
import { releaseDetail, releases, releasesQuery } from './release-schemas.ts'
import { indicators, programmes, referenceQuery, unitDetail, units, unitsQuery } from './reference-schemas.ts'

const table = {
  schema: z.string().meta({ description: 'Columns with stable names, and nothing before them' }),
}

/** A list that comes as JSON or CSV; in both the header Link names the next page. */
function list(
  operationId: string,
  summary: string,
  query: z.ZodObject,
  answer: z.ZodType,
): { get: ZodOpenApiOperationObject } {
  const { content } = json(answer, '')
  return {
    get: {
      operationId,
      summary,
      tags: ['Figures'],
      requestParams: { query },
      responses: {
        '200': {
          description: 'One page',
          headers: z.object({
            Link: z.string().optional().meta({ description: 'The next page, with rel="next"' }),
          }),
          content: { ...content, 'text/csv': table },
        },
        ...problems('422'),
      },
    },
  }
}

/** What the API says of figures and of what they refer to: for everyone, without a key. */
export const figurePaths: ZodOpenApiPathsObject = {
  '/api/v1/figures': list('listFigures', 'Results, in order of their ids', figuresQuery, figures),
  '/api/v1/figures/{id}': {
    get: {
      operationId: 'getFigure',
      summary: 'A figure or a funding line with all its revisions',
      tags: ['Figures'],
      requestParams: { path: z.object({ id: z.string() }), query: asofQuery },
      responses: { '200': json(figureHistory, 'Found'), ...problems('404', '422') },
    },
  },
  '/api/v1/funding': list('listFunding', 'Lines of money, in order of their ids', fundingQuery, funding),
  '/api/v1/units': list('listUnits', 'Administrative units, also former ones', unitsQuery, units),
  '/api/v1/units/{id}': {
    get: {
      operationId: 'getUnit',
      summary: 'A unit with the units before and after it',
      tags: ['Figures'],
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { '200': json(unitDetail, 'Found'), ...problems('404') },
    },
  },
  '/api/v1/indicators': list('listIndicators', 'What is measured, and how', referenceQuery, indicators),
  '/api/v1/programmes': list(
    'listProgrammes',
    'Programmes that spend money, with their projects',
    referenceQuery,
    programmes,
  ),
  '/api/v1/releases': list('listReleases', 'What was published, newest first', releasesQuery, releases),
  '/api/v1/releases/{dataset}/{version}': {
    get: {
      operationId: 'getRelease',
      summary: 'One release with its files and their hashes',
      tags: ['Figures'],
      requestParams: { path: z.object({ dataset: z.string(), version: z.string() }) },
      responses: { '200': json(releaseDetail, 'Found'), ...problems('404') },
    },
  },
}
