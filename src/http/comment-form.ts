import type { AstroGlobal } from 'astro'
import type { Receipt } from '../domain/comments/rules.ts'
import { HIDDEN_FIELD } from '../domain/screening/rules.ts'
import { submitComment } from '../domain/comments/submitting.ts'
import { clientOf } from './api.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

/**
 * Takes the comment form of a page as it comes without JavaScript: consent is asked for in the form itself.
 * @returns the way to the receipt
 * @throws DomainError as `submitComment` does
 */
export async function receiveComment(
  { locals, request }: Pick<AstroGlobal, 'locals' | 'request'>,
  target: string,
  form: FormValues,
): Promise<Response> {
  const submission = {
    target,
    body: form.get('body') ?? '',
    displayName: form.get('displayName') ?? null,
    consent: form.get('consent') === '1',
  }
  const answer = await submitComment(locals.context, submission, {
    client: clientOf(locals, request),
    idempotencyKey: null,
    from: 'form',
    evidence: { confirmation: form.get('confirmation') },
    hints: { hiddenField: (form.get(HIDDEN_FIELD) ?? '') !== '' },
  })
  const { code } = JSON.parse(answer) as Receipt
  return seeOther(`/tra-cuu/${code}`)
}
