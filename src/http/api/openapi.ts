import { z } from 'zod'
import { sessionCookieName } from '../../domain/accounts/rules.ts'
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi'
import { deskPaths } from './desk-paths.ts'
import { figurePaths } from './figure-paths.ts'
import { json, problems, repeatable } from './operations.ts'
import { searchPaths } from './search-paths.ts'
import {
  credentials,
  decided,
  decision,
  newComment,
  queue,
  queueQuery,
  newReport,
  receipt,
  received,
  submitterStep,
  thread,
  threadQuery,
  tracked,
} from './schemas.ts'

const staff: Pick<ZodOpenApiOperationObject, 'security' | 'tags'> = {
  security: [{ session: [] }],
  tags: ['Staff'],
}
const origin = z.object({
  Origin: z.string().meta({ description: 'Address of the site; required on unsafe methods of staff' }),
})

/** OpenAPI 3.1 of the whole API, made of the same schemas that check the requests. */
export function describeApi(siteUrl: URL, siteName: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: `${siteName} – API`,
      version: '1',
      description:
        'Figures with their sources and revisions; comments and their moderation. What is public needs no key. Errors are RFC 9457 problem documents; their `detail` is Vietnamese.' +
        ' Lists of figures hold samples as well, where the site has any, each marked `sample`. Every page of figures also has files at its own address, with `.csv`, `.json` or `.xlsx` in place of the last slash: a file holds real figures only, or samples where there is nothing real; `minh-hoa=1` asks for samples only, `minh-hoa=0` for none, and `samplesLeftOut` in the JSON counts those that are left out.',
    },
    servers: [{ url: siteUrl.origin }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(siteUrl) } },
    },
    paths: {
      ...deskPaths,
      ...figurePaths,
      ...searchPaths,
      '/api/v1/comments': {
        get: {
          operationId: 'listComments',
          summary: 'Published comments of one target, oldest first',
          tags: ['Comments'],
          requestParams: { query: threadQuery },
          responses: { '200': json(thread, 'One page'), ...problems('404', '422') },
        },
        post: {
          operationId: 'submitComment',
          summary: 'Send a comment; it is read by a moderator before it is published',
          tags: ['Comments'],
          requestParams: { header: repeatable },
          requestBody: { required: true, ...json(newComment, '') },
          responses: {
            '201': json(receipt, 'Received'),
            ...problems('400', '403', '404', '413', '415', '422', '428', '429'),
          },
        },
      },
      '/api/v1/comments/{code}': {
        get: {
          operationId: 'trackComment',
          summary: 'Where a comment stands, for who holds its tracking code',
          tags: ['Comments'],
          requestParams: { path: z.object({ code: z.string() }) },
          responses: { '200': json(tracked, 'Found'), ...problems('404', '429') },
        },
      },
      '/api/v1/comments/{id}/report': {
        post: {
          operationId: 'reportComment',
          summary: 'Report a published comment; one network counts once for a comment',
          tags: ['Comments'],
          requestParams: { path: z.object({ id: z.string() }), header: repeatable },
          requestBody: { required: true, ...json(newReport, '') },
          responses: {
            '202': json(received, 'Received'),
            ...problems('400', '403', '404', '413', '415', '422', '429'),
          },
        },
      },
      ...submitterPath('appeal', 'Ask once for another look at a decision; somebody else decides'),
      ...submitterPath('withdraw', 'Take a comment back'),
      '/api/v1/staff/session': {
        post: {
          ...staff,
          security: [],
          operationId: 'signIn',
          summary: 'Sign in',
          requestParams: { header: origin },
          requestBody: { required: true, ...json(credentials, '') },
          responses: {
            '204': { description: 'Signed in; the session cookie is set' },
            ...problems('400', '401', '403', '413', '415', '422', '429'),
          },
        },
        delete: {
          ...staff,
          operationId: 'signOut',
          summary: 'Sign out',
          requestParams: { header: origin },
          responses: { '204': { description: 'Signed out' }, ...problems('403') },
        },
      },
      '/api/v1/staff/comments': {
        get: {
          ...staff,
          operationId: 'listQueue',
          summary: 'Comments in one state, oldest first',
          requestParams: { query: queueQuery },
          responses: { '200': json(queue, 'One page'), ...problems('401', '403', '422') },
        },
      },
      '/api/v1/staff/comments/{id}/decisions': {
        post: {
          ...staff,
          operationId: 'decide',
          summary: 'Take a step in the life of a comment',
          requestParams: {
            path: z.object({ id: z.string() }),
            header: origin.extend(repeatable.shape),
          },
          requestBody: { required: true, ...json(decision, '') },
          responses: {
            '200': json(decided, 'Done'),
            ...problems('400', '401', '403', '404', '409', '413', '415', '422'),
          },
        },
      },
    },
  })
}

function submitterPath(action: 'appeal' | 'withdraw', summary: string) {
  return {
    [`/api/v1/comments/{code}/${action}`]: {
      post: {
        operationId: `${action}Comment`,
        summary,
        tags: ['Comments'],
        requestParams: { path: z.object({ code: z.string() }), header: repeatable },
        requestBody: { required: false, ...json(submitterStep, '') },
        responses: {
          '200': json(tracked, 'Done; where the comment stands now'),
          ...problems('400', '403', '404', '409', '413', '415', '422', '429'),
        },
      },
    },
  }
}
