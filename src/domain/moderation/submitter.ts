import type { Client } from '../comments/rules.ts'
import { findCommentIdByCode } from '../comments/service.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { readNote } from './note.ts'
import { judgeSubmitter, type SubmitterAction } from './rules.ts'
import { takeStep } from './step.ts'
import { findComment, listHistory } from './store.ts'

/**
 * What the submitter may do with the tracking code: take the comment back, or ask for another look at a decision.
 * @param note why, in the submitter's words; only staff read it
 * @throws DomainError not-found for an unknown code, invalid where the state does not allow it, conflict where
 *   something was decided in between
 */
export async function takeSubmitterStep(
  ctx: Context,
  typed: string,
  action: SubmitterAction,
  rawNote: string | null,
  client: Pick<Client, 'address'>,
): Promise<void> {
  const note = readNote(rawNote)
  const id = await findCommentIdByCode(ctx, typed, client)
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
  const taken = await takeStep(ctx, row, { transition, actor: { kind: 'submitter' }, reason: null, note })
  if (!taken) throw new DomainError('conflict', 'the comment changed in between')
}
