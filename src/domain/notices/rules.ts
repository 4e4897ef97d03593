import type { OutboxChannel, OutboxState } from '../../../db/schema/outbox.ts'
import type { StaffRole } from '../../../db/schema/staff.ts'
import { isPermitted } from '../accounts/rules.ts'
import type { CommentStatus, Reason } from '../moderation/rules.ts'

export type { OutboxChannel, OutboxState }

/**
 * Waits between attempts, in seconds: a receiver that is down for a night is reached in the morning. After the last
 * one the notice has failed, and someone of the office may send it off again.
 */
export const BACKOFF_SECONDS = [60, 300, 1_800, 7_200, 21_600, 43_200, 86_400] as const

/** When the attempt after `attempts` failed ones is due; null where there is no more. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const seconds = BACKOFF_SECONDS[attempts - 1]
  return seconds === undefined ? null : new Date(now.getTime() + seconds * 1000)
}

/** A link in a mail stays good for this long before it was followed. */
export const CONFIRM_WITHIN_DAYS = 7
/** Settled notices are kept for this long, for those who ask whether a mail was sent. */
export const KEEP_SETTLED_DAYS = 30
/** A subscription ends this long after it was asked for: its comment has been decided long since. */
export const KEEP_SUBSCRIPTION_DAYS = 365

/** What webhooks tell: `comment.published` and so on, as `type` of the message. */
export interface CommentEvent {
  comment: string
  /** Of the comment, after the step. */
  revision: number
  target: string
  from: CommentStatus
  status: CommentStatus
  action: string
  reason: Reason | null
  at: string
}

/** What is waiting on the desk. */
export interface Workload {
  pending: number
  appealed: number
  /** Of both, past their day. */
  overdue: number
  answersDue: number
  answersOverdue: number
  /** Published comments with reports that nobody looked at. */
  reported: number
}

/** Of what waits, what someone with this role can do something about. */
export function workOf(role: StaffRole, all: Workload): Workload {
  if (isPermitted(role, 'comments.decide')) return all
  return { ...all, pending: 0, appealed: 0, overdue: 0, reported: 0 }
}

/** By which the submitter knows the comment again: what it speaks of, and when it was sent. */
export interface About {
  /** Null where that is gone. */
  title: string | null
  submittedAt: string
}

/** A notice with what it says, read when it is sent, so that it tells what stands then. */
export type Notice =
  | { kind: 'confirm'; to: string; confirmUrl: string; days: number }
  | {
      kind: 'step'
      to: string
      status: CommentStatus
      reason: { label: string; explanation: string } | null
      /** Public note of the decision. */
      note: string | null
      /** The submitter may ask for another look. */
      mayAppeal: boolean
      about: About
      trackUrl: string
      stopUrl: string
    }
  | { kind: 'answer'; to: string; about: About; trackUrl: string; stopUrl: string }
  | { kind: 'summary'; to: string; workload: Workload; deskUrl: string }

/** An entry of the outbox as the office sees it. */
export interface OutboxEntry {
  id: string
  channel: OutboxChannel
  kind: string
  state: OutboxState
  createdAt: string
  dueAt: string
  attempts: number
  problem: string | null
}

/** What the holder of a tracking code is told of mails; null where the site sends none. */
export type SubscriptionState = 'none' | 'unconfirmed' | 'confirmed'

export const noticeAddress = (token: string): `/thong-bao/${string}` => `/thong-bao/${token}`
export const OUTBOX_DESK = '/quan-tri/thong-bao/'
export const OUTBOX_STATES = [
  'waiting',
  'failed',
  'sent',
  'dropped',
] as const satisfies readonly OutboxState[]
