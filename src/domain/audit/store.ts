import type { Reader, Writer } from '../../../db/connect.ts'
import type { AuditEventTable } from '../../../db/schema/audit-event.ts'
import type { CommentNoteTable } from '../../../db/schema/comment-note.ts'

export async function insertEvent(tx: Writer, event: AuditEventTable): Promise<void> {
  await tx.insertInto('audit_event').values(event).execute()
}

/** Moves the end of the chain one place on, and gives what it was. */
export async function takePlace(tx: Writer): Promise<{ seq: number; hash: string }> {
  return tx
    .updateTable('ledger_head')
    .set((eb) => ({ seq: eb('seq', '+', 1) }))
    .where('ledger', '=', 'audit')
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

export async function setHead(tx: Writer, hash: string): Promise<void> {
  await tx.updateTable('ledger_head').set({ hash }).where('ledger', '=', 'audit').execute()
}

export async function findHead(db: Reader): Promise<{ seq: number; hash: string } | null> {
  const head = await db
    .selectFrom('ledger_head')
    .select(['seq', 'hash'])
    .where('ledger', '=', 'audit')
    .executeTakeFirst()
  return head ?? null
}

/** The chain from its start, a piece at a time. */
export async function listAfter(db: Reader, seq: number, limit: number): Promise<AuditEventTable[]> {
  return db.selectFrom('audit_event').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute()
}

/** Notes among colleagues, by id. */
export async function findNotes(db: Reader, ids: readonly string[]): Promise<Map<string, CommentNoteTable>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('comment_note').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Notes that were written since their hashes are kept. */
export async function countSaltedNotes(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('comment_note')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('salt', '<>', '')
    .executeTakeFirstOrThrow()
  return count
}

/** Those of the comments named that were erased: their notes went with them. */
export async function findErased(db: Reader, commentIds: readonly string[]): Promise<Set<string>> {
  if (commentIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('comment')
    .select('id')
    .where('id', 'in', commentIds)
    .where('status', '=', 'erased')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
