import { expect, test } from 'vitest'
import { pageWords, sourceWords } from '../../../src/i18n/result-words.ts'
import { makeDocument } from '../../fixtures/figures.ts'

test.each([
  ['12', 'trang 12'],
  ['12–14', 'trang 12–14'],
  ['3, 5', 'trang 3, 5'],
  ['Điều 1', 'Điều 1'],
  ['Phụ lục 2, trang 4', 'Phụ lục 2, trang 4'],
])('the place %s within a document is %s', (page, words) => {
  expect(pageWords(page, 'vi')).toBe(words)
})

test('a source known at second hand says so at the number', () => {
  const document = makeDocument({ issuer: 'Vietnam.vn (bản dịch)', secondary: true })
  expect(sourceWords(document, 'vi')).toBe('Vietnam.vn, nguồn thứ cấp')
  expect(sourceWords({ ...document, secondary: false }, 'vi')).toBe('Vietnam.vn')
  expect(sourceWords(null, 'vi')).toBe('không ghi nguồn')
})
