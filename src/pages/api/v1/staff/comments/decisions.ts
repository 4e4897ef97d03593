import { decideManyOnce } from '../../../../../domain/moderation/bulk.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { batchItems } from '../../../../../http/api/desk-items.ts'
import { batchDecision } from '../../../../../http/api/desk-schemas.ts'
import { readJson } from '../../../../../http/body.ts'
import { staffContext } from '../../../../../http/cookies.ts'

export const POST = apiRoute(async ({ locals, request }) => {
  const ctx = staffContext(locals)
  const { action, reason, note, comments } = await readJson(request, batchDecision)
  const batch = {
    ...{ batchId: ctx.newId(), action, reason: reason ?? null, note: note ?? null },
    items: comments,
  }
  const key = request.headers.get('idempotency-key')
  const { answer, failures } = await decideManyOnce(ctx, batch, key, (report) =>
    JSON.stringify({ items: batchItems(report) }),
  )
  for (const failure of failures) locals.reportError(failure)
  return jsonResponse(answer)
})

export const ALL = onlyMethods('POST')
