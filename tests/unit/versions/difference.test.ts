import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  align,
  compareTexts,
  compareWords,
  MAX_CELLS,
  type Run,
} from '../../../src/domain/versions/difference-rules.ts'
import type { ArticleContent } from '../../../src/domain/versions/rules.ts'
import { blocksOf } from '../../../src/domain/versions/text-rules.ts'

const WORDS = ['hộ', 'nghèo', '17,83', '%', '.', ',', 'tỷ', 'lệ', 'nhà', 'Sơn', 'La']
const line = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' '))
const content = fc
  .record({ title: line, paragraphs: fc.array(line, { maxLength: 8 }) })
  .map(({ title, paragraphs }): ArticleContent => ({
    title,
    summary: 'Tóm tắt.',
    byline: 'Ban biên tập',
    language: 'vi',
    cover: null,
    bodyHtml: paragraphs.map((text) => `<p>${text}</p>`).join(''),
    figures: [],
    sources: [],
  }))

const without = (runs: readonly Run[], kind: Run['kind']): string =>
  runs
    .filter((run) => run.kind !== kind)
    .map(({ text }) => text)
    .join('')

test('what stayed and went is the old line, what stayed and came is the new one', () => {
  fc.assert(
    fc.property(line, line, (before, after) => {
      const runs = compareWords(before, after)
      expect(without(runs, 'added')).toBe(before)
      expect(without(runs, 'removed')).toBe(after)
      expect(runs.every(({ text }) => text !== '')).toBe(true)
      expect(runs.every(({ kind }, at) => kind !== runs[at + 1]?.kind)).toBe(true)
    }),
  )
})

test('a line compared with itself stays whole', () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(compareWords(text, text).filter(({ kind }) => kind !== 'same')).toEqual([])
    }),
  )
})

test('of two lists as much stays as a longest common subsequence has', () => {
  const longest = (one: string, other: string): number =>
    one === '' || other === ''
      ? 0
      : other.startsWith(one.charAt(0))
        ? 1 + longest(one.slice(1), other.slice(1))
        : Math.max(longest(one.slice(1), other), longest(one, other.slice(1)))
  const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(short, short, (one, other) => {
      const same = align([...one], [...other], (item) => item).filter(({ kind }) => kind === 'same')
      expect(same.flatMap(({ items }) => items)).toHaveLength(longest(one, other))
    }),
  )
})

test('every block that differs is shown, and no other', () => {
  fc.assert(
    fc.property(content, content, (before, after) => {
      const changes = compareTexts(before, after)
      const [old, young] = [before, after].map((text) => blocksOf(text).map((block) => block.text))
      for (const { runs } of changes) {
        const [was, is] = [without(runs, 'added'), without(runs, 'removed')]
        expect(was === '' || old?.includes(was)).toBe(true)
        expect(is === '' || young?.includes(is)).toBe(true)
        expect(was).not.toBe(is)
      }
      expect(changes.length === 0).toBe(JSON.stringify(old) === JSON.stringify(young))
    }),
  )
})

test('one number in one paragraph is one change of one word', () => {
  const of = (rate: string): ArticleContent => ({
    title: 'Tỷ lệ hộ nghèo',
    summary: 'Tóm tắt.',
    byline: 'Ban biên tập',
    language: 'vi',
    cover: null,
    bodyHtml: `<p>Mở đầu.</p><p>Năm 2022, tỷ lệ là ${rate} %, giảm.</p><p>Hết.</p>`,
    figures: [],
    sources: [],
  })
  expect(compareTexts(of('17,38'), of('17,83'))).toEqual([
    {
      part: 'body',
      runs: [
        { kind: 'same', text: 'Năm 2022, tỷ lệ là ' },
        { kind: 'removed', text: '17,38' },
        { kind: 'added', text: '17,83' },
        { kind: 'same', text: ' %, giảm.' },
      ],
    },
  ])
})

test('lists too long to compare count as replaced whole, at once', () => {
  const size = Math.ceil(Math.sqrt(MAX_CELLS)) + 1
  const one = Array.from({ length: size }, (_, at) => `a${at}`)
  const other = [...one].reverse()
  expect(align(one, other, (item) => item)).toEqual([
    { kind: 'removed', items: one },
    { kind: 'added', items: other },
  ])
})
