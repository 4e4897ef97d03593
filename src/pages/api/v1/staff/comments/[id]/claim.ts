import { claimComment, releaseComment } from '../../../../../../domain/moderation/claims.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../../http/api.ts'
import { claimItem } from '../../../../../../http/api/desk-items.ts'
import { claimRequest } from '../../../../../../http/api/desk-schemas.ts'
import { readOptionalJson } from '../../../../../../http/body.ts'
import { staffContext } from '../../../../../../http/cookies.ts'

export const POST = apiRoute(async ({ locals, params, request }) => {
  const { takeOver } = await readOptionalJson(request, claimRequest)
  const claim = await claimComment(staffContext(locals), params['id'] ?? '', { takeOver: takeOver ?? false })
  return jsonResponse({ claim: claim && claimItem(claim) })
})

export const DELETE = apiRoute(async ({ locals, params }) => {
  await releaseComment(staffContext(locals), params['id'] ?? '')
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
})

export const ALL = onlyMethods('POST', 'DELETE')
