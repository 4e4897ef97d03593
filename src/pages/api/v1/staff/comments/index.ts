import { listComments } from '../../../../../domain/moderation/queue.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { filterOf } from '../../../../../http/api/desk-items.ts'
import { queueQuery } from '../../../../../http/api/schemas.ts'
import { readQuery } from '../../../../../http/body.ts'
import { staffContext } from '../../../../../http/cookies.ts'

export const GET = apiRoute(async ({ locals, url }) => {
  const { limit, after, ...asked } = readQuery(url, queueQuery)
  const page = { limit, after: after ?? null }
  const { items, next } = await listComments(staffContext(locals), filterOf(asked), page)
  return jsonResponse({
    items: items.map(
      ({ id, revision, status, target, body, displayName, submittedAt, dueAt, held, sample }) => ({
        ...{ id, revision, status, target, body, displayName, submittedAt, dueAt, held, sample },
      }),
    ),
    next,
  })
})

export const ALL = onlyMethods('GET', 'HEAD')
