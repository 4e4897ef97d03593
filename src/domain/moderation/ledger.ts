import { sql } from 'kysely'
import type { Writer } from '../../../db/connect.ts'
import type { ModerationEventTable } from '../../../db/schema/moderation-event.ts'
import { sha256 } from '../secrets.ts'

/** Hash before the first event. */
export const GENESIS = ''

export type EventContent = Omit<ModerationEventTable, 'seq' | 'prev_hash' | 'hash'>

/** Events before the public record have no salt and are hashed as they always were. */
export type RecordVersion = 'moderation/1' | 'moderation/2'

export function versionOf({ salt }: Pick<EventContent, 'salt'>): RecordVersion {
  return salt === null ? 'moderation/1' : 'moderation/2'
}

/** SHA-256 over the JSON text of the {@link recordOf} an event. */
export function hashEvent(seq: number, previous: string, event: EventContent): string {
  return sha256(JSON.stringify(recordOf(seq, previous, event)))
}

/**
 * What an event is hashed over: a version mark, the previous hash and what happened, in a fixed order.
 *
 * `moderation/2` can be public: which comment, which person of the staff and which note stand in it by
 * {@link sealOf} alone. `moderation/1` names them and never leaves the database.
 */
export function recordOf(seq: number, previous: string, event: EventContent): readonly unknown[] {
  if (event.salt === null) return firstRecordOf(seq, previous, event)
  return [
    'moderation/2',
    previous,
    seq,
    event.action,
    event.from_status,
    event.to_status,
    event.reason,
    event.actor,
    event.at,
    event.text_hash,
    sealOf(event),
  ]
}

/**
 * Stands for what of an event is not public. The salt is another one each time, so that neither can be guessed nor
 * two events of one person be told to belong together.
 */
export function sealOf(
  event: Pick<EventContent, 'salt' | 'comment_id' | 'comment_revision' | 'staff_id' | 'note_hash'>,
): string {
  const { salt, comment_id, comment_revision, staff_id, note_hash } = event
  return sha256(JSON.stringify(['seal/1', salt, comment_id, comment_revision, staff_id, note_hash]))
}

function firstRecordOf(seq: number, previous: string, event: EventContent): readonly unknown[] {
  return [
    'moderation/1',
    previous,
    seq,
    event.comment_id,
    event.comment_revision,
    event.action,
    event.from_status,
    event.to_status,
    event.reason,
    event.note_hash,
    event.actor,
    event.staff_id,
    event.at,
    event.text_hash,
  ]
}

/** With a salt that goes with the note: once it is erased nobody can try out what it may have said. */
export function hashNote(salt: string, note: string): string {
  // Notes of the first version have no salt, and keep the hash their events were chained with.
  return sha256(salt === '' ? note : JSON.stringify([salt, note]))
}

/**
 * Takes the end of the chain for this transaction. Must be its first statement: it is the write that takes
 * SQLite's lock, and on PostgreSQL the row lock that makes the next appender wait.
 */
export async function takeHead(tx: Writer): Promise<{ seq: number; hash: string }> {
  return tx
    .updateTable('ledger_head')
    .set({ seq: sql`seq + 1` })
    .where('ledger', '=', 'moderation')
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

/** Appends the event at the place that {@link takeHead} gave. */
export async function appendEvent(
  tx: Writer,
  head: { seq: number; hash: string },
  event: EventContent,
): Promise<void> {
  const hash = hashEvent(head.seq, head.hash, event)
  await tx
    .insertInto('moderation_event')
    .values({ seq: head.seq, ...event, prev_hash: head.hash, hash })
    .execute()
  await tx.updateTable('ledger_head').set({ hash }).where('ledger', '=', 'moderation').execute()
}
