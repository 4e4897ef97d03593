import type { APIContext } from 'astro'
import { takeSubmitterStep } from '../../domain/moderation/submitter.ts'
import { clientOf, jsonResponse } from '../api.ts'
import { readOptionalJson } from '../body.ts'
import { submitterStep } from './schemas.ts'
import { trackedItem } from './tracked-item.ts'

/** Takes a step with the tracking code in the address and answers where the comment stands now. */
export async function answerSubmitterStep(
  { locals, params, request }: APIContext,
  action: 'appeal' | 'withdraw',
): Promise<Response> {
  const { note } = await readOptionalJson(request, submitterStep)
  const code = params['code'] ?? ''
  const client = clientOf(locals, request)
  const idempotencyKey = request.headers.get('idempotency-key')
  const step = { action, note: note ?? null }
  const state = await takeSubmitterStep(locals.context, code, step, { client, idempotencyKey })
  return jsonResponse(trackedItem(locals.context, state))
}
