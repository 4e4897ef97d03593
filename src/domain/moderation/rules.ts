import type { CommentStatus } from '../../../db/schema/comment.ts'

export type { CommentStatus }

/** Why a comment is refused or hidden: a closed list; its public wording is in `content/site.yaml`. */
export const REASONS = [
  'off-topic',
  'insult',
  'personal-data',
  'advertising',
  'unlawful',
  'duplicate',
  'unreadable',
  'formal-complaint',
] as const
export type Reason = (typeof REASONS)[number]

export const ACTIONS = [
  'publish',
  'reject',
  'hide',
  'restore',
  'undo',
  'appeal',
  'withdraw',
  'erase',
] as const
export type Action = (typeof ACTIONS)[number]

/** Longest public note, in code points. */
export const MAX_NOTE = 500
/** An own decision may be taken back for this long. */
export const UNDO_MS = 10 * 60_000
/** How long a comment is marked as being read after its reader was last seen at it. */
export const CLAIM_MS = 5 * 60_000
/** Longest note among colleagues, in code points. */
export const MAX_INTERNAL_NOTE = 1_000
/** Comments that may be decided on at once. */
export const MAX_BATCH = 100

/**
 * Who may take a step: any moderator; the moderator who took the last step, for {@link UNDO_MS};
 * a moderator who did not decide before (an admin where there is no other); the submitter with the code; an admin.
 */
export type Taker = 'moderator' | 'last-decider' | 'other-moderator' | 'submitter' | 'admin'

export interface Transition {
  from: CommentStatus
  action: Action
  to: CommentStatus
  who: Taker
  /** A reason of {@link REASONS} must be given. */
  needsReason: boolean
}

const ANY: readonly CommentStatus[] = ['pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn']

/** Every step in the life of a comment. What is not here cannot happen. */
export const TRANSITIONS: readonly Transition[] = [
  step('pending', 'publish', 'published', 'moderator'),
  step('pending', 'reject', 'rejected', 'moderator'),
  step('published', 'hide', 'hidden', 'moderator'),
  step('hidden', 'restore', 'published', 'moderator'),
  step('published', 'undo', 'pending', 'last-decider'),
  step('rejected', 'undo', 'pending', 'last-decider'),
  step('rejected', 'appeal', 'appealed', 'submitter'),
  step('hidden', 'appeal', 'appealed', 'submitter'),
  step('appealed', 'publish', 'published', 'other-moderator'),
  step('appealed', 'reject', 'rejected', 'other-moderator'),
  step('appealed', 'hide', 'hidden', 'other-moderator'),
  ...ANY.filter((from) => from !== 'withdrawn').map((from) =>
    step(from, 'withdraw', 'withdrawn', 'submitter'),
  ),
  ...ANY.map((from) => step(from, 'erase', 'erased', 'admin')),
]

export function findTransition(from: CommentStatus, action: Action): Transition | null {
  return TRANSITIONS.find((transition) => transition.from === from && transition.action === action) ?? null
}

/** What is known of the last steps of a comment when someone wants to take the next. */
export interface History {
  status: CommentStatus
  /** Who took the last step and when; null where nothing was decided or the submitter or the system did. */
  lastStep: { staffId: string; at: Date; from: CommentStatus } | null
  /** Everyone on the staff who decided on this comment before. */
  deciders: readonly string[]
  /** False where everybody else who may decide has decided before, or nobody else is there: then an admin may again. */
  othersMayDecide: boolean
}

export interface Decider {
  id: string
  isAdmin: boolean
}

export type Refusal =
  'no-such-step' | 'not-admin' | 'not-yours' | 'too-late' | 'decided-before' | 'reason-missing'

/** Whether a member of the staff, whose role allows deciding, may take this step now. */
export function judgeStep(
  history: History,
  action: Action,
  decider: Decider,
  options: { now: Date; reason: Reason | null },
): { ok: true; transition: Transition } | { ok: false; refusal: Refusal } {
  const transition = findTransition(history.status, action)
  if (transition === null || transition.who === 'submitter') return { ok: false, refusal: 'no-such-step' }
  if (transition.who === 'admin' && !decider.isAdmin) return { ok: false, refusal: 'not-admin' }
  if (transition.who === 'last-decider') {
    if (history.lastStep?.staffId !== decider.id) return { ok: false, refusal: 'not-yours' }
    // Back to the queue goes only what came from it: an appeal or a restored comment has another past.
    if (history.lastStep.from !== 'pending') return { ok: false, refusal: 'no-such-step' }
    const age = options.now.getTime() - history.lastStep.at.getTime()
    // A clock that was set back would leave the way open for longer.
    if (age < 0 || age > UNDO_MS) return { ok: false, refusal: 'too-late' }
  }
  if (transition.who === 'other-moderator' && history.deciders.includes(decider.id)) {
    const last = decider.isAdmin && !history.othersMayDecide
    if (!last) return { ok: false, refusal: 'decided-before' }
  }
  if (transition.needsReason && options.reason === null) return { ok: false, refusal: 'reason-missing' }
  return { ok: true, transition }
}

/** Steps that the submitter takes with the tracking code. */
export const SUBMITTER_ACTIONS = ['appeal', 'withdraw'] as const satisfies readonly Action[]
export type SubmitterAction = (typeof SUBMITTER_ACTIONS)[number]

/**
 * Whether the submitter may take this step. A decision may be appealed once: what was decided on an appeal stands.
 * @param before the state that the last step led out of; null where nothing happened yet
 */
export function judgeSubmitter(
  status: CommentStatus,
  before: CommentStatus | null,
  action: SubmitterAction,
): { ok: true; transition: Transition } | { ok: false; refusal: 'no-such-step' | 'appealed-before' } {
  const transition = findTransition(status, action)
  if (transition?.who !== 'submitter') return { ok: false, refusal: 'no-such-step' }
  if (action === 'appeal' && before === 'appealed') return { ok: false, refusal: 'appealed-before' }
  return { ok: true, transition }
}

/** Whether a refusal stands that cannot be appealed any more. */
export function isFinal(status: CommentStatus, steps: readonly SubmitterAction[]): boolean {
  return (status === 'rejected' || status === 'hidden') && !steps.includes('appeal')
}

export function isReason(text: string): text is Reason {
  return (REASONS as readonly string[]).includes(text)
}

/** A stored reason; a word that is in the list no more is shown as the most general one. */
export function knownReason(text: string): Reason {
  return isReason(text) ? text : 'off-topic'
}

function step(from: CommentStatus, action: Action, to: CommentStatus, who: Taker): Transition {
  return { from, action, to, who, needsReason: action === 'reject' || action === 'hide' }
}

/** A comment as a moderator sees it in the queue. */
export interface QueueEntry {
  id: string
  revision: number
  status: CommentStatus
  target: string
  /** Null where the article is gone. */
  targetTitle: string | null
  targetSummary: string | null
  targetHref: string | null
  /** Of a figure: the revision that it was written under. */
  targetRevision: number | null
  body: string | null
  displayName: string | null
  submittedAt: string
  held: readonly string[]
  sample: boolean
  /** Until when a decision is due; null where nothing waits for one. */
  dueAt: string | null
  /** Reports of readers that nobody has looked at yet. */
  openReports: number
  /** When its submitter, who took it back, asked for erasure. */
  erasureAskedAt: string | null
  /** Who reads it now; null where nobody does. */
  claim: Claim | null
  /** What the person who looks at it has begun to write. */
  draft: Draft | null
  /** Steps that the person who looks at it may take now. */
  allowed: readonly Action[]
}

/** Someone reads the comment. It warns others and keeps nobody from deciding. */
export interface Claim {
  byName: string
  mine: boolean
  /** ISO-8601 UTC. */
  until: string
}

/** Kept for the person who typed it until the decision is taken. */
export interface Draft {
  /** A code of {@link REASONS}, or empty. */
  reason: string
  note: string
}

/** One step in the life of a comment, for the staff. */
export interface HistoryEntry {
  seq: number
  action: string
  fromStatus: CommentStatus
  toStatus: CommentStatus
  reason: Reason | null
  note: string | null
  /** Name of the member of the staff; null for the system and the submitter. */
  byName: string | null
  at: string
}

/** What stands when a decision came too late. */
export interface CurrentState {
  revision: number
  status: CommentStatus
  /** Name of who decided; null where the submitter or the system did. */
  by: string | null
  at: string
}

/** The desk's page of one comment. */
export const commentAddress = (id: string): `/quan-tri/binh-luan/${string}/` => `/quan-tri/binh-luan/${id}/`

/** A word among colleagues about a comment. */
export interface InternalNote {
  note: string
  byName: string
  at: string
}

/** Steps that may be taken with several comments at once. */
export const BULK_ACTIONS = ['publish', 'reject', 'hide', 'restore', 'undo'] as const satisfies Action[]
export type BulkAction = (typeof BULK_ACTIONS)[number]

/** What may be done at once with the comments of one state; undoing is offered where a batch was just decided. */
export function bulkActionsOf(status: CommentStatus): BulkAction[] {
  return BULK_ACTIONS.filter((action) => action !== 'undo' && findTransition(status, action) !== null)
}

/** What became of one comment of several that were decided on at once. */
export type BatchOutcome =
  | { kind: 'done'; revision: number; status: CommentStatus }
  /** Something else happened to it first. */
  | { kind: 'changed'; status: CommentStatus; by: string | null; at: string }
  /** Its state, or what this person decided before, does not allow it. */
  | { kind: 'refused'; code: string }
  | { kind: 'missing' }
  | { kind: 'failed' }

export interface BatchItem {
  id: string
  revision: number
  /** Null where the process ended before this comment's turn, or before it could be written down. */
  outcome: BatchOutcome | null
}

export interface BatchLine extends BatchItem {
  /** As it stands now. */
  entry: QueueEntry | null
}

/** A comment that has something in common with another. */
export interface Neighbour {
  id: string
  status: CommentStatus
  body: string | null
  displayName: string | null
  submittedAt: string
}

/** What stands around a comment. `more` where there are more than were counted. */
export interface Neighbours {
  alike: { last: Neighbour[]; counts: ReadonlyMap<CommentStatus, number>; more: boolean }
  sameNetwork: Neighbours['alike']
}
