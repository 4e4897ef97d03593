import type { AstroGlobal } from 'astro'
import { trackComment, type TrackedComment } from '../domain/comments/service.ts'
import { DomainError, isDomainError } from '../domain/errors.ts'
import { askForErasure, takeSubmitterStep } from '../domain/moderation/submitter.ts'
import { subscribe, unsubscribe } from '../domain/notices/subscriptions.ts'
import { clientOf } from './api.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'
import { describeFailure } from './problem.ts'
import type { Refusal } from './refusal.ts'

/** Takes a typed tracking code. @returns the way to its page @throws DomainError with what was wrong at the field */
export async function receiveCode(
  { locals }: Pick<AstroGlobal, 'locals'>,
  form: FormValues,
): Promise<Response> {
  const typed = form.get('code') ?? ''
  if (typed.trim() === '') {
    throw new DomainError('invalid', 'no code', { fields: [{ pointer: '/code', code: 'required' }] })
  }
  try {
    const { code } = await trackComment(locals.context, typed, { address: locals.clientAddress })
    return seeOther(`/tra-cuu/${code}`)
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'not-found') throw error
    throw new DomainError('not-found', error.message, { fields: [{ pointer: '/code', code: 'not-found' }] })
  }
}

/**
 * The comment of the tracking code in the address; null where there is none, with the form's state and the status
 * set so that the page asks for the code again.
 */
export async function lookUpCode(
  { locals, response }: Pick<AstroGlobal, 'locals' | 'response'>,
  typed: string,
): Promise<TrackedComment | null> {
  try {
    return await trackComment(locals.context, typed, { address: locals.clientAddress })
  } catch (error) {
    if (!isDomainError(error)) throw error
    const failure = describeFailure(
      error.code === 'not-found'
        ? new DomainError('not-found', error.message, { fields: [{ pointer: '/code', code: 'not-found' }] })
        : error,
      locals.lang,
    )
    locals.refused = { failure, values: new Map([['code', typed]]) }
    response.status = failure.status
    if (failure.retryAfter !== undefined) response.headers.set('retry-after', String(failure.retryAfter))
    return null
  }
}

/** Takes the forms of the tracking page: take back, ask for another look, or be told by mail. @returns the way back to the page */
export async function receiveSubmitterStep(
  { locals, request }: Pick<AstroGlobal, 'locals' | 'request'>,
  code: string,
  form: FormValues,
): Promise<Response> {
  const action = form.get('action')
  const client = clientOf(locals, request)
  if (action === 'notify' || action === 'stop-notices') {
    if (action === 'notify') await subscribe(locals.context, code, form.get('email') ?? '', client)
    else await unsubscribe(locals.context, code, client)
    return seeOther(`/tra-cuu/${code}#nhan-thu`)
  }
  if (action === 'erase') {
    await askForErasure(locals.context, code, client)
    return seeOther(`/tra-cuu/${code}`)
  }
  if (action !== 'appeal' && action !== 'withdraw') {
    throw new DomainError('invalid', 'no such action', {
      fields: [{ pointer: '/action', code: 'no-such-step' }],
    })
  }
  const step = { action, note: form.get('note') ?? null } as const
  await takeSubmitterStep(locals.context, code, step, {
    client,
    idempotencyKey: null,
  })
  return seeOther(`/tra-cuu/${code}`)
}

/** What the form for a code shows: what was typed, and what was wrong with it. */
export function codeField(refused: Refusal | undefined): { value: string; problem: string | undefined } {
  const failure = refused?.failure
  return { value: refused?.values.get('code') ?? '', problem: failure?.fields[0]?.detail ?? failure?.detail }
}
