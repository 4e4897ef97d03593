import { listThread } from '../../../../domain/comments/threads.ts'
import { submitComment } from '../../../../domain/comments/submitting.ts'
import { apiRoute, clientOf, jsonResponse, onlyMethods } from '../../../../http/api.ts'
import { publishedItem } from '../../../../http/api/answer-item.ts'
import { newComment, threadQuery } from '../../../../http/api/schemas.ts'
import { readJson, readQuery } from '../../../../http/body.ts'

export const GET = apiRoute(async ({ locals, url }) => {
  const { target, limit, after } = readQuery(url, threadQuery)
  const { items, hidden, next } = await listThread(locals.context, target, { limit, after: after ?? null })
  return jsonResponse(
    { items: items.map((item) => publishedItem(locals.context, item)), next, hidden },
    { cache: 'shared' },
  )
})

export const POST = apiRoute(async ({ locals, request }) => {
  const { target, body, displayName, consent, altcha, openMs } = await readJson(request, newComment)
  const receipt = await submitComment(
    locals.context,
    { target, body, displayName: displayName ?? null, consent: consent ?? null },
    {
      client: clientOf(locals, request),
      idempotencyKey: request.headers.get('idempotency-key'),
      from: 'api',
      evidence: { altcha: altcha ?? undefined },
      hints: { openMs: openMs ?? undefined },
    },
  )
  return jsonResponse(receipt, { status: 201 })
})

export const ALL = onlyMethods('GET', 'HEAD', 'POST')
