import { trackComment } from '../../../../domain/comments/service.ts'
import { apiRoute, clientOf, jsonResponse, onlyMethods } from '../../../../http/api.ts'

export const GET = apiRoute(async ({ locals, params, request }) => {
  const found = await trackComment(locals.context, params['code'] ?? '', clientOf(locals, request))
  const { status, reason, note, submittedAt, decidedAt } = found
  return jsonResponse({ status, reason, note, submittedAt, decidedAt, answer: null })
})

export const ALL = onlyMethods('GET', 'HEAD')
