import type { FieldProblem } from '../errors.ts'

/**
 * A comment on its way, as the browser of its author keeps it until there is an answer. Its key goes with every try,
 * so that the site takes it once however often it arrives.
 */
export interface OutboxEntry {
  /** The idempotency key; never another one for the same words. */
  key: string
  target: string
  apiUrl: string
  /** Path of the page with its form, in the language of the page. */
  page: string
  lang: string
  body: string
  displayName: string | null
  /** What goes along and makes it no other comment. */
  hints: object
  /** Milliseconds since 1970, as all times here. */
  savedAt: number
  /** When it may have reached the site for the first time; null as long as it was never sent. */
  triedAt: number | null
  /** Not before then, as the site said. */
  notBefore: number
  /** Not before then unless something has changed: nobody answered just now. */
  pausedUntil: number
  tries: number
  /** Somebody is sending it and has until then. */
  claimedUntil: number
  state: OutboxState
}

export type OutboxState =
  | { kind: 'waiting' }
  /** Sent so long ago that the site no longer knows the key: only its author can say whether to send it again. */
  | { kind: 'stale' }
  /** The site asks for what only a page can do. */
  | { kind: 'needs-page' }
  | { kind: 'sent'; trackUrl: string; at: number }
  | { kind: 'refused'; detail: string | null; problems: FieldProblem[] }

/** What came of one try. */
export type Sent =
  | { kind: 'received'; trackUrl: string }
  | { kind: 'refused'; problems: FieldProblem[] }
  | { kind: 'wait'; seconds: number }
  /** The browser could not do the sum it was asked for: the page without a script asks another way. */
  | { kind: 'confirm' }
  /** `detail`: the server's own words, where it said why. Without an answer it may have arrived all the same. */
  | { kind: 'failed'; cause: 'network' | 'server' | 'refused'; detail?: string | undefined }

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** One try takes at most this long, a sum included; then somebody else may take over. */
const CLAIM_MS = 3 * MINUTE_MS
/** The site knows a key for a day; some of it is left for clocks. */
const KEY_KNOWN_MS = 20 * 60 * MINUTE_MS
const KEPT_MS = 30 * DAY_MS
const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 30 * MINUTE_MS
/** The site asks nobody to wait for longer. */
const LONGEST_WAIT_MS = DAY_MS

/**
 * Whether it may be sent now. `by`: a page, or the worker behind all pages. `hurry`: the connection is back, or its
 * author asks; what the site itself asked to wait is waited all the same.
 */
export function mayTake(entry: OutboxEntry, now: number, by: 'page' | 'worker', hurry = false): boolean {
  const { state, claimedUntil, notBefore, pausedUntil } = entry
  if (isAhead(claimedUntil, now, CLAIM_MS) || isAhead(notBefore, now, LONGEST_WAIT_MS)) return false
  if (isAhead(pausedUntil, now, LONGEST_PAUSE_MS) && !hurry) return false
  if (isStale(entry, now)) return false
  return state.kind === 'waiting' || (state.kind === 'needs-page' && by === 'page')
}

/** Taken by one sender: nobody else tries meanwhile. */
export function taken(entry: OutboxEntry, now: number): OutboxEntry {
  return { ...entry, claimedUntil: now + CLAIM_MS, triedAt: entry.triedAt ?? now, tries: entry.tries + 1 }
}

/** After a try. */
export function settled(entry: OutboxEntry, sent: Sent, now: number): OutboxEntry {
  const free = { ...entry, claimedUntil: 0 }
  switch (sent.kind) {
    case 'received':
      return { ...free, state: { kind: 'sent', trackUrl: sent.trackUrl, at: now } }
    case 'refused':
      return { ...free, state: { kind: 'refused', detail: null, problems: sent.problems } }
    case 'wait':
      return { ...free, notBefore: now + sent.seconds * 1000 }
    case 'confirm':
      return { ...free, state: { kind: 'needs-page' } }
    case 'failed':
      if (sent.cause === 'refused') {
        return { ...free, state: { kind: 'refused', detail: sent.detail ?? null, problems: [] } }
      }
      return { ...free, pausedUntil: now + pauseAfter(entry.tries) }
  }
}

/** Its author wants it sent although it may have arrived long ago. */
export function insisted(entry: OutboxEntry): OutboxEntry {
  return entry.state.kind === 'stale' ? { ...entry, triedAt: null, state: { kind: 'waiting' } } : entry
}

/** How it stands now: what was sent too long ago waits for its author. */
export function aged(entry: OutboxEntry, now: number): OutboxEntry {
  const open = entry.state.kind === 'waiting' || entry.state.kind === 'needs-page'
  return open && isStale(entry, now) && !isUnderWay(entry, now)
    ? { ...entry, state: { kind: 'stale' } }
    : entry
}

export const isOver = (entry: OutboxEntry, now: number): boolean => now - entry.savedAt > KEPT_MS
export const isUnderWay = (entry: OutboxEntry, now: number): boolean =>
  isAhead(entry.claimedUntil, now, CLAIM_MS)

/** Whether a moment is still to come. One further away than it could be was set by a clock that was ahead. */
function isAhead(moment: number, now: number, most: number): boolean {
  return now < moment && moment <= now + most
}

function isStale({ triedAt }: OutboxEntry, now: number): boolean {
  // So far in the future is as unknown as so long ago.
  return triedAt !== null && Math.abs(now - triedAt) > KEY_KNOWN_MS
}

/** Longer from try to try. */
function pauseAfter(tries: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 3 ** Math.max(0, tries - 1))
}
