import { expect, test } from 'vitest'
import { fill } from '../../../src/i18n/fill.ts'

test('puts each value where its placeholder stands, as often as it stands there', () => {
  expect(fill('Bạn còn {n}/{max} ký tự', { n: 3, max: 500 })).toBe('Bạn còn 3/500 ký tự')
  expect(fill('{n} và {n}', { n: 'một' })).toBe('một và một')
})

test('leaves a placeholder without a value readable', () => {
  expect(fill('Ngày {date}', {})).toBe('Ngày {date}')
})

test('prints zero, and does not read a value for placeholders or patterns of its own', () => {
  expect(fill('{n} bình luận', { n: 0 })).toBe('0 bình luận')
  expect(fill('{a} {b}', { a: '{b}', b: '$&' })).toBe('{b} $&')
})
