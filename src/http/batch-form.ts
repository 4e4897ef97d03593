import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import { decideMany, undoMany } from '../domain/moderation/bulk.ts'
import { saveDrafts } from '../domain/moderation/drafts.ts'
import { batchAddress, readQueuePlace } from '../domain/moderation/queue-rules.ts'
import { BULK_ACTIONS, isReason } from '../domain/moderation/rules.ts'
import { draftsIn } from './decision-form.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

const CHOSEN = /^chon-([\w-]{1,64})$/u
const BATCH_ID = /^[\w-]{8,64}$/u

/**
 * Takes one decision on several comments, or takes all of an earlier batch back.
 * @returns the way to the page that tells what became of each
 * @throws DomainError as `decideMany` does: then nothing was taken
 */
export async function receiveBatch(
  ctx: StaffContext,
  form: FormValues,
  { url, reportError }: { url: URL; reportError: (error: unknown) => void },
): Promise<Response> {
  await saveDrafts(ctx, draftsIn(form))
  const place = readQueuePlace(url.searchParams)
  const typedId = form.get('batch') ?? ''
  const batchId = BATCH_ID.test(typedId) ? typedId : ctx.newId()
  const undone = form.get('undo')
  if (undone !== undefined) {
    for (const error of await undoMany(ctx, undone, batchId)) reportError(error)
    return seeOther(batchAddress(place, batchId))
  }
  const action = BULK_ACTIONS.find((known) => known === form.get('action'))
  if (action === undefined) {
    throw new DomainError('invalid', 'no such action', {
      fields: [{ pointer: '/action', code: 'no-such-step' }],
    })
  }
  const reason = form.get('reason') ?? ''
  if (reason !== '' && (action === 'publish' || action === 'restore')) {
    throw new DomainError('invalid', 'a reason to refuse', {
      fields: [{ pointer: '/reason', code: 'not-needed' }],
    })
  }
  const items = chosenIn(form)
  const failures = await decideMany(ctx, {
    batchId,
    action,
    reason: isReason(reason) ? reason : null,
    note: form.get('note') ?? null,
    items,
  })
  for (const error of failures) reportError(error)
  return seeOther(batchAddress(place, batchId))
}

/** Comments that were ticked in a list, with the revision that was on the screen. */
export function chosenIn(form: FormValues): { id: string; revision: number }[] {
  return [...form].flatMap(([name, revision]) => {
    const id = CHOSEN.exec(name)?.[1]
    return id === undefined ? [] : [{ id, revision: Number(revision) }]
  })
}
