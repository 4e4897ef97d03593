import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stripTags } from '../../../src/domain/comments/sanitize.ts'

test.each([
  ['A & B < 5', 'A & B < 5'],
  ['3 < 5 và 7 > 2', '3 < 5 và 7 > 2'],
  ['thu nhập <3 triệu', 'thu nhập <3 triệu'],
  ['a<b và c', 'a<b và c'],
  ['&lt;b&gt; là thẻ', '&lt;b&gt; là thẻ'],
  ['&amp;lt; giữ nguyên', '&amp;lt; giữ nguyên'],
  ['Xin <b>chào</b> bà con', 'Xin chào bà con'],
  ['<script>alert(1)</script>Xin chào', 'Xin chào'],
  ['<a href="javascript:alert(1)">bấm</a> vào đây', 'bấm vào đây'],
  ['<img src=x onerror=alert(1)>Ảnh', 'Ảnh'],
  ['<!-- ẩn -->Hiện', 'Hiện'],
])('%j is stored as %j', (raw, stored) => {
  expect(stripTags(raw)).toBe(stored)
})

test('text that was made to cost time costs none', () => {
  const nested = (depth: number) => '<'.repeat(depth) + 'b>'.repeat(depth)
  const cost = (work: () => void): number => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  const hostile = cost(() => {
    for (const depth of [30, 300, 3_000, 8_000, 200_000]) stripTags(nested(depth))
  })
  const simple = 'Xin chào bà con. '.repeat(30)
  const ordinary = cost(() => {
    for (let n = 0; n < 200; n += 1) stripTags(`<b>${simple}</b>`)
  })
  // A ratio in one run, of processor time; a way that grows with the square would take minutes.
  expect(hostile).toBeLessThan(20 * ordinary + 200)
  expect(stripTags(nested(300))).not.toMatch(/<[a-z!/][^>]*>/iu)
})

test('stripping again finds nothing more, and no tag is left', () => {
  const unit = fc.constantFrom(
    '<',
    '>',
    '/',
    'b',
    'script',
    ' ',
    '&',
    '&lt;',
    '&gt;',
    'a',
    '"',
    '=',
    '!--',
    '-->',
    'ế',
  )
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), (raw) => {
      const text = stripTags(raw)
      expect(stripTags(text)).toBe(text)
      expect(text).not.toMatch(/<[a-z!/][^>]*>/iu)
    }),
    { numRuns: 3_000 },
  )
})
