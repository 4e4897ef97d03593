import { expect, test } from 'vitest'
import {
  attachNotes,
  changesOf,
  historyOf,
  readVersion,
  versionAddress,
  type ArticleEvent,
} from '../../../src/domain/versions/rules.ts'

let seq = 0
const event = (changes: Partial<ArticleEvent> & Pick<ArticleEvent, 'kind' | 'version'>): ArticleEvent => ({
  seq: (seq += 1),
  slug: 'bai',
  at: `2026-03-0${changes.version}T00:00:00.000Z`,
  content_hash: null,
  numbers: 0,
  note_date: null,
  note: null,
  minor: 0,
  ...changes,
})
const note = (version: number, date: string, text: string, minor: 0 | 1 = 0): ArticleEvent =>
  event({ kind: 'note', version, note_date: date, note: text, minor })

test('each version stands until the next', () => {
  const { versions } = historyOf([
    event({ kind: 'text', version: 1 }),
    event({ kind: 'text', version: 2 }),
    note(2, '2026-03-02', 'Sửa tên huyện.'),
  ])
  expect(versions.map(({ from, until, notes }) => [from, until, notes.length])).toEqual([
    ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z', 0],
    ['2026-03-02T00:00:00.000Z', null, 1],
  ])
  expect(changesOf({ versions, withdrawn: null }).map(({ version }) => version)).toEqual([2])
})

test('a change is minor where the office says so and no number changed', () => {
  const of = (numbers: 0 | 1, ...notes: ArticleEvent[]) =>
    historyOf([event({ kind: 'text', version: 1 }), event({ kind: 'text', version: 2, numbers }), ...notes])
      .versions[1]
  const minor = note(2, '2026-03-02', 'Sửa lỗi chính tả.', 1)
  expect(of(0, minor)).toMatchObject({ minor: true, numbersDespiteMinor: false })
  expect(of(1, minor)).toMatchObject({ minor: false, numbersDespiteMinor: true })
  expect(of(0, minor, note(2, '2026-03-03', 'Sửa tên huyện.'))).toMatchObject({ minor: false })
  expect(of(0)).toMatchObject({ minor: false, numbersDespiteMinor: false })
})

test('a new note belongs to the newest version, a reworded one to where it stood', () => {
  const events = [
    event({ kind: 'text', version: 1 }),
    event({ kind: 'text', version: 2 }),
    note(2, '2026-03-02', 'Sửa tên huyên.'),
    event({ kind: 'text', version: 3 }),
  ]
  const reworded = { date: '2026-03-02', text: 'Sửa tên huyện.' }
  const fresh = { date: '2026-03-05', text: 'Sửa năm.' }
  expect(attachNotes(events, [reworded, fresh])).toEqual([
    { version: 2, correction: reworded },
    { version: 3, correction: fresh },
  ])
  const both = [...events, note(2, reworded.date, reworded.text), note(3, fresh.date, fresh.text)]
  expect(attachNotes(both, [reworded, fresh])).toEqual([])
  expect(historyOf(both, [reworded, fresh]).versions.map(({ notes }) => notes)).toEqual([
    [],
    [reworded],
    [fresh],
  ])
  // What the office said once and takes back stays to be read.
  expect(historyOf(both, []).versions[2]?.notes).toEqual([fresh])
})

test('an article is withdrawn since the first word of it, for the reason given last', () => {
  const events = [
    event({ kind: 'text', version: 1 }),
    event({ kind: 'withdrawn', version: 1, at: '2026-03-04T00:00:00.000Z' }),
    event({ kind: 'withdrawn', version: 1, at: '2026-03-05T00:00:00.000Z', note: 'Nhầm bài.' }),
  ]
  expect(historyOf(events).withdrawn).toEqual({ at: '2026-03-04T00:00:00.000Z', reason: 'Nhầm bài.' })
  expect(historyOf([...events, event({ kind: 'restored', version: 1 })]).withdrawn).toBeNull()
  expect(historyOf([]).withdrawn).toBeNull()
})

test('a version is addressed below its article, and read from nothing but its number', () => {
  expect(versionAddress('bai', 12)).toBe('/tin-tuc/bai/ban/12/')
  expect(['1', '12', '0', '01', '-1', '1.5', 'x', undefined, '1234567'].map(readVersion)).toEqual([
    1,
    12,
    ...Array<null>(7).fill(null),
  ])
})
