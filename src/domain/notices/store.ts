import type { ExpressionBuilder } from 'kysely'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentSubscriptionTable } from '../../../db/schema/comment-subscription.ts'
import type { OutboxTable } from '../../../db/schema/outbox.ts'
import type { StaffRole } from '../../../db/schema/staff.ts'
import type { Tables } from '../../../db/schema/tables.ts'
import type { CommentStatus, Reason } from '../moderation/rules.ts'
import type { Workload } from './rules.ts'

export type OutboxRow = OutboxTable
export type SubscriptionRow = CommentSubscriptionTable

/** @returns false where a notice with its dedupe key is there already */
export async function insertNotice(tx: Writer, row: OutboxRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('outbox')
    .values(row)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** The bounds of what is due, by the clock as it is now. */
export interface DueTimes {
  now: string
  /** What waits until later was written by a clock that was ahead: it is due. */
  latestDue: string
  /** A claim that runs longer holds nobody off, for the same reason. */
  latestClaim: string
}

function isDue({ now, latestDue }: DueTimes) {
  return (eb: ExpressionBuilder<Tables, 'outbox'>) =>
    eb.and([eb('state', '=', 'waiting'), eb.or([eb('due_at', '<=', now), eb('due_at', '>', latestDue)])])
}

function isFree({ now, latestClaim }: DueTimes) {
  return (eb: ExpressionBuilder<Tables, 'outbox'>) =>
    eb.or([
      eb('claimed_until', 'is', null),
      eb('claimed_until', '<=', now),
      eb('claimed_until', '>', latestClaim),
    ])
}

export async function isAnythingDue(db: Reader, times: DueTimes): Promise<boolean> {
  const row = await db.selectFrom('outbox').select('id').where(isDue(times)).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Takes due notices in hand until `until`. Of two processes that ask at once, each gets its own. */
export async function claimDue(
  tx: Writer,
  times: DueTimes,
  { until, limit }: { until: string; limit: number },
): Promise<OutboxRow[]> {
  return (
    tx
      .updateTable('outbox')
      .set({ claimed_until: until })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('outbox')
          .select('id')
          .where(isDue(times))
          .where(isFree(times))
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit),
      )
      // Said again of the row itself: PostgreSQL looks at it once more after waiting for another claim.
      .where('state', '=', 'waiting')
      .where(isFree(times))
      .returningAll()
      .execute()
  )
}

export async function settle(
  tx: Writer,
  id: string,
  outcome: Pick<OutboxRow, 'state' | 'attempts' | 'due_at' | 'settled_at' | 'problem'>,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ ...outcome, claimed_until: null })
    .where('id', '=', id)
    .execute()
}

/** @returns false where it has not failed */
export async function revive(tx: Writer, id: string, now: string): Promise<boolean> {
  const revived = await tx
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, due_at: now, settled_at: null })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returning('id')
    .executeTakeFirst()
  return revived !== undefined
}

/** Newest first. */
export async function listOutbox(db: Reader, state: OutboxRow['state'], limit: number): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', state)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function countOutbox(db: Reader): Promise<Map<OutboxRow['state'], number>> {
  const rows = await db
    .selectFrom('outbox')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return new Map(rows.map((row) => [row.state, row.count]))
}

export async function deleteSettled(tx: Writer, before: string): Promise<void> {
  await tx.deleteFrom('outbox').where('state', '<>', 'waiting').where('settled_at', '<', before).execute()
}

/** One for a comment: asking again, with another address too, takes the place of the last. */
export async function saveSubscription(tx: Writer, row: SubscriptionRow): Promise<void> {
  const { comment_id: _, ...changes } = row
  await tx
    .insertInto('comment_subscription')
    .values(row)
    .onConflict((conflict) => conflict.column('comment_id').doUpdateSet(changes))
    .execute()
}

export async function findSubscription(
  db: Reader,
  by: { id: string } | { commentId: string },
): Promise<SubscriptionRow | null> {
  const query = db.selectFrom('comment_subscription').selectAll()
  const found = 'id' in by ? query.where('id', '=', by.id) : query.where('comment_id', '=', by.commentId)
  return (await found.executeTakeFirst()) ?? null
}

/** @returns false where there is none, or it was confirmed before */
export async function confirmSubscription(tx: Writer, id: string, at: string): Promise<boolean> {
  const confirmed = await tx
    .updateTable('comment_subscription')
    .set({ confirmed_at: at })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return confirmed !== undefined
}

export async function deleteSubscription(
  tx: Writer,
  by: { id: string } | { commentId: string },
): Promise<void> {
  const query = tx.deleteFrom('comment_subscription')
  await ('id' in by ? query.where('id', '=', by.id) : query.where('comment_id', '=', by.commentId)).execute()
}

export async function deleteStaleSubscriptions(
  tx: Writer,
  before: { unconfirmed: string; any: string },
): Promise<void> {
  await tx
    .deleteFrom('comment_subscription')
    .where((eb) =>
      eb.or([
        eb('created_at', '<', before.any),
        eb.and([eb('confirmed_at', 'is', null), eb('created_at', '<', before.unconfirmed)]),
      ]),
    )
    .execute()
}

/** Those who decide on comments or answer them, with their addresses. */
export async function listDeskStaff(db: Reader): Promise<{ id: string; email: string; role: StaffRole }[]> {
  return db
    .selectFrom('staff')
    .select(['id', 'email', 'role'])
    .where('role', 'in', ['moderator', 'publisher', 'admin'])
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Someone who works at the desk; null where they do so no more. */
export async function findDeskStaff(
  db: Reader,
  id: string,
): Promise<{ email: string; role: StaffRole } | null> {
  const staff = await listDeskStaff(db)
  return staff.find((person) => person.id === id) ?? null
}

export interface CommentState {
  revision: number
  status: CommentStatus
  /** State that the last step led out of; null where nothing happened yet. */
  before: CommentStatus | null
  reason: Reason | null
  note: string | null
  target: string
  submittedAt: string
}

/** Where a comment stands, and the step that led there. */
export async function findCommentState(db: Reader, id: string): Promise<CommentState> {
  const row = await db
    .selectFrom('comment')
    .leftJoin('moderation_event as event', (join) =>
      join
        .onRef('event.comment_id', '=', 'comment.id')
        .onRef('event.comment_revision', '=', 'comment.revision'),
    )
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .select(['comment.status', 'comment.revision', 'comment.target', 'comment.submitted_at'])
    .select(['event.reason', 'event.from_status', 'event.actor', 'note.note'])
    .where('comment.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    revision: row.revision,
    status: row.status,
    before: row.from_status,
    reason: row.reason as Reason | null,
    note: row.actor === 'staff' ? row.note : null,
    target: row.target,
    submittedAt: row.submitted_at,
  }
}

/** What waits at the desk now. */
export async function readWorkload(db: Reader, now: string, samples: boolean): Promise<Workload> {
  const open = (status: CommentStatus, overdue: boolean) => {
    const query = db
      .selectFrom('comment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('status', '=', status)
      .where('sample', 'in', samples ? [0, 1] : [0])
    return (overdue ? query.where('due_at', '<', now) : query).executeTakeFirstOrThrow()
  }
  const answers = (overdue: boolean) => {
    const query = db
      .selectFrom('answer_request')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('open', '=', 1)
    return (overdue ? query.where('due_at', '<', now) : query).executeTakeFirstOrThrow()
  }
  const reported = await db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'published')
    .where('open_reports', '>', 0)
    .where('sample', 'in', samples ? [0, 1] : [0])
    .executeTakeFirstOrThrow()
  const [pending, appealed] = [await open('pending', false), await open('appealed', false)]
  const late = (await open('pending', true)).count + (await open('appealed', true)).count
  return {
    pending: pending.count,
    appealed: appealed.count,
    overdue: late,
    answersDue: (await answers(false)).count,
    answersOverdue: (await answers(true)).count,
    reported: reported.count,
  }
}
