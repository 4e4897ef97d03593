import { expect, test } from 'vitest'
import { plainText } from '../../../src/domain/search/entries.ts'

test('a heading and an item of a list do not run into what follows', () => {
  expect(plainText('<h2>Kết quả</h2>\n<p>Tỷ lệ còn 17,83%.</p><h3>Ai được hỗ trợ?</h3><p>Hộ nghèo</p>')).toBe(
    'Kết quả. Tỷ lệ còn 17,83%. Ai được hỗ trợ? Hộ nghèo',
  )
  expect(plainText('<ul>\n<li>nhà <strong>ở</strong></li>\n<li><p>nước sạch</p>\n</li></ul>')).toBe(
    'nhà ở. nước sạch.',
  )
})
