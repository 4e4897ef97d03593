import { describe, expect, test } from 'vitest'
import { draftKey, isDraftKey, printDraft, readDraft } from '../../../src/domain/comments/draft-rules.ts'
import {
  aged,
  insisted,
  isOver,
  isUnderWay,
  mayTake,
  settled,
  taken,
  type OutboxEntry,
} from '../../../src/domain/comments/outbox-rules.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 23)

const makeEntry = (changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  key: '0b5f6c0e-5a8f-4a43-9d55-1f1f3f0d2a11',
  target: 'news/mot-bai',
  apiUrl: '/api/v1/comments',
  page: '/tin-tuc/mot-bai/',
  lang: 'vi',
  body: 'Bà con hỏi về đường vào bản.',
  displayName: null,
  hints: {},
  savedAt: NOW,
  triedAt: null,
  notBefore: 0,
  pausedUntil: 0,
  tries: 0,
  claimedUntil: 0,
  state: { kind: 'waiting' },
  ...changes,
})

describe('a comment on its way', () => {
  test('is taken by one sender, and by another only when the first has had its time', () => {
    const first = taken(makeEntry(), NOW)
    expect(isUnderWay(first, NOW)).toBe(true)
    expect(mayTake(first, NOW + 60_000, 'page', true)).toBe(false)
    expect(mayTake(first, NOW + 4 * 60_000, 'page')).toBe(true)
  })

  test('is not held by times of a clock that was years ahead, and its author is asked before it goes', () => {
    const later = NOW + 3650 * DAY
    const held = taken(makeEntry({ savedAt: later }), later)
    expect(isUnderWay(held, NOW)).toBe(false)
    expect(aged(held, NOW).state.kind).toBe('stale')
    expect(mayTake(insisted(aged(held, NOW)), NOW, 'page')).toBe(true)
    const paused = settled(makeEntry(), { kind: 'failed', cause: 'server' }, later)
    expect(mayTake(paused, NOW, 'page')).toBe(true)
    const asked = settled(makeEntry(), { kind: 'wait', seconds: 3600 }, later)
    expect(mayTake(asked, NOW, 'page')).toBe(true)
    expect(mayTake(settled(makeEntry(), { kind: 'wait', seconds: 3600 }, NOW), NOW + HOUR - 1, 'page')).toBe(
      false,
    )
  })

  test('keeps its key through every try', () => {
    let entry = makeEntry()
    for (let n = 0; n < 5; n += 1) {
      entry = settled(taken(entry, NOW + n * HOUR), { kind: 'failed', cause: 'network' }, NOW + n * HOUR)
    }
    expect(entry.key).toBe(makeEntry().key)
    expect(entry.triedAt).toBe(NOW)
    expect(entry.tries).toBe(5)
  })

  test('pauses longer from try to try, and goes at once when the connection is back', () => {
    const once = settled(taken(makeEntry(), NOW), { kind: 'failed', cause: 'network' }, NOW)
    const twice = settled(taken(once, NOW), { kind: 'failed', cause: 'server' }, NOW)
    expect(twice.pausedUntil).toBeGreaterThan(once.pausedUntil)
    expect(mayTake(once, NOW + 1, 'page')).toBe(false)
    expect(mayTake(once, NOW + 1, 'page', true)).toBe(true)
  })

  test('waits what the site asked for, whoever hurries', () => {
    const entry = settled(taken(makeEntry(), NOW), { kind: 'wait', seconds: 60 }, NOW)
    expect(mayTake(entry, NOW + 59_999, 'page', true)).toBe(false)
    expect(mayTake(entry, NOW + 60_000, 'worker')).toBe(true)
  })

  test('is left to a page where the worker cannot do what is asked', () => {
    const entry = settled(taken(makeEntry(), NOW), { kind: 'confirm' }, NOW)
    expect(mayTake(entry, NOW, 'worker')).toBe(false)
    expect(mayTake(entry, NOW, 'page')).toBe(true)
  })

  test('is never sent again by itself once the site may have forgotten its key', () => {
    const tried = makeEntry({ triedAt: NOW })
    expect(mayTake(tried, NOW + 20 * HOUR, 'page', true)).toBe(true)
    expect(mayTake(tried, NOW + 20 * HOUR + 1, 'page', true)).toBe(false)
    const stale = aged(tried, NOW + 21 * HOUR)
    expect(stale.state.kind).toBe('stale')
    expect(mayTake(insisted(stale), NOW + 21 * HOUR, 'page')).toBe(true)
  })

  test('that was never sent waits for weeks without becoming doubtful', () => {
    expect(aged(makeEntry(), NOW + 29 * DAY).state.kind).toBe('waiting')
    expect(isOver(makeEntry(), NOW + 30 * DAY)).toBe(false)
    expect(isOver(makeEntry(), NOW + 30 * DAY + 1)).toBe(true)
  })

  test('is neither sent again nor lost after its answer', () => {
    const trackUrl = 'https://giamngheo.example.vn/tra-cuu/AAAAAA-BBBBBB-CCCCCC'
    const sent = settled(taken(makeEntry(), NOW), { kind: 'received', trackUrl }, NOW + 5)
    expect(sent.state).toEqual({ kind: 'sent', trackUrl, at: NOW + 5 })
    const refused = settled(
      taken(makeEntry(), NOW),
      { kind: 'failed', cause: 'refused', detail: 'Vì sao' },
      NOW,
    )
    expect(refused.state).toEqual({ kind: 'refused', detail: 'Vì sao', problems: [] })
    expect([sent, refused].some((entry) => mayTake(entry, NOW + DAY, 'page', true))).toBe(false)
    expect(refused.body).toBe(makeEntry().body)
  })
})

describe('a draft', () => {
  const draft = { body: ' Đang viết', displayName: 'Hoa', at: NOW }

  test('is read as it was written, for thirty days', () => {
    const printed = printDraft(draft)
    expect(readDraft(printed, NOW + 30 * DAY)).toEqual(draft)
    expect(readDraft(printed, NOW + 30 * DAY + 1)).toBeNull()
    expect(readDraft(printed, NOW - DAY)).toEqual(draft)
  })

  test('of nothing, or of a whole book, is not kept', () => {
    expect(printDraft({ ...draft, body: ' \n' })).toBeNull()
    expect(printDraft({ ...draft, body: 'a'.repeat(20_000) })).toBeNull()
  })

  test.each(['', 'null', '{}', '[]', '{"body":1,"displayName":"","at":0}', '{"body":"x"', null])(
    'is not made of %s',
    (printed) => {
      expect(readDraft(printed, NOW)).toBeNull()
    },
  )

  test('stands under its target, apart from what others keep', () => {
    expect(isDraftKey(draftKey('news/mot-bai'))).toBe(true)
    expect(isDraftKey('binh-luan-cho-gui')).toBe(false)
  })
})
