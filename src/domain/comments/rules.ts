import type { AwaitedAnswer, PublicAnswer } from '../answers/rules.ts'
import type { CommentStatus, Reason } from '../moderation/rules.ts'

/** Bounds of a comment's text in code points, both included. The database enforces the same with a CHECK. */
export const COMMENT_BODY = { min: 5, max: 500 } as const
/** Bounds of a name in code points. No name at all is fine. */
export const DISPLAY_NAME = { max: 60 } as const
/**
 * UTF-16 units of what was typed, beyond which it is refused unread: forty for each character that is allowed, so
 * that neither a decomposed spelling nor blank lines around a text come near.
 */
export const MAX_TYPED = 20_000

declare const accepted: unique symbol
/** Text that passed {@link parseBody}: plain, NFC, 5 to 500 code points. */
export type CommentBody = string & { readonly [accepted]: true }

export type BodyProblem = 'too-short' | 'too-long' | 'no-letters'

/** What a comment speaks about, as stored: `news/<slug>`, `figures/<id>`, `units/<id>`. */
export type CommentTarget = `news/${string}` | `figures/${string}` | `units/${string}`

/** As the API prints and takes it: of a figure with the revision that the comment was written under. */
export function printedTarget(comment: { target: string; figure_revision: number | null }): string {
  return comment.figure_revision === null ? comment.target : `${comment.target}/v${comment.figure_revision}`
}

/** A published comment as readers see it. */
export interface PublishedComment {
  id: string
  body: string
  displayName: string | null
  /** ISO-8601 UTC. */
  publishedAt: string
  sample: boolean
  /** The official answer; null without. */
  answer: PublicAnswer | null
  /** Who is to answer, and by when; null where nobody was asked or the answer is there. */
  awaited: AwaitedAnswer | null
  /** The revision of a figure that was on the page when it was written; null for other targets. */
  figureRevision: number | null
  /** Figures that were corrected after it. */
  corrections: readonly CommentCorrection[]
}

/** A revision of a figure that corrects what a comment pointed out. */
export interface CommentCorrection {
  figure: string
  revision: number
}

/** Permanent address of a published comment; leads to its place in the thread. */
export const placeAddress = (id: string): `/binh-luan/${string}/` => `/binh-luan/${encodeURIComponent(id)}/`

/** What stands in a thread where a comment was hidden: neither text nor name. */
export interface HiddenComment {
  id: string
  reason: Reason
  /** Its place among the others. */
  publishedAt: string
}

/** One step in the life of a comment as everyone may know it: what and when, but not who on the staff. */
export interface PublicStep {
  action: string
  to: CommentStatus
  reason: Reason | null
  /** Public note of a decision. */
  note: string | null
  /** ISO-8601 UTC. */
  at: string
}

/** Place in a list ordered by a time and an id. */
export interface Cursor {
  at: string
  id: string
}

/** Who sent a request, as far as it tells two people apart. */
export interface Client {
  address: string
  userAgent: string
}

/** What the submitter is handed: the only time the tracking code is known outside their hands. */
export interface Receipt {
  /** Three groups of six. */
  code: string
  status: 'pending'
  /** ISO-8601 UTC. */
  submittedAt: string
  /** Absolute address of the tracking page. */
  trackUrl: string
  /** SHA-256 of salt and text: proves later what was sent. */
  receiptHash: string
}

const CONTROL = /(?!\n)\p{Cc}/gu
const IGNORABLE = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu
const REPEATED_JOINERS = /([\u200c\u200d])[\u200c\u200d]+/gu
const LOOSE_JOINER = /(?<![^\s\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\s\u200c\u200d\p{Mn}\p{Me}])/gu
const STACKED_MARKS = /([\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu
/** Putting marks into their order costs the square of their number. */
const MARK_FLOOD = /(\p{M}{30})\p{M}+/gu
/** The look behind begins at the first of a run only: from each of its places it would cost the square. */
const SPACES_BEFORE_LINE_END = /(?<![^\S\n])[^\S\n]+(?=\n)/gu
const LINE_END = /\r\n?|[\u2028\u2029]/gu
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/**
 * Text as it is stored and counted: well-formed, NFC, lines ended by LF, at most one empty line in a row, no spaces
 * at the end of a line, without control, invisible and bidi-control characters (joiners inside a word stay), at most
 * three combining marks on a base, trimmed. Normalising twice changes nothing. The time grows with the length only.
 */
export function normalizeBody(raw: string): string {
  return raw
    .toWellFormed()
    .replace(LINE_END, '\n')
    .replace(/\t/gu, ' ')
    .replace(CONTROL, '')
    .replace(IGNORABLE, '')
    .replace(REPEATED_JOINERS, '$1')
    .trim()
    .replace(LOOSE_JOINER, '')
    .replace(MARK_FLOOD, '$1')
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(SPACES_BEFORE_LINE_END, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
}

/** Number of code points; after {@link normalizeBody} one for each Vietnamese letter, equal to `length()` in SQL. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Accepts or refuses a comment's text. Counts code points after {@link normalizeBody}. */
export function parseBody(
  raw: string,
): { ok: true; body: CommentBody; length: number } | { ok: false; problem: BodyProblem; length: number } {
  const body = normalizeBody(raw)
  const length = countCharacters(body)
  if (length < COMMENT_BODY.min) return { ok: false, problem: 'too-short', length }
  if (length > COMMENT_BODY.max) return { ok: false, problem: 'too-long', length }
  if (!LETTER_OR_DIGIT.test(body)) return { ok: false, problem: 'no-letters', length }
  return { ok: true, body: body as CommentBody, length }
}

/** A name on one line; null where nothing visible was given. */
export function normalizeDisplayName(raw: string): string | null {
  const name = normalizeBody(raw).replace(/\s+/gu, ' ')
  return LETTER_OR_DIGIT.test(name) ? name : null
}

/** Pieces of a text for display: plain runs and http(s) links, in order. Joined again they are the text. */
export function splitLinks(text: string): { text: string; href?: string }[] {
  const pieces: { text: string; href?: string }[] = []
  let end = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"']+/giu)) {
    const address = match[0].replace(/(?<![.,;:!?)\]}])[.,;:!?)\]}]+$/u, '')
    if (!URL.canParse(address)) continue
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) })
    pieces.push({ text: address, href: new URL(address).href })
    end = match.index + address.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

const RECEIPT_MS = 10 * 60_000

/** Whether the tracking page still serves as the receipt: the code is news to whoever reads it. */
export function isJustSent(comment: { untouched: boolean; submittedAt: string }, now: Date): boolean {
  return comment.untouched && now.getTime() - Date.parse(comment.submittedAt) < RECEIPT_MS
}
