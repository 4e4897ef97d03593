import { listQueue } from '../../../../../domain/moderation/service.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { queueQuery } from '../../../../../http/api/schemas.ts'
import { readQuery } from '../../../../../http/body.ts'
import { staffContext } from '../../../../../http/cookies.ts'

export const GET = apiRoute(async ({ locals, url }) => {
  const { status, limit, after } = readQuery(url, queueQuery)
  const { items, next } = await listQueue(staffContext(locals), status, { limit, after: after ?? null })
  return jsonResponse({
    items: items.map(
      ({ id, revision, status: state, target, body, displayName, submittedAt, held, sample }) => ({
        ...{ id, revision, status: state, target, body, displayName, submittedAt, held, sample },
      }),
    ),
    next,
  })
})

export const ALL = onlyMethods('GET', 'HEAD')
