import type { Reader, Writer } from '../../../db/connect.ts'
import type { AuditEventTable } from '../../../db/schema/audit-event.ts'

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
