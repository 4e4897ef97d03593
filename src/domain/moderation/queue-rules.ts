import { isHeldReason, type HeldReason } from '../screening/rules.ts'
import { commentAddress, type CommentStatus } from './rules.ts'

/** States that the desk lists. */
export const DESK_LISTS = ['pending', 'appealed', 'published', 'rejected', 'hidden', 'withdrawn'] as const
export type DeskList = (typeof DESK_LISTS)[number]

/**
 * By time: past its deadline; due until the end of today in Viet Nam; due within {@link SOON_MS}; sent within
 * {@link NEW_MS}.
 */
export const AGES = ['overdue', 'today', 'soon', 'new'] as const
export type Age = (typeof AGES)[number]

/** By person: what nobody else reads now, what I read now, what I decided last. */
export const SHARES = ['free', 'claimed', 'decided'] as const
export type Share = (typeof SHARES)[number]

export const ORDERS = ['oldest', 'due', 'newest'] as const
export type Order = (typeof ORDERS)[number]

export const SOON_MS = 48 * 3_600_000
export const NEW_MS = 24 * 3_600_000
/** Longest search, in code points. */
export const MAX_SEARCH = 200

/** What of the comments a list shows, and in which order. */
export interface QueueFilter {
  status: CommentStatus
  /** What the comments speak about, as stored: `news/<slug>`. */
  target: string | null
  held: HeldReason | null
  age: Age | null
  /** As it was typed; a tracking code finds its comment in whatever state. */
  words: string
  /** Only comments that readers reported and nobody has looked at since. */
  flagged: boolean
  /** Only comments that were taken back, and whose submitter wants them erased. */
  erasure: boolean
  share: Share | null
  order: Order
}

export const PLAIN_QUEUE: QueueFilter = {
  status: 'pending',
  target: null,
  held: null,
  age: null,
  words: '',
  flagged: false,
  erasure: false,
  share: null,
  order: 'oldest',
}

/** Lists that someone who decides comments looks into many times a day. */
export const SHORTCUTS = {
  overdue: { ...PLAIN_QUEUE, age: 'overdue', order: 'due' },
  today: { ...PLAIN_QUEUE, age: 'today', order: 'due' },
  claimed: { ...PLAIN_QUEUE, share: 'claimed' },
  flagged: { ...PLAIN_QUEUE, status: 'published', flagged: true },
  erasure: { ...PLAIN_QUEUE, status: 'withdrawn', erasure: true },
} as const satisfies Record<string, QueueFilter>
export type Shortcut = keyof typeof SHORTCUTS

/** Where a shortcut's count ends: so many and more. */
export const MOST_COUNTED = 1_000

/** A place in a list of the desk. */
export interface QueuePlace {
  filter: QueueFilter
  /** Cursor; null at the beginning. */
  after: string | null
}

/** Names of parameters and values in the address; what is not here is left out of it. */
const AGE_WORDS: Readonly<Record<Age, string>> = {
  overdue: 'qua-han',
  today: 'hom-nay',
  soon: 'sap-den',
  new: 'moi-gui',
}
const SHARE_WORDS: Readonly<Record<Share, string>> = {
  free: 'chua-ai-doc',
  claimed: 'toi-dang-doc',
  decided: 'toi-da-duyet',
}
const ORDER_WORDS: Readonly<Record<Order, string>> = { oldest: 'cu', due: 'han', newest: 'moi' }

/** The query of a list's address; without the question mark, empty for the plain queue. */
export function queueQuery(filter: Partial<QueueFilter>, after: string | null = null): URLSearchParams {
  const full = { ...PLAIN_QUEUE, ...filter }
  const query = new URLSearchParams()
  if (full.status !== 'pending') query.set('trang-thai', full.status)
  if (full.target !== null) query.set('muc', full.target)
  if (full.held !== null) query.set('giu', full.held)
  if (full.age !== null) query.set('thoi-gian', AGE_WORDS[full.age])
  if (full.share !== null) query.set('cua', SHARE_WORDS[full.share])
  if (full.flagged) query.set('bao-vi-pham', '1')
  if (full.erasure) query.set('xin-xoa', '1')
  if (full.words !== '') query.set('tim', full.words)
  if (full.order !== 'oldest') query.set('xep', ORDER_WORDS[full.order])
  if (after !== null) query.set('sau', after)
  return query
}

/** Address of a list. `done` names the comment just decided, or the batch. */
export function queueAddress(
  filter: Partial<QueueFilter> = {},
  after: string | null = null,
  done?: string,
): string {
  const query = queueQuery(filter, after)
  if (done !== undefined) query.set('da', done)
  return withQuery('/quan-tri/', query)
}

/** What an address of the desk asks for; what is unknown in it is left out. */
export function readQueuePlace(query: URLSearchParams): QueuePlace {
  const pick = <T extends string>(names: Readonly<Record<T, string>>, word: string | null): T | null =>
    (Object.keys(names) as T[]).find((name) => names[name] === word) ?? null
  const held = query.get('giu') ?? ''
  const target = (query.get('muc') ?? '').trim()
  const flagged = query.get('bao-vi-pham') === '1'
  // Only what readers see can be reported, and whatever takes it from them closes its reports.
  const erasure = !flagged && query.get('xin-xoa') === '1'
  const status = flagged
    ? 'published'
    : erasure
      ? 'withdrawn'
      : (DESK_LISTS.find((known) => known === query.get('trang-thai')) ?? 'pending')
  const filter: QueueFilter = {
    status,
    target: target === '' ? null : target.slice(0, 200),
    held: isHeldReason(held) ? held : null,
    age: pick(AGE_WORDS, query.get('thoi-gian')),
    words: Array.from((query.get('tim') ?? '').trim())
      .slice(0, MAX_SEARCH)
      .join(''),
    flagged,
    erasure,
    share: pick(SHARE_WORDS, query.get('cua')),
    order: pick(ORDER_WORDS, query.get('xep')) ?? 'oldest',
  }
  return { filter: { ...filter, order: possibleOrder(filter) }, after: query.get('sau') }
}

/** Deadlines are there only while something waits, and a search goes by the time of submission. */
export function possibleOrder({ status, order, words, age }: QueueFilter): Order {
  const waiting = status === 'pending' || status === 'appealed'
  if (words !== '') return order === 'due' ? 'oldest' : order
  if (waiting && (age === 'overdue' || age === 'today' || age === 'soon')) return 'due'
  return order === 'due' && !waiting ? 'oldest' : order
}

/** Whether anything but the state narrows the list. */
export function isNarrowed(filter: QueueFilter): boolean {
  const { target, held, age, words, flagged, share } = filter
  return target !== null || held !== null || age !== null || words !== '' || flagged || share !== null
}

/** Page of a comment that knows from which place of which list it was opened. */
export function addressOf(commentId: string, { filter, after }: QueuePlace): string {
  return withQuery(commentAddress(commentId), queueQuery(filter, after))
}

const BATCH_PATH = '/quan-tri/binh-luan/hang-loat/'

/** What takes decisions on several comments and, with a batch, tells what became of them. */
export function batchAddress({ filter, after }: QueuePlace, batchId?: string): string {
  const query = queueQuery(filter, after)
  if (batchId !== undefined) query.set('lo', batchId)
  return withQuery(BATCH_PATH, query)
}

function withQuery(path: string, query: URLSearchParams): string {
  return query.size === 0 ? path : `${path}?${query.toString()}`
}
