import { claimAnswer, findAnswer, repeatableByKey, type Repeatable } from '../comments/idempotency.ts'
import type { Client } from '../comments/rules.ts'
import { findCommentIdByCode, type TrackedState } from '../comments/service.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { deadlineAfter } from '../working-days/rules.ts'
import { readNote } from './note.ts'
import { judgeSubmitter, type SubmitterAction } from './rules.ts'
import { takeStep } from './step.ts'
import { findComment, listHistory, markErasureAsked } from './store.ts'

/** A step that the submitter wants to take. */
export interface SubmitterStep {
  action: SubmitterAction
  /** Why, in the submitter's words; only staff read it. */
  note: string | null
}

/**
 * What the submitter may do with the tracking code: take the comment back, or ask for another look at a decision.
 * With a key, the same step sent again gets the first answer.
 * @returns where the comment stands now
 * @throws DomainError not-found for an unknown code, invalid where the state does not allow it, conflict where
 *   something was decided in between, idempotency-mismatch
 */
export async function takeSubmitterStep(
  ctx: Context,
  typed: string,
  step: SubmitterStep,
  { client, idempotencyKey: key }: { client: Client; idempotencyKey: string | null },
): Promise<TrackedState> {
  const id = await findCommentIdByCode(ctx, typed, client)
  if (key === null) return take(ctx, id, step, null)
  const request = repeatableByKey(key, [step.action, id, step.note], client)
  const earlier = await findAnswer(ctx, ctx.db.read, request)
  if (earlier !== null) return JSON.parse(earlier) as TrackedState
  try {
    return await take(ctx, id, step, request)
  } catch (error) {
    // The same request may have been here a moment before.
    const first = await findAnswer(ctx, ctx.db.write, request)
    if (first === null) throw error
    return JSON.parse(first) as TrackedState
  }
}

/**
 * Asks the office to erase for good what was taken back; an admin does it. Asked again, the first time counts.
 * @throws DomainError not-found for an unknown code, invalid where the comment was not taken back
 */
export async function askForErasure(ctx: Context, typed: string, client: Client): Promise<void> {
  const id = await findCommentIdByCode(ctx, typed, client)
  if (await ctx.db.transaction((tx) => markErasureAsked(tx, id, ctx.now().toISOString()))) return
  const row = await findComment(ctx.db.read, id)
  if (row?.status === 'withdrawn') return
  throw new DomainError('invalid', 'not taken back', {
    fields: [{ pointer: '/action', code: 'no-such-step' }],
  })
}

async function take(
  ctx: Context,
  id: string,
  { action, note: typed }: SubmitterStep,
  request: Repeatable | null,
): Promise<TrackedState> {
  const note = readNote(typed)
  const row = await findComment(ctx.db.read, id)
  if (row === null) throw new DomainError('not-found', 'unknown tracking code')
  const last = (await listHistory(ctx.db.read, id)).at(-1)
  const verdict = judgeSubmitter(row.status, last?.fromStatus ?? null, action)
  if (!verdict.ok) {
    throw new DomainError('invalid', verdict.refusal, {
      fields: [{ pointer: '/action', code: verdict.refusal }],
    })
  }
  const { transition } = verdict
  const { calendar, settings } = ctx.site
  const days = settings.moderation.decisionWithinWorkingDays
  const state: TrackedState = {
    id,
    status: transition.to,
    reason: null,
    note: null,
    submittedAt: row.submitted_at,
    decidedAt: row.decided_at,
    answer: null,
    awaited: null,
    deadline: action === 'appeal' ? deadlineAfter(ctx.now(), days, calendar) : null,
  }
  const taken = await takeStep(ctx, row, {
    transition,
    actor: { kind: 'submitter' },
    reason: null,
    note,
    ...(request !== null && { claim: (tx) => claimAnswer(ctx, tx, request, JSON.stringify(state)) }),
  })
  if (!taken) throw new DomainError('conflict', 'the comment changed in between')
  return state
}
