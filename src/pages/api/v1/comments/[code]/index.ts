import { trackComment } from '../../../../../domain/comments/service.ts'
import { apiRoute, clientOf, jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { trackedItem } from '../../../../../http/api/tracked-item.ts'

export const GET = apiRoute(async ({ locals, params, request }) => {
  const found = await trackComment(locals.context, params['code'] ?? '', clientOf(locals, request))
  return jsonResponse(trackedItem(locals.context, found))
})

export const ALL = onlyMethods('GET', 'HEAD')
