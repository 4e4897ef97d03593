import { sql } from 'kysely'
import type { Reader } from '../../../db/connect.ts'
import type { CommentStatus } from '../../../db/schema/comment.ts'
import type { Reason } from '../moderation/rules.ts'
import { monthBounds, waitingOf, type MonthCounts, type OpenNow } from './rules.ts'

const STATUSES = ['pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn', 'erased'] as const

/**
 * Counts one month. Each step of the month is looked at once, by an index on its time; what came before or after the
 * month costs nothing.
 */
export async function countMonth(db: Reader, month: string, samples: boolean): Promise<MonthCounts> {
  const bounds = monthBounds(month)
  const steps = await countSteps(db, bounds, samples)
  const sum = (fits: (step: Step) => boolean) =>
    steps.reduce((total, step) => (fits(step) ? total + step.count : total), 0)
  const byReason = (action: string, from: CommentStatus) => {
    const counts: Partial<Record<Reason, number>> = {}
    for (const step of steps) {
      if (step.action !== action || step.from !== from || step.undone === 1 || step.reason === null) continue
      counts[step.reason] = (counts[step.reason] ?? 0) + step.count
    }
    return counts
  }
  const decided = (step: Step) =>
    ['publish', 'reject', 'hide', 'restore'].includes(step.action) && step.undone === 0
  const answered = await listAnswerTimes(db, bounds, samples)
  return {
    received: await countReceived(db, bounds, samples),
    published: sum(
      (step) =>
        step.first === 1 || (step.action === 'publish' && step.from === 'pending' && step.undone === 0),
    ),
    rejected: byReason('reject', 'pending'),
    hidden: byReason('hide', 'published'),
    restored: sum(({ action }) => action === 'restore'),
    withdrawn: sum(({ action }) => action === 'withdraw'),
    erased: sum(({ action }) => action === 'erase'),
    undone: sum(({ action }) => action === 'undo'),
    appeals: {
      asked: sum(({ action }) => action === 'appeal'),
      kept: sum(({ action, from }) => from === 'appealed' && (action === 'reject' || action === 'hide')),
      changed: sum(({ action, from }) => from === 'appealed' && action === 'publish'),
    },
    decisions: {
      all: sum(decided),
      bySystem: sum((step) => decided(step) && step.actor === 'system'),
    },
    untilDecision: waitingOf(await listDecisionTimes(db, bounds, samples)),
    answers: {
      given: answered.length,
      late: answered.filter(({ late }) => late).length,
      untilAnswer: waitingOf(answered.map(({ time }) => time)),
    },
  }
}

interface Bounds {
  start: string
  end: string
}

interface Step {
  action: string
  from: CommentStatus
  reason: Reason | null
  actor: string
  /** 1 where the next step of the comment took it back. */
  undone: number
  /** 1 where a later decision than the first one made the comment public for the first time. */
  first: number
  count: number
}

async function countSteps(db: Reader, { start, end }: Bounds, samples: boolean): Promise<Step[]> {
  const undone = sql<number>`case when undo.seq is null then 0 else 1 end`
  // Not asked of first decisions: what waits for one was never public but for decisions that were undone.
  const first = sql<number>`case when event.to_status = 'published' and event.from_status <> 'pending'
    and not exists (
      select 1 from moderation_event as earlier
      left join moderation_event as back on back.comment_id = earlier.comment_id
        and back.comment_revision = earlier.comment_revision + 1 and back.action = 'undo'
      where earlier.comment_id = event.comment_id and earlier.comment_revision < event.comment_revision
        and earlier.to_status = 'published' and back.seq is null
    ) then 1 else 0 end`
  let query = stepsWithUndo(db)
    .select(['event.action', 'event.from_status as from', 'event.reason', 'event.actor'])
    .select((eb) => [undone.as('undone'), first.as('first'), eb.fn.countAll<number>().as('count')])
    .where('event.at', '>=', start)
    .where('event.at', '<', end)
  if (!samples) query = query.where('comment.sample', '=', 0)
  const rows = await query
    .groupBy(['event.action', 'event.from_status', 'event.reason', 'event.actor', undone, first])
    .execute()
  return rows.map((row) => ({ ...row, reason: row.reason as Reason | null }))
}

/** How long comments waited, in milliseconds, that were decided in this time and whose decision was not undone. */
async function listDecisionTimes(db: Reader, { start, end }: Bounds, samples: boolean): Promise<number[]> {
  let query = stepsWithUndo(db)
    .select(['comment.submitted_at', 'event.at'])
    .where('event.at', '>=', start)
    .where('event.at', '<', end)
    .where('event.from_status', '=', 'pending')
    .where('event.action', 'in', ['publish', 'reject'])
    .where('undo.seq', 'is', null)
  if (!samples) query = query.where('comment.sample', '=', 0)
  const rows = await query.execute()
  return rows.map((row) => Date.parse(row.at) - Date.parse(row.submitted_at))
}

function stepsWithUndo(db: Reader) {
  return db
    .selectFrom('moderation_event as event')
    .innerJoin('comment', 'comment.id', 'event.comment_id')
    .leftJoin('moderation_event as undo', (join) =>
      join
        .onRef('undo.comment_id', '=', 'event.comment_id')
        .on((eb) => eb('undo.comment_revision', '=', eb('event.comment_revision', '+', 1)))
        .on('undo.action', '=', 'undo'),
    )
}

/** First answers of this time: from the comment's publication on, and whether they came after the day they were due. */
async function listAnswerTimes(
  db: Reader,
  { start, end }: Bounds,
  samples: boolean,
): Promise<{ time: number; late: boolean }[]> {
  let query = db
    .selectFrom('answer_event as event')
    .innerJoin('comment', 'comment.id', 'event.comment_id')
    .leftJoin('answer_request as request', 'request.comment_id', 'event.comment_id')
    .select(['event.at', 'comment.published_at', 'request.due_at'])
    .where('event.at', '>=', start)
    .where('event.at', '<', end)
    .where('event.revision', '=', 1)
  if (!samples) query = query.where('comment.sample', '=', 0)
  const rows = await query.execute()
  return rows.map(({ at, published_at, due_at }) => ({
    time: Date.parse(at) - Date.parse(published_at ?? at),
    late: due_at !== null && at > due_at,
  }))
}

/** Two counts of an index each, instead of a look at every comment. */
async function countReceived(db: Reader, { start, end }: Bounds, samples: boolean): Promise<number> {
  const all = await db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', 'in', STATUSES)
    .where('submitted_at', '>=', start)
    .where('submitted_at', '<', end)
    .executeTakeFirstOrThrow()
  if (samples) return all.count
  const sampled = await db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sample', '=', sql.lit(1))
    .where('status', 'in', STATUSES)
    .where('submitted_at', '>=', start)
    .where('submitted_at', '<', end)
    .executeTakeFirstOrThrow()
  return all.count - sampled.count
}

/** What waits at this moment. @param now ISO-8601 UTC */
export async function countOpenNow(db: Reader, now: string, samples: boolean): Promise<OpenNow> {
  const inState = async (status: CommentStatus) => {
    const query = db
      .selectFrom('comment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('status', '=', status)
    const all = await query.executeTakeFirstOrThrow()
    if (samples) return all.count
    return all.count - (await query.where('sample', '=', sql.lit(1)).executeTakeFirstOrThrow()).count
  }
  const waiting = async (overdue: boolean) => {
    let query = db
      .selectFrom('answer_request as request')
      .innerJoin('comment', 'comment.id', 'request.comment_id')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('request.open', '=', 1)
      .where('comment.status', '=', 'published')
    if (overdue) query = query.where('request.due_at', '<', now)
    if (!samples) query = query.where('comment.sample', '=', 0)
    return (await query.executeTakeFirstOrThrow()).count
  }
  return {
    pending: await inState('pending'),
    appealed: await inState('appealed'),
    awaitingAnswer: await waiting(false),
    overdueAnswer: await waiting(true),
  }
}
