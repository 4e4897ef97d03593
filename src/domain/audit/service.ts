import type { Reader, Writer } from '../../../db/connect.ts'
import type { AuditEventTable } from '../../../db/schema/audit-event.ts'
import { requirePermission } from '../accounts/rules.ts'
import type { Context, StaffContext } from '../context.ts'
import { hashNote } from '../moderation/ledger.ts'
import { sha256 } from '../secrets.ts'
import {
  listAnswers,
  listDecisions,
  listEvents,
  listPeople,
  listPublications,
  type ChainQuery,
} from './log-store.ts'
import type { AuditCursor, AuditEntry, AuditQuery } from './query-rules.ts'
import type { AuditAction, AuditDetails } from './rules.ts'
import {
  countSaltedNotes,
  findErased,
  findHead,
  findNotes,
  insertEvent,
  listAfter,
  setHead,
  takePlace,
} from './store.ts'

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
 * Decisions on comments, official answers and releases have chains of their own and are not recorded here again.
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

export type AuditBreakCause =
  'gap' | 'previous-hash' | 'event-hash' | 'head' | 'note-changed' | 'note-missing' | 'note-unknown'

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
      let notes = 0
      for (;;) {
        const events = await listAfter(db, seq, BATCH)
        for (const event of events) {
          const cause = breakOf(event, seq, hash)
          if (cause !== null) return { ok: false, cause, seq: event.seq }
          ;({ seq, hash } = event)
        }
        const noted = await verifyNotes(db, events)
        if (typeof noted !== 'number') return noted
        notes += noted
        if (events.length < BATCH) break
      }
      if ((await countSaltedNotes(db)) !== notes) return { ok: false, cause: 'note-unknown', seq: null }
      const head = await findHead(db)
      return head?.seq === seq && head.hash === hash
        ? { ok: true, events: seq, head: hash }
        : { ok: false, cause: 'head', seq }
    })
}

/** @returns how many notes of the log still stand, or the first that is not as it was written */
async function verifyNotes(
  db: Reader,
  events: readonly AuditEventTable[],
): Promise<number | AuditVerification> {
  // Notes from before their hashes were kept are named in no event.
  const noted = events.flatMap(({ seq, action, subject, details }) => {
    const { note, hash } = JSON.parse(details) as { note?: string; hash?: string }
    return action === 'comment.noted' && note !== undefined
      ? [{ seq, note, hash, commentId: subject.slice('comment/'.length) }]
      : []
  })
  const notes = await findNotes(
    db,
    noted.map(({ note }) => note),
  )
  const gone = noted.filter(({ note }) => !notes.has(note))
  const erased = await findErased(
    db,
    gone.map(({ commentId }) => commentId),
  )
  for (const { seq, note, hash, commentId } of noted) {
    const row = notes.get(note)
    if (row === undefined && erased.has(commentId)) continue
    if (row === undefined) return { ok: false, cause: 'note-missing', seq }
    if (row.comment_id !== commentId || hashNote(row.salt, row.note) !== hash) {
      return { ok: false, cause: 'note-changed', seq }
    }
  }
  return notes.size
}

function breakOf(event: AuditEventTable, seq: number, hash: string): AuditBreakCause | null {
  if (event.seq !== seq + 1) return 'gap'
  if (event.prev_hash !== hash) return 'previous-hash'
  return event.hash === hashEvent(hash, event) ? null : 'event-hash'
}

/** Lines of one file; a longer log is taken away by its days. */
export const MAX_AUDIT_ROWS = 10_000

/**
 * The log together with decisions on comments, official answers and releases, newest first; keyset, so a page never shifts.
 * @throws DomainError forbidden
 */
export async function listAudit(
  ctx: StaffContext,
  { kind, person, from, to, after }: AuditQuery,
  limit: number,
): Promise<{ items: AuditEntry[]; next: AuditCursor | null }> {
  requirePermission(ctx, 'audit.read')
  const query: ChainQuery = {
    person,
    since: from === null ? null : startOfVietnamDay(from),
    before: to === null ? null : startOfVietnamDay(to, 1),
    after,
    limit: limit + 1,
  }
  const own = kind !== 'decision' && kind !== 'official-answer' && kind !== 'release'
  const lists = await Promise.all([
    own ? listEvents(ctx.db.read, query, kind) : [],
    kind === null || kind === 'decision' ? listDecisions(ctx.db.read, query) : [],
    kind === null || kind === 'official-answer' ? listAnswers(ctx.db.read, query) : [],
    kind === null || kind === 'release' ? listPublications(ctx.db.read, query) : [],
  ])
  // Equal times keep the order of the chains, since sorting is stable.
  const merged = lists.flat().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const items = merged.slice(0, limit)
  const last = items.at(-1)
  const next = merged.length > limit && last !== undefined ? last : null
  return { items, next: next === null ? null : { at: next.at, chain: next.chain, seq: next.seq } }
}

/** People by whom the log can be filtered. @throws DomainError forbidden */
export async function listAuditPeople(ctx: StaffContext): Promise<{ id: string; name: string }[]> {
  requirePermission(ctx, 'audit.read')
  return listPeople(ctx.db.read)
}

/** Vietnam is seven hours ahead all year. */
function startOfVietnamDay(day: string, later = 0): string {
  const start = Date.parse(`${day}T00:00:00+07:00`)
  return new Date(start + later * 24 * 60 * 60 * 1000).toISOString()
}
