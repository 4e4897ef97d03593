import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, foldWords, parseSearch } from '../../../src/domain/search/rules.ts'

const TEXT = fc.string({ unit: 'grapheme', maxLength: 80 })

test('case, diacritics and the bar of "đ" make no difference, composed or not', () => {
  expect(foldText('Đường VỀ bản Nà Tòng')).toBe('duong ve ban na tong')
  fc.assert(
    fc.property(TEXT, (text) => {
      expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')))
      expect(foldText(foldText(text))).toBe(foldText(text))
    }),
  )
  expect(foldWords('ĐỀ-NGHỊ: 2.213 căn!')).toBe('de nghi 2 213 can')
})

test('folded words hold letters, digits and single spaces only', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      expect(foldWords(text)).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u)
    }),
  )
})

test('a search is words that must all be there, phrases and beginnings', () => {
  expect(parseSearch('hộ "nhà ở"  xuân*')).toEqual([
    { words: ['ho'], prefix: false },
    { words: ['nha', 'o'], prefix: false },
    { words: ['xuan'], prefix: true },
  ])
  expect(parseSearch('* "" !!')).toEqual([])
})

test('whatever is typed becomes terms without anything that a query would take for its own', () => {
  fc.assert(
    fc.property(TEXT, (typed) => {
      const terms = parseSearch(typed)
      expect(terms.length).toBeLessThanOrEqual(12)
      for (const word of terms.flatMap(({ words }) => words)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
    }),
  )
})
