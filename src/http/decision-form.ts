import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import {
  ACTIONS,
  isReason,
  queueAddress,
  type Action,
  type CurrentState,
} from '../domain/moderation/rules.ts'
import { decide } from '../domain/moderation/service.ts'
import type { FormValues } from './errors.ts'
import { desk } from '../i18n/vi/desk.ts'
import { seeOther } from './form-post.ts'
import type { Refusal } from './refusal.ts'

/** Takes a decision from the desk. @returns the way back to the queue @throws DomainError as `decide` does */
export async function receiveDecision(
  ctx: StaffContext,
  commentId: string,
  form: FormValues,
): Promise<Response> {
  const action = ACTIONS.find((known) => known === form.get('action'))
  if (action === undefined) {
    throw new DomainError('invalid', 'no such action', {
      fields: [{ pointer: '/action', code: 'no-such-step' }],
    })
  }
  if (action === 'erase' && form.get('confirm') !== '1') {
    throw new DomainError('invalid', 'not confirmed', { fields: [{ pointer: '/confirm', code: 'required' }] })
  }
  const reason = form.get('reason') ?? ''
  if (reason !== '' && (action === 'publish' || action === 'restore')) {
    throw new DomainError('invalid', 'a reason to refuse', {
      fields: [{ pointer: '/reason', code: 'not-needed' }],
    })
  }
  const decided = await decide(ctx, {
    commentId,
    revision: Number(form.get('revision')),
    action,
    reason: isReason(reason) ? reason : null,
    note: form.get('note') ?? null,
  })
  return seeOther(queueAddress({ doneId: decided.id }))
}

/** What the decision form shows: what was chosen and typed before, and why it was not taken. */
export function decisionState(refused: Refusal | undefined, url: URL) {
  const valueOf = (name: string): string | undefined =>
    refused?.values.get(name) ?? url.searchParams.get(name) ?? undefined
  const values: { action?: Action | undefined; reason?: string | undefined; note?: string | undefined } = {
    action: ACTIONS.find((action) => action === valueOf('action')),
    reason: valueOf('reason'),
    note: valueOf('note'),
  }
  if (refused === undefined)
    return values.action === undefined ? { values } : { values, problem: desk.decision.notTaken }
  const { failure } = refused
  const problem = failure.fields[0]?.detail ?? failure.detail
  return failure.current === undefined
    ? { values, problem }
    : { values, conflict: failure.current as CurrentState }
}
