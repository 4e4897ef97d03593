import { sql } from 'kysely'
import type { Writer } from '../../../db/connect.ts'
import type { ModerationEventTable } from '../../../db/schema/moderation-event.ts'
import { sha256 } from '../secrets.ts'

/** Hash before the first event. */
export const GENESIS = ''

export type EventContent = Omit<ModerationEventTable, 'seq' | 'prev_hash' | 'hash'>

/**
 * SHA-256 over a JSON array of a version mark, the previous hash and every column in a fixed order.
 * Whoever holds the public record can compute it again.
 */
export function hashEvent(seq: number, previous: string, event: EventContent): string {
  return sha256(
    JSON.stringify([
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
    ]),
  )
}

export function hashNote(note: string): string {
  return sha256(note)
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
