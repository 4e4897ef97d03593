import { decide } from '../../../../../../domain/moderation/service.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../../http/api.ts'
import { decision } from '../../../../../../http/api/schemas.ts'
import { readJson } from '../../../../../../http/body.ts'
import { staffContext } from '../../../../../../http/cookies.ts'

export const POST = apiRoute(async ({ locals, params, request }) => {
  const { revision, action, reason, note } = await readJson(request, decision)
  const decided = await decide(staffContext(locals), {
    commentId: params['id'] ?? '',
    revision,
    action,
    reason: reason ?? null,
    note: note ?? null,
  })
  return jsonResponse(decided)
})

export const ALL = onlyMethods('POST')
