import { DomainError } from '../errors.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { CommentStatus, Reason } from '../moderation/rules.ts'

/** A step in the life of a comment as everyone may read it: never its text, a name, a tracking code or a target. */
export interface PublicDecision {
  /** Place in the chain. */
  seq: number
  action: string
  fromStatus: CommentStatus
  toStatus: CommentStatus
  reason: Reason | null
  /** Who took it: the system, somebody of the staff, or the sender. */
  actor: 'system' | 'staff' | 'submitter'
  /** ISO-8601 UTC. */
  at: string
  /** Day in Vietnam on which the comment was sent; the minute would tell more than is needed. */
  receivedOn: string
  /** The mark on the sender's receipt, by which the sender finds the steps of their own comment. */
  receipt: string
  /** The comment is a sample of a demonstration. */
  sample: boolean
  previousHash: string
  hash: string
  /** What the hash is the SHA-256 of, as JSON text; null for `moderation/1`, which is not public. */
  record: readonly unknown[] | null
}

/** Nearest rank, in milliseconds; null where nothing was counted. */
export interface Waiting {
  count: number
  medianMs: number | null
  p90Ms: number | null
}

/** What happened in one month, Vietnam time. Decisions that were undone count as undone and nowhere else. */
export interface MonthCounts {
  /** Comments that were sent. */
  received: number
  /** Comments that became public for the first time. */
  published: number
  rejected: Partial<Record<Reason, number>>
  hidden: Partial<Record<Reason, number>>
  restored: number
  /** By their senders. */
  withdrawn: number
  /** On request. */
  erased: number
  undone: number
  appeals: { asked: number; kept: number; changed: number }
  /** Every decision to publish, reject, hide or restore, on appeals too. */
  decisions: { all: number; bySystem: number }
  /** From sending to the decision that ended the first wait, by the month of the decision. */
  untilDecision: Waiting
  /** First answers, and from publication of the comment to them. */
  answers: { given: number; late: number; untilAnswer: Waiting }
}

export interface OpenNow {
  pending: number
  appealed: number
  awaitingAnswer: number
  overdueAnswer: number
}

/** Last link of the chain at the end of a day in Vietnam. */
export interface DayHead {
  day: string
  seq: number
  hash: string
}

export const PUBLIC_RECORD = '/kiem-duyet-cong-khai/'
export const RECORD_PAGE = 50
/** Decisions in one file of the record; the next goes on where it ends. */
export const MOST_DECISIONS = 5_000

/** Which part of the record an address asks for. */
export interface RecordQuery {
  /** `2026-11`; null for all. */
  month: string | null
  /** Only what stands before this place in the chain. */
  before: number | null
}

/** @throws DomainError invalid for what is no month or no place */
export function readRecordQuery(query: URLSearchParams): RecordQuery {
  const month = query.get('thang') || null
  const before = query.get('truoc') || null
  if (month !== null && !/^\d{4}-(?:0[1-9]|1[0-2])$/u.test(month)) throw refused('/thang', 'month')
  if (before !== null && !/^[1-9]\d{0,14}$/u.test(before)) throw refused('/truoc', 'place')
  return { month, before: before === null ? null : Number(before) }
}

function refused(pointer: string, code: string): DomainError {
  return new DomainError('invalid', `${pointer} ${code}`, { fields: [{ pointer, code }] })
}

/** Address of a part of the record; `ending` for its twins. */
export function recordAddress(
  { month = null, before = null }: Partial<RecordQuery> = {},
  ending: 'json' | 'csv' | 'atom' | null = null,
): string {
  const query = new URLSearchParams()
  if (month !== null) query.set('thang', month)
  if (before !== null) query.set('truoc', String(before))
  const path = ending === null ? PUBLIC_RECORD : `/kiem-duyet-cong-khai.${ending}`
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

/** Where one decision stands: the page that begins with it. */
export const decisionAddress = (seq: number): string =>
  `${recordAddress({ before: seq + 1 })}#quyet-dinh-${seq}`

/** Where a reason is explained. */
export const ruleAddress = (reason: Reason): string => `/quy-tac-binh-luan/#${reason}`

const VIETNAM_MS = 7 * 3_600_000

export const monthOf = (moment: Date): string => vietnamDay(moment).slice(0, 7)

/** First moment of a month in Vietnam and the first after it, ISO-8601 UTC. */
export function monthBounds(month: string): { start: string; end: string } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = (index: number) => new Date(Date.UTC(year, index, 1) - VIETNAM_MS).toISOString()
  return { start: at(number - 1), end: at(number) }
}

/** First moment of a day in Vietnam and the first after it, ISO-8601 UTC. */
export function dayBounds(day: string): { start: string; end: string } {
  const start = Date.parse(`${day}T00:00:00Z`) - VIETNAM_MS
  return { start: new Date(start).toISOString(), end: new Date(start + 86_400_000).toISOString() }
}

/** Months from one to another, both included, newest first. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = last; month >= first; month = monthBefore(month)) months.push(month)
  return months
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7)
}

/** Days of a month up to `last`, first to last. */
export function daysOf(month: string, last: string): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`).filter(
    (day) => day <= last,
  )
}

/**
 * Median and 90th percentile by nearest rank: the smallest time that at least half, or nine in ten, did not exceed.
 * Each is the time of one real case, so anyone can count it again.
 */
export function waitingOf(times: readonly number[]): Waiting {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? null
  return { count: sorted.length, medianMs: at(0.5), p90Ms: at(0.9) }
}

export const sumOf = (counts: Partial<Record<Reason, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)
