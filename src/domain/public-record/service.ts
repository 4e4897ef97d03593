import type { Database } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { recordOf } from '../moderation/ledger.ts'
import type { Reason } from '../moderation/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { countMonth, countOpenNow } from './counting.ts'
import {
  daysOf,
  monthBounds,
  monthOf,
  monthsBetween,
  type DayHead,
  type MonthCounts,
  type OpenNow,
  type PublicDecision,
  type RecordQuery,
} from './rules.ts'
import {
  findFirstComment,
  findHead,
  findNewestComment,
  keepMonth,
  listDayHeads,
  listDecisions,
  listKeptMonths,
  type RecordRow,
} from './store.ts'

/** Moderation in public: what happened by month, what waits, and every decision. */
export interface PublicRecord {
  /** ISO-8601 UTC: when it was counted. */
  asOf: string
  /** Samples are counted, and nothing else is there: a demonstration. */
  samples: boolean
  /** The month whose counts are shown in full. */
  month: string
  counts: MonthCounts
  /** Newest first; the newest is not over. */
  months: { month: string; counts: MonthCounts }[]
  openNow: OpenNow
  head: { seq: number; hash: string }
  /** Of the days of `month` on which something happened, first to last. */
  days: DayHead[]
  items: PublicDecision[]
  /** Place before which the next page begins; null on the last. */
  next: number | null
}

/** @throws DomainError not-found for a month before the first comment or still to come */
export async function getPublicRecord(
  ctx: Context,
  query: RecordQuery & { limit: number },
): Promise<PublicRecord> {
  const { read } = ctx.db
  const { months, openNow, countedAt } = await countAll(ctx)
  const month = query.month ?? monthOf(ctx.now())
  const counts = months.find((one) => one.month === month)?.counts
  if (counts === undefined) throw new DomainError('not-found', `nothing in ${month}`)
  const [head, days, { items, next }] = await Promise.all([
    findHead(read, 'moderation'),
    listDayHeads(read, daysOf(month, vietnamDay(ctx.now()))),
    listPublicDecisions(ctx, query),
  ])
  return {
    asOf: countedAt,
    samples: ctx.config.demo,
    month,
    counts,
    months,
    openNow,
    head,
    days,
    items,
    next,
  }
}

/** Decisions before a place in the chain, newest first. */
export async function listPublicDecisions(
  ctx: Context,
  query: RecordQuery & { limit: number },
): Promise<{ items: PublicDecision[]; next: number | null }> {
  const rows = await listDecisions(ctx.db.read, { ...query, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toPublic),
    next: rows.length > shown.length && last !== undefined ? last.seq : null,
  }
}

function toPublic(row: RecordRow): PublicDecision {
  return {
    seq: row.seq,
    action: row.action,
    fromStatus: row.from_status,
    toStatus: row.to_status,
    reason: row.reason as Reason | null,
    actor: row.actor,
    at: row.at,
    receivedOn: vietnamDay(new Date(row.submitted_at)),
    receipt: row.text_hash,
    sample: row.sample === 1,
    previousHash: row.prev_hash,
    hash: row.hash,
    record: row.salt === null ? null : recordOf(row.seq, row.prev_hash, row),
  }
}

/** A decision of the last minutes of a month may still be undone in the next. */
const SETTLED_AFTER_MS = 60 * 60_000

/** Counts the months that are over and keeps them, so that readers never wait for them. */
export async function keepPublicMonths(ctx: Context): Promise<void> {
  const samples = ctx.config.demo
  const kept = await listKeptMonths(ctx.db.read, samples)
  const settled = (await monthsOf(ctx)).filter((month) => !kept.has(month) && isSettled(ctx, month))
  for (const month of settled) {
    const counts = await countMonth(ctx.db.read, month, samples)
    await keepMonth(ctx.db.write, { month, samples, counts, at: ctx.now().toISOString() })
  }
}

const isSettled = (ctx: Context, month: string): boolean =>
  Date.parse(monthBounds(month).end) + SETTLED_AFTER_MS < ctx.now().getTime()

async function monthsOf(ctx: Context): Promise<string[]> {
  const now = monthOf(ctx.now())
  const first = await findFirstComment(ctx.db.read)
  return monthsBetween(first === null ? now : monthOf(new Date(first)), now)
}

interface Counted {
  /** Changes when anything that is counted does. */
  mark: string
  countedAt: string
  months: { month: string; counts: MonthCounts }[]
  openNow: OpenNow
}

/** A month with more steps than this is counted at most once a minute. */
const QUICK_STEPS = 5_000
const STANDS_MS = 60_000
const counted = new WeakMap<Database, Counted>()
/** Who comes while it is being counted waits for the same count. */
const underWay = new WeakMap<Database, Promise<Counted>>()

/** The same counts serve everyone until something changes; on a busy site they stand for up to a minute. */
async function countAll(ctx: Context): Promise<Counted> {
  const mark = await markOf(ctx)
  const now = ctx.now()
  const before = counted.get(ctx.db)
  if (before?.mark === mark) return { ...before, countedAt: now.toISOString() }
  if (before !== undefined && isFreshEnough(before, now)) return before
  const others = await underWay.get(ctx.db)
  if (others?.mark === mark) return others
  const counting = countAnew(ctx, mark, now)
  underWay.set(ctx.db, counting)
  try {
    const all = await counting
    counted.set(ctx.db, all)
    return all
  } finally {
    if (underWay.get(ctx.db) === counting) underWay.delete(ctx.db)
  }
}

async function markOf(ctx: Context): Promise<string> {
  const { read } = ctx.db
  const [moderation, answers, audit, newest] = await Promise.all([
    findHead(read, 'moderation'),
    findHead(read, 'answers'),
    // Who asks for an answer is written there.
    findHead(read, 'audit'),
    findNewestComment(read),
  ])
  const day = vietnamDay(ctx.now())
  return [ctx.config.demo, day, moderation.hash, answers.hash, audit.hash, newest].join(' ')
}

async function countAnew(ctx: Context, mark: string, now: Date): Promise<Counted> {
  const { read } = ctx.db
  const samples = ctx.config.demo
  const kept = await listKeptMonths(read, samples)
  const months: Counted['months'] = []
  for (const month of await monthsOf(ctx)) {
    months.push({ month, counts: kept.get(month) ?? (await countMonth(read, month, samples)) })
  }
  const openNow = await countOpenNow(read, now.toISOString(), samples)
  return { mark, countedAt: now.toISOString(), months, openNow }
}

function isFreshEnough({ countedAt, months }: Counted, now: Date): boolean {
  const newest = months[0]?.counts
  if (newest === undefined || newest.received + newest.decisions.all < QUICK_STEPS) return false
  const age = now.getTime() - Date.parse(countedAt)
  return age >= 0 && age < STANDS_MS
}
