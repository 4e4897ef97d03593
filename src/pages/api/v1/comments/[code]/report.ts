import { reportComment } from '../../../../../domain/reports/service.ts'
import { apiRoute, clientOf, jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { newReport } from '../../../../../http/api/schemas.ts'
import { readJson } from '../../../../../http/body.ts'

/** The segment is the id of a published comment; the other addresses below it are for who holds the code. */
export const POST = apiRoute(async ({ locals, params, request }) => {
  const { reason, note } = await readJson(request, newReport)
  const answer = await reportComment(
    locals.context,
    params['code'] ?? '',
    { reason, note: note ?? null },
    { client: clientOf(locals, request), idempotencyKey: request.headers.get('idempotency-key') },
  )
  return jsonResponse(answer, { status: 202 })
})

export const ALL = onlyMethods('POST')
