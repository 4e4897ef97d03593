import { decide } from '../../../../../../domain/moderation/service.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../../http/api.ts'
import { decision as schema } from '../../../../../../http/api/schemas.ts'
import { readJson } from '../../../../../../http/body.ts'
import { staffContext } from '../../../../../../http/cookies.ts'

export const POST = apiRoute(async ({ locals, params, request }) => {
  const { revision, action, reason, note } = await readJson(request, schema)
  const decision = {
    commentId: params['id'] ?? '',
    revision,
    action,
    reason: reason ?? null,
    note: note ?? null,
  }
  const key = request.headers.get('idempotency-key')
  const decided = await decide(staffContext(locals), decision, key)
  return jsonResponse(decided)
})

export const ALL = onlyMethods('POST')
