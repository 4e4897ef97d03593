import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languageOfWords, vietnameseParts } from '../../../src/domain/languages/vietnamese-rules.ts'

const marked = (text: string): string =>
  vietnameseParts(text)
    .map((part) => (part.vietnamese ? `[${part.text}]` : part.text))
    .join('')

describe('Vietnamese in an English text', () => {
  test.each([
    [
      'Source: Trang thông tin đối ngoại tỉnh Sơn La, secondary source',
      'Source:[ Trang thông tin đối ngoại tỉnh Sơn La], secondary source',
    ],
    ['Kết quả hỗ trợ nhà ở', '[Kết quả hỗ trợ nhà ở]'],
    ['Nằm trong 564 hộ.', '[Nằm trong 564 hộ].'],
    ['Tỷ lệ giảm còn 25,93 %, chưa rà soát', '[Tỷ lệ giảm còn 25,93 %, chưa rà soát]'],
  ])('is found in %s', (text, result) => {
    expect(marked(text)).toBe(result)
  })

  test.each([
    'Huổi Một commune',
    'The districts of Quỳnh Nhai, Mường La and Bắc Yên have completed housing support.',
    'Sơn La supports 2,213 houses',
    'National Target Programme on Sustainable Poverty Reduction 2021–2025',
    'Dân Việt',
    '17.83%',
    '',
  ])('is not seen in %j', (text) => {
    expect(marked(text)).toBe(text)
    expect(languageOfWords(text, 'en')).toBeUndefined()
  })

  test('of whatever text, the parts are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          vietnameseParts(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  test('has no mark of its own on a Vietnamese page', () => {
    expect(languageOfWords('Kết quả hỗ trợ nhà ở', 'en')).toBe('vi')
    expect(languageOfWords('Kết quả hỗ trợ nhà ở', 'vi')).toBeUndefined()
  })
})
