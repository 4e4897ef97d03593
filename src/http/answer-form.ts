import { answerDeskAddress } from '../domain/answers/rules.ts'
import { answerComment, askForAnswer, dropRequest, withdrawAnswer } from '../domain/answers/service.ts'
import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'
import type { Refusal } from './refusal.ts'

/** Which of the desk's forms about an answer was sent. */
export const ANSWER_FORMS = ['ask', 'drop', 'answer', 'withdraw'] as const
export type AnswerForm = (typeof ANSWER_FORMS)[number]

const DONE: Readonly<Record<AnswerForm, string>> = {
  ask: 'asked',
  drop: 'dropped',
  answer: 'answered',
  withdraw: 'withdrawn',
}

/** Takes a form of the desk for answers. @returns the way back to it @throws DomainError as the use cases do */
export async function receiveAnswerForm(
  ctx: StaffContext,
  commentId: string,
  form: FormValues,
): Promise<Response> {
  const action = ANSWER_FORMS.find((known) => known === form.get('action'))
  if (action === undefined) {
    throw new DomainError('invalid', 'no such action', {
      fields: [{ pointer: '/action', code: 'no-such-step' }],
    })
  }
  const revision = Number(form.get('revision'))
  const body = form.get('office') ?? ''
  const reason = form.get('why') ?? ''
  if (action === 'ask') await askForAnswer(ctx, { commentId, revision, body })
  else if (action === 'drop') await dropRequest(ctx, { commentId, revision })
  else if (action === 'answer') {
    await answerComment(ctx, { commentId, revision, body, text: form.get('answer') ?? '', reason })
  } else await withdrawAnswer(ctx, { commentId, revision, reason })
  return seeOther(`${answerDeskAddress(commentId)}?da=${DONE[action]}`)
}

/** What one of the forms shows: what was typed before and why it was not taken; nothing for the other forms. */
export function answerFormState(refused: Refusal | undefined) {
  if (refused === undefined) return null
  const { failure, values } = refused
  return {
    form: ANSWER_FORMS.find((known) => known === values.get('action')) ?? null,
    office: values.get('office'),
    text: values.get('answer'),
    why: values.get('why'),
    conflict: failure.code === 'conflict',
    problem: failure.fields[0]?.detail ?? failure.detail,
    /** Names of the fields in error. */
    fields: failure.fields.map(({ pointer }) => pointer.slice(1)),
  }
}

export type AnswerFormState = NonNullable<ReturnType<typeof answerFormState>>
