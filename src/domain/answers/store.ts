import type { Reader, Writer } from '../../../db/connect.ts'
import type { AnswerRequestTable } from '../../../db/schema/answer-request.ts'
import type { OfficialAnswerTable } from '../../../db/schema/official-answer.ts'
import type { Deadline } from '../working-days/rules.ts'
import type { AnswerVersion, AwaitedAnswer, PublicAnswer } from './rules.ts'

export type AnswerState = OfficialAnswerTable
export type RequestRow = AnswerRequestTable

/** Answers that stand, by comment. Whether the comment itself is public is for the caller to know. */
export async function findStanding(
  db: Reader,
  commentIds: readonly string[],
): Promise<Map<string, PublicAnswer>> {
  if (commentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('official_answer as answer')
    .innerJoin('answer_event as event', 'event.seq', 'answer.event_seq')
    .innerJoin('answer_words as words', 'words.event_seq', 'answer.event_seq')
    .select(['answer.comment_id', 'answer.revision', 'answer.published_at', 'answer.changed_at'])
    .select(['event.body', 'event.body_name', 'event.action', 'words.text'])
    .where('answer.comment_id', 'in', commentIds)
    .where('answer.standing', '=', 1)
    .execute()
  return new Map(
    rows.map((row) => [
      row.comment_id,
      {
        body: row.body,
        bodyName: row.body_name,
        text: row.text ?? '',
        publishedAt: row.published_at,
        updatedAt: row.action === 'correct' ? row.changed_at : null,
        revision: row.revision,
      },
    ]),
  )
}

/** What waits for an answer, by comment. @param now ISO-8601 UTC */
export async function findAwaited(
  db: Reader,
  commentIds: readonly string[],
  now: string,
): Promise<Map<string, AwaitedAnswer>> {
  if (commentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('answer_request')
    .selectAll()
    .where('comment_id', 'in', commentIds)
    .where('open', '=', 1)
    .execute()
  return new Map(rows.map((row) => [row.comment_id, toAwaited(row, now)]))
}

export function toAwaited(
  row: Pick<AnswerRequestTable, 'body' | 'body_name' | 'deadline' | 'due_at'>,
  now: string,
): AwaitedAnswer {
  return {
    body: row.body,
    bodyName: row.body_name,
    deadline: JSON.parse(row.deadline) as Deadline,
    overdue: row.due_at < now,
  }
}

/** Every version of an answer, first to last. */
export async function listVersions(
  db: Reader,
  commentId: string,
): Promise<(AnswerVersion & { byName: string | null })[]> {
  const rows = await db
    .selectFrom('answer_event as event')
    .leftJoin('answer_words as words', 'words.event_seq', 'event.seq')
    .leftJoin('staff', 'staff.id', 'event.staff_id')
    .selectAll('event')
    .select(['words.text', 'words.reason', 'staff.name as staff_name'])
    .where('event.comment_id', '=', commentId)
    .orderBy('event.revision')
    .execute()
  return rows.map((row) => ({
    revision: row.revision,
    action: row.action,
    bodyName: row.body_name,
    text: row.text,
    reason: row.reason,
    at: row.at,
    hash: row.hash,
    previousHash: row.prev_hash,
    byName: row.staff_name,
  }))
}

export async function findState(db: Reader, commentId: string): Promise<AnswerState | null> {
  const row = await db
    .selectFrom('official_answer')
    .selectAll()
    .where('comment_id', '=', commentId)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Puts the state of an answer after exactly this revision; 0 where there was none.
 * @returns false where someone else was first
 */
export async function moveState(tx: Writer, before: number, state: AnswerState): Promise<boolean> {
  const moved =
    before === 0
      ? await tx
          .insertInto('official_answer')
          .values(state)
          .onConflict((conflict) => conflict.column('comment_id').doNothing())
          .returning('comment_id')
          .executeTakeFirst()
      : await tx
          .updateTable('official_answer')
          .set(state)
          .where('comment_id', '=', state.comment_id)
          .where('revision', '=', before)
          .returning('comment_id')
          .executeTakeFirst()
  return moved !== undefined
}

export async function findRequest(db: Reader, commentId: string): Promise<RequestRow | null> {
  const row = await db
    .selectFrom('answer_request')
    .selectAll()
    .where('comment_id', '=', commentId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/**
 * A request that was dropped stands again, with the deadline that it had.
 * @returns false where someone else has asked already
 */
export async function insertRequest(tx: Writer, row: RequestRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('answer_request')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('comment_id')
        .doUpdateSet((eb) => ({
          revision: eb('answer_request.revision', '+', 1),
          body: row.body,
          body_name: row.body_name,
          open: 1,
          dropped_at: null,
          dropped_by: null,
        }))
        .where('answer_request.dropped_at', 'is not', null),
    )
    .returning('comment_id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Names another body. @returns false where the request is no longer at this revision */
export async function redirectRequest(
  tx: Writer,
  { comment_id, revision }: Pick<RequestRow, 'comment_id' | 'revision'>,
  body: Pick<RequestRow, 'body' | 'body_name'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('answer_request')
    .set({ ...body, revision: revision + 1 })
    .where('comment_id', '=', comment_id)
    .where('revision', '=', revision)
    .where('dropped_at', 'is', null)
    .returning('comment_id')
    .executeTakeFirst()
  return changed !== undefined
}

/**
 * Takes the mark off. The request stays for the count of late answers.
 * @returns false where the request is no longer at this revision
 */
export async function closeRequest(
  tx: Writer,
  { comment_id, revision }: Pick<RequestRow, 'comment_id' | 'revision'>,
  dropped: Pick<RequestRow, 'dropped_at' | 'dropped_by'>,
): Promise<boolean> {
  const closed = await tx
    .updateTable('answer_request')
    .set({ ...dropped, open: 0, revision: revision + 1 })
    .where('comment_id', '=', comment_id)
    .where('revision', '=', revision)
    .where('dropped_at', 'is', null)
    .returning('comment_id')
    .executeTakeFirst()
  return closed !== undefined
}

/** An answered comment waits no longer; one whose answer is withdrawn waits again, where the mark was not taken off. */
export async function setRequestOpen(tx: Writer, commentId: string, open: 0 | 1): Promise<void> {
  await tx
    .updateTable('answer_request')
    .set({ open })
    .where('comment_id', '=', commentId)
    .where('dropped_at', 'is', null)
    .execute()
}

/** A comment whose answer is about to change. */
export interface HeldComment {
  status: string
  target: string
  /** Empty where it was erased. */
  body: string
  publishedAt: string | null
  sample: boolean
}

/**
 * Holds the comment as it is for this transaction, so that it is not hidden or erased in between.
 * @returns null where there is none
 */
export async function holdComment(tx: Writer, commentId: string): Promise<HeldComment | null> {
  const row = await tx
    .updateTable('comment')
    .set((eb) => ({ revision: eb.ref('revision') }))
    .where('id', '=', commentId)
    .returning(['status', 'target', 'body', 'published_at', 'sample'])
    .executeTakeFirst()
  if (row === undefined) return null
  const { status, target, body, published_at: publishedAt, sample } = row
  return { status, target, body: body ?? '', publishedAt, sample: sample === 1 }
}

/** Words of an answer go with the comment that they answer; the chain keeps their hashes. */
export async function eraseAnswer(tx: Writer, commentId: string): Promise<void> {
  await tx
    .deleteFrom('answer_words')
    .where('event_seq', 'in', (eb) =>
      eb.selectFrom('answer_event').select('seq').where('comment_id', '=', commentId),
    )
    .execute()
  await tx.updateTable('official_answer').set({ standing: 0 }).where('comment_id', '=', commentId).execute()
  await setRequestOpen(tx, commentId, 0)
}
