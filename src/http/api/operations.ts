import { z } from 'zod'
import type { ZodOpenApiResponsesObject } from 'zod-openapi'
import { problem } from './schemas.ts'

const PROBLEMS: Readonly<Record<string, string>> = {
  '400': 'Not readable: malformed or not UTF-8',
  '401': 'Not signed in, or wrong credentials',
  '403': 'Not allowed, closed, or sent from another origin',
  '404': 'Unknown',
  '409': 'Someone decided in between; see `current`',
  '413': 'More than 1 MiB',
  '415': 'Not application/json',
  '422': 'A field was refused; see `errors`',
  '428': 'Many comments at once: solve `challenge`, then send the same again with `altcha`',
  '429': 'Too many; see Retry-After',
}

/** Refusals that an operation may answer with. */
export const problems = (...statuses: (keyof typeof PROBLEMS)[]): ZodOpenApiResponsesObject =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: PROBLEMS[status] ?? '', content: { 'application/problem+json': { schema: problem } } },
    ]),
  )

export const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** Header of what may be sent again. */
export const repeatable = z.object({
  'Idempotency-Key': z.string().max(200).optional().meta({
    description:
      'The same key and body give the first answer again; 32 characters or more, drawn at random, let it work across networks',
  }),
})
