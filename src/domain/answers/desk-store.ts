import type { Reader } from '../../../db/connect.ts'
import { printedTarget, type Cursor } from '../comments/rules.ts'
import { toAwaited } from './store.ts'
import type { AnswerList, AwaitedAnswer } from './rules.ts'

/** A comment in a list of the desk for answers. */
export interface AnswerEntryRow {
  commentId: string
  target: string
  body: string
  displayName: string | null
  publishedAt: string
  sample: boolean
  awaited: AwaitedAnswer | null
  /** Name of the body that answered, and when the answer last changed. */
  answered: { bodyName: string; changedAt: string } | null
  /** Place in the list. */
  cursor: Cursor
}

export interface AnswerListQuery {
  list: AnswerList
  body: string | null
  after: Cursor | null
  limit: number
  samples: boolean
  /** ISO-8601 UTC; what was due before it is overdue. */
  now: string
}

/** One page of a list; keyset. */
export async function listAnswerDesk(db: Reader, query: AnswerListQuery): Promise<AnswerEntryRow[]> {
  if (query.list === 'answered') return listAnswered(db, query)
  if (query.list === 'other') return listOther(db, query)
  let open = openRequests(db, query)
    .select(['request.body', 'request.body_name', 'request.deadline', 'request.due_at'])
    .select(['comment.id', 'comment.target', 'comment.body as comment_body', 'comment.display_name'])
    .select(['comment.published_at', 'comment.sample', 'comment.figure_revision'])
  const { after } = query
  if (after !== null) {
    open = open.where((eb) =>
      eb(eb.refTuple('request.due_at', 'request.comment_id'), '>', eb.tuple(after.at, after.id)),
    )
  }
  const rows = await open.orderBy('request.due_at').orderBy('request.comment_id').limit(query.limit).execute()
  return rows.map((row) => ({
    ...entryOf({ ...row, body: row.comment_body }),
    awaited: toAwaited(row, query.now),
    answered: null,
    cursor: { at: row.due_at, id: row.id },
  }))
}

/** How many wait, by whether they are overdue. */
export async function countOpen(
  db: Reader,
  query: Omit<AnswerListQuery, 'list' | 'after' | 'limit'>,
): Promise<{ waiting: number; overdue: number }> {
  const count = async (list: AnswerList) => {
    const row = await openRequests(db, { ...query, list })
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return row.count
  }
  return { waiting: await count('waiting'), overdue: await count('overdue') }
}

/** A comment that is not public any more waits for nothing that readers could see. */
function openRequests(db: Reader, { list, body, samples, now }: Omit<AnswerListQuery, 'after' | 'limit'>) {
  let query = db
    .selectFrom('answer_request as request')
    .innerJoin('comment', 'comment.id', 'request.comment_id')
    .where('request.open', '=', 1)
    .where('comment.status', '=', 'published')
    .where('request.due_at', list === 'overdue' ? '<' : '>=', now)
  if (body !== null) query = query.where('request.body', '=', body)
  if (!samples) query = query.where('comment.sample', '=', 0)
  return query
}

/** Newest change first. */
async function listAnswered(db: Reader, query: AnswerListQuery): Promise<AnswerEntryRow[]> {
  let answered = db
    .selectFrom('official_answer as answer')
    .innerJoin('comment', 'comment.id', 'answer.comment_id')
    .innerJoin('answer_event as event', 'event.seq', 'answer.event_seq')
    .select(['comment.id', 'comment.target', 'comment.body', 'comment.display_name'])
    .select(['comment.published_at', 'comment.sample', 'comment.figure_revision'])
    .select(['answer.changed_at', 'event.body_name'])
    .where('answer.standing', '=', 1)
    .where('comment.status', '=', 'published')
  if (query.body !== null) answered = answered.where('answer.body', '=', query.body)
  if (!query.samples) answered = answered.where('comment.sample', '=', 0)
  const { after } = query
  if (after !== null) {
    answered = answered.where((eb) =>
      eb(eb.refTuple('answer.changed_at', 'answer.comment_id'), '<', eb.tuple(after.at, after.id)),
    )
  }
  const rows = await answered
    .orderBy('answer.changed_at', 'desc')
    .orderBy('answer.comment_id', 'desc')
    .limit(query.limit)
    .execute()
  return rows.map((row) => ({
    ...entryOf(row),
    awaited: null,
    answered: { bodyName: row.body_name, changedAt: row.changed_at },
    cursor: { at: row.changed_at, id: row.id },
  }))
}

/** Published comments that were neither asked about nor answered, newest first. */
async function listOther(db: Reader, query: AnswerListQuery): Promise<AnswerEntryRow[]> {
  let others = db
    .selectFrom('comment')
    .leftJoin('answer_request as request', (join) =>
      join.onRef('request.comment_id', '=', 'comment.id').on('request.open', '=', 1),
    )
    .leftJoin('official_answer as answer', (join) =>
      join.onRef('answer.comment_id', '=', 'comment.id').on('answer.standing', '=', 1),
    )
    .select(['comment.id', 'comment.target', 'comment.body', 'comment.display_name'])
    .select(['comment.published_at', 'comment.sample', 'comment.figure_revision', 'comment.submitted_at'])
    .where('comment.status', '=', 'published')
    .where('request.comment_id', 'is', null)
    .where('answer.comment_id', 'is', null)
  if (!query.samples) others = others.where('comment.sample', '=', 0)
  const { after } = query
  if (after !== null) {
    others = others.where((eb) =>
      eb(eb.refTuple('comment.submitted_at', 'comment.id'), '<', eb.tuple(after.at, after.id)),
    )
  }
  const rows = await others
    .orderBy('comment.submitted_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(query.limit)
    .execute()
  return rows.map((row) => ({
    ...entryOf(row),
    awaited: null,
    answered: null,
    cursor: { at: row.submitted_at, id: row.id },
  }))
}

function entryOf(row: {
  id: string
  target: string
  figure_revision: number | null
  body: string | null
  display_name: string | null
  published_at: string | null
  sample: 0 | 1
}) {
  return {
    commentId: row.id,
    target: printedTarget(row),
    body: row.body ?? '',
    displayName: row.display_name,
    publishedAt: row.published_at ?? '',
    sample: row.sample === 1,
  }
}
