import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { batchDecided, batchDecision, claimRequest, claimed } from './desk-schemas.ts'
import { json, problems, repeatable } from './operations.ts'

const staff = { security: [{ session: [] }], tags: ['Staff'] }
const origin = z.object({
  Origin: z.string().meta({ description: 'Address of the site; required on unsafe methods of staff' }),
})
const path = z.object({ id: z.string() })

/** Claims, and decisions on several comments at once. */
export const deskPaths: ZodOpenApiPathsObject = {
  '/api/v1/staff/comments/decisions': {
    post: {
      ...staff,
      operationId: 'decideMany',
      summary: 'Take the same step with several comments, each in a transaction of its own',
      requestParams: { header: origin.extend(repeatable.shape) },
      requestBody: { required: true, ...json(batchDecision, '') },
      responses: {
        '200': json(batchDecided, 'What became of each'),
        ...problems('400', '401', '403', '413', '415', '422'),
      },
    },
  },
  '/api/v1/staff/comments/{id}/claim': {
    post: {
      ...staff,
      operationId: 'claim',
      summary: 'Tell colleagues that the comment is being read; again to go on',
      requestParams: { path, header: origin },
      requestBody: { required: false, ...json(claimRequest, '') },
      responses: {
        '200': json(claimed, 'Who reads it now'),
        ...problems('400', '401', '403', '404', '415', '422'),
      },
    },
    delete: {
      ...staff,
      operationId: 'release',
      summary: 'Let go of the comment',
      requestParams: { path, header: origin },
      responses: { '204': { description: 'Nobody reads it, or somebody else' }, ...problems('401', '403') },
    },
  },
}
