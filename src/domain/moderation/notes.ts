import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import { countCharacters, normalizeBody } from '../comments/rules.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { hashNote } from './ledger.ts'
import { MAX_INTERNAL_NOTE, type InternalNote } from './rules.ts'

/** What colleagues wrote about a comment, first to last. @throws DomainError forbidden */
export async function listNotes(ctx: StaffContext, commentId: string): Promise<InternalNote[]> {
  requirePermission(ctx, 'comments.read')
  return ctx.db.read
    .selectFrom('comment_note as note')
    .innerJoin('staff', 'staff.id', 'note.staff_id')
    .select(['note.note', 'note.at', 'staff.name as byName'])
    .where('note.comment_id', '=', commentId)
    .orderBy('note.at')
    .orderBy('note.id')
    .execute()
}

/**
 * Writes a note among colleagues. It is never public and goes when the comment is erased.
 * @throws DomainError forbidden, not-found (also for an erased comment), or invalid where it is empty or too long
 */
export async function addNote(ctx: StaffContext, commentId: string, typed: string): Promise<void> {
  requirePermission(ctx, 'comments.decide')
  const note = normalizeBody(typed)
  const length = countCharacters(note)
  if (length === 0 || length > MAX_INTERNAL_NOTE) {
    const fault = length === 0 ? { code: 'required' } : { code: 'too-long', count: MAX_INTERNAL_NOTE }
    throw new DomainError('invalid', 'unusable note', { fields: [{ pointer: '/internalNote', ...fault }] })
  }
  const row = {
    id: ctx.newId(),
    comment_id: commentId,
    staff_id: ctx.staff.id,
    note,
    salt: Buffer.from(ctx.randomBytes(16)).toString('hex'),
    at: ctx.now().toISOString(),
  }
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    // Holds the row until the end, so that no note outlives an erasure that comes at the same moment.
    const held = await tx
      .updateTable('comment')
      .set((eb) => ({ revision: eb.ref('revision') }))
      .where('id', '=', commentId)
      .where('status', '<>', 'erased')
      .returning('id')
      .executeTakeFirst()
    if (held === undefined) throw new DomainError('not-found', `no comment ${commentId}`)
    await tx.insertInto('comment_note').values(row).execute()
    const details = { note: row.id, hash: hashNote(row.salt, note) }
    await recordAudit(tx, { ctx, action: 'comment.noted', subject: `comment/${commentId}`, details })
  })
}
