import { decideMany, getBatch } from '../../../../../domain/moderation/bulk.ts'
import { apiRoute, jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { batchItems } from '../../../../../http/api/desk-items.ts'
import { batchDecision } from '../../../../../http/api/desk-schemas.ts'
import { readJson } from '../../../../../http/body.ts'
import { staffContext } from '../../../../../http/cookies.ts'

export const POST = apiRoute(async ({ locals, request }) => {
  const ctx = staffContext(locals)
  const { action, reason, note, comments } = await readJson(request, batchDecision)
  const batchId = ctx.newId()
  const batch = { batchId, action, reason: reason ?? null, note: note ?? null, items: comments }
  for (const error of await decideMany(ctx, batch)) locals.reportError(error)
  return jsonResponse({ items: batchItems(await getBatch(ctx, batchId)) })
})

export const ALL = onlyMethods('POST')
