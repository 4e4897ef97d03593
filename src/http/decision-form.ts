import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import { claimComment, releaseComment } from '../domain/moderation/claims.ts'
import { dropDraft, saveDrafts } from '../domain/moderation/drafts.ts'
import { addNote } from '../domain/moderation/notes.ts'
import { addressOf, queueAddress, readQueuePlace, type QueuePlace } from '../domain/moderation/queue-rules.ts'
import { ACTIONS, isReason, type CurrentState, type Draft } from '../domain/moderation/rules.ts'
import { decide } from '../domain/moderation/service.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'
import type { Refusal } from './refusal.ts'

const TYPED = /^(note|reason)-([\w-]{1,64})$/u

/**
 * Takes what was sent from a list of the desk or from the page of one comment: a decision, a claim or a note among
 * colleagues. What was typed about other comments of the list is kept for them.
 * @returns the way back to the same place of the list, or to the comment's page
 * @throws DomainError as the use cases do
 */
export async function receiveDeskForm(
  ctx: StaffContext,
  commentId: string,
  form: FormValues,
  url: URL,
): Promise<Response> {
  await saveDrafts(ctx, draftsIn(form))
  const place = readQueuePlace(url.searchParams)
  const here = addressOf(commentId, place)
  switch (form.get('action') ?? '') {
    case 'claim':
    case 'take-over':
      await claimComment(ctx, commentId, { takeOver: form.get('action') === 'take-over' })
      return seeOther(here)
    case 'release':
      await releaseComment(ctx, commentId)
      return seeOther(queueAddress(place.filter, place.after))
    case 'note':
      await addNote(ctx, commentId, form.get('internal-note') ?? '')
      return seeOther(`${here}#trao-doi`)
    default:
      return receiveDecision(ctx, commentId, form, place)
  }
}

async function receiveDecision(
  ctx: StaffContext,
  commentId: string,
  form: FormValues,
  { filter, after }: QueuePlace,
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
  const field = (name: string): string => form.get(`${name}-${commentId}`) ?? form.get(name) ?? ''
  const reason = field('reason')
  if (reason !== '' && (action === 'publish' || action === 'restore')) {
    throw new DomainError('invalid', 'a reason to refuse', {
      fields: [{ pointer: '/reason', code: 'not-needed' }],
    })
  }
  const decided = await decide(ctx, {
    commentId,
    revision: Number(field('revision')),
    action,
    reason: isReason(reason) ? reason : null,
    note: field('note'),
  })
  await dropDraft(ctx, commentId)
  return seeOther(queueAddress(filter, after, decided.id))
}

/** What was typed about each comment of a form. */
export function draftsIn(form: FormValues): Map<string, Draft> {
  const drafts = new Map<string, Draft>()
  for (const [name, value] of form) {
    const [, field, id] = TYPED.exec(name) ?? []
    if (field === undefined || id === undefined) continue
    drafts.set(id, { ...(drafts.get(id) ?? { note: '', reason: '' }), [field]: value })
  }
  return drafts
}

/** What the decision form shows: what was chosen and typed before, and why it was not taken. */
export function decisionState(
  refused: Refusal | undefined,
  entry: { id: string; draft: Draft | null },
): { values: Draft; problem?: string; conflict?: CurrentState } {
  const kept = entry.draft ?? { note: '', reason: '' }
  if (refused === undefined || refused.values.get('action') === 'note') return { values: kept }
  const { failure, values: sent } = refused
  const values = {
    note: sent.get(`note-${entry.id}`) ?? kept.note,
    reason: sent.get(`reason-${entry.id}`) ?? kept.reason,
  }
  if (failure.current !== undefined) return { values, conflict: failure.current as CurrentState }
  return { values, problem: failure.fields[0]?.detail ?? failure.detail }
}

/** What the form for notes among colleagues shows where one was refused. */
export function noteState(refused: Refusal | undefined): { typed?: string; problem?: string } {
  if (refused?.values.get('action') !== 'note') return {}
  const { failure, values } = refused
  return { typed: values.get('internal-note') ?? '', problem: failure.fields[0]?.detail ?? failure.detail }
}
