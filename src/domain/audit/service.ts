import type { Writer } from '../../../db/connect.ts'
import type { AuditEventTable } from '../../../db/schema/audit-event.ts'
import type { Context, StaffContext } from '../context.ts'
import { sha256 } from '../secrets.ts'
import type { AuditAction, AuditDetails } from './rules.ts'
import { findHead, insertEvent, listAfter, setHead, takePlace } from './store.ts'

export interface AuditRecord {
  /** Who acts: the signed-in person of a StaffContext; without one the system. */
  ctx: Context | StaffContext
  action: AuditAction
  /** `<kind>/<id>` of what was acted upon: `staff/0190…`, `comment/0190…`, `switch/slow-mode`. */
  subject: string
  details?: AuditDetails
  /** Set by `npm run admin`, whose user holds the machine. */
  byCommand?: boolean
}

/**
 * Writes one staff action down, in the transaction of the action itself: both happen or neither does.
 *
 * Decisions on comments and releases have chains of their own and are not recorded here again.
 */
export async function recordAudit(
  tx: Writer,
  { ctx, action, subject, details = {}, byCommand = false }: AuditRecord,
): Promise<void> {
  const head = await takePlace(tx)
  const staffId = !byCommand && 'staff' in ctx ? ctx.staff.id : null
  const content = {
    seq: head.seq,
    at: ctx.now().toISOString(),
    actor: byCommand ? 'command' : staffId === null ? 'system' : 'staff',
    staff_id: staffId,
    action,
    subject,
    details: JSON.stringify(details),
  } as const
  const hash = hashEvent(head.hash, content)
  await insertEvent(tx, { ...content, prev_hash: head.hash, hash })
  await setHead(tx, hash)
}

/** SHA-256 over a JSON array of a version mark, the previous hash and every column in a fixed order. */
function hashEvent(previous: string, event: Omit<AuditEventTable, 'prev_hash' | 'hash'>): string {
  const { seq, at, actor, staff_id, action, subject, details } = event
  return sha256(JSON.stringify(['audit/1', previous, seq, at, actor, staff_id, action, subject, details]))
}

export type AuditBreakCause = 'gap' | 'previous-hash' | 'event-hash' | 'head'

export type AuditVerification =
  { ok: true; events: number; head: string } | { ok: false; cause: AuditBreakCause; seq: number | null }

const BATCH = 1_000

/** Walks the whole log, in one snapshot, and stops at the first link that does not hold. */
export async function verifyAudit(ctx: Context): Promise<AuditVerification> {
  return ctx.db.read
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      let seq = 0
      let hash = ''
      for (;;) {
        const events = await listAfter(db, seq, BATCH)
        for (const event of events) {
          const cause = breakOf(event, seq, hash)
          if (cause !== null) return { ok: false, cause, seq: event.seq }
          ;({ seq, hash } = event)
        }
        if (events.length < BATCH) break
      }
      const head = await findHead(db)
      return head?.seq === seq && head.hash === hash
        ? { ok: true, events: seq, head: hash }
        : { ok: false, cause: 'head', seq }
    })
}

function breakOf(event: AuditEventTable, seq: number, hash: string): AuditBreakCause | null {
  if (event.seq !== seq + 1) return 'gap'
  if (event.prev_hash !== hash) return 'previous-hash'
  return event.hash === hashEvent(hash, event) ? null : 'event-hash'
}
