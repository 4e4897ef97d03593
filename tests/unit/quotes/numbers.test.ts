import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDecimal, readNumbers, shiftDecimal } from '../../../src/domain/quotes/number-rules.ts'
import { composeText, foldSpelling } from '../../../src/domain/quotes/spelling-rules.ts'
import { formatBareValue, formatExactMoney, formatMoney, formatValue } from '../../../src/i18n/figures.ts'

const nowhere = (): boolean => false
const houses = (folded: string) => (place: number) => /^ (?:can|nha|nguoi|ho)\b/u.test(folded.slice(place))

function read(text: string) {
  const folded = foldSpelling(composeText(text))
  return readNumbers(folded, nowhere, houses(folded))
}

describe('a written number', () => {
  test.each([
    ['17,83', '17.83'],
    ['17.83', '17.83'],
    ['2.213', '2213'],
    ['2213', '2213'],
    ['1.236,691', '1236.691'],
    ['1,236,691.5', '1236691.5'],
    ['12,345,678', '12345678'],
    ['2,213', '2.213'],
    ['156.000.000.000', '156000000000'],
    ['156 000 000 000', '156000000000'],
    ['0.125', '0.125'],
    ['017,830', '17.83'],
    ['0', '0'],
    ['0,0', '0'],
  ])('%s is %s', (written, decimal) => {
    expect(readDecimal(written)).toBe(decimal)
  })

  test.each(['1.2.3', '1.23.456', '12,34,56', '1.236,691,2', '', 'abc', '9'.repeat(19)])(
    '%s is none',
    (written) => {
      expect(readDecimal(written)).toBeNull()
    },
  )

  test.each([
    ['17,83%', { value: '17.83', place: -2, measure: 'percent' }],
    ['17,80 phần trăm', { value: '17.8', place: -2, measure: 'percent' }],
    ['giảm 3,66 điểm phần trăm', { value: '3.66', measure: 'points' }],
    ['3,66 điểm %/năm', { value: '3.66', measure: 'points' }],
    ['156 tỷ', { value: '156000000000', place: 9, measure: 'money' }],
    ['156 tỉ đồng', { value: '156000000000', place: 9, measure: 'money' }],
    ['1.236,691 tỷ đồng', { value: '1236691000000', place: 6, measure: 'money' }],
    ['750 triệu đồng', { value: '750000000', place: 6, measure: 'money' }],
    ['75 nghìn tỷ đồng', { value: '75000000000000', place: 12, measure: 'money' }],
    ['5 tỷ 556 triệu đồng', { value: '5556000000', place: 6, measure: 'money' }],
    ['156.000.000.000 đ', { value: '156000000000', place: 0, measure: 'money' }],
    ['1,2 triệu người', { value: '1200000', place: 5, measure: 'plain' }],
    ['2.213 căn nhà', { value: '2213', place: 0, measure: 'plain', counted: true }],
    ['2.213', { value: '2213', measure: 'plain', counted: false }],
    ['2,213 nhà of Sơn La', { value: '2213', place: 0, measure: 'plain', counted: true }],
    ['VND 156 billion', { value: '156000000000', place: 9, measure: 'money', start: 0 }],
    ['more than VND 1,236.691 billion', { value: '1236691000000', place: 6, qualifier: 'more-than' }],
    ['nearly VND 1,192 billion', { value: '1192000000000', measure: 'money', qualifier: 'nearly' }],
    ['on average 17.83%', { value: '17.83', measure: 'percent', qualifier: 'average' }],
  ])('%s is read with what it measures', (text, expected) => {
    expect(read(text)).toEqual([expect.objectContaining(expected)])
  })

  test.each([
    ['hơn 156 tỷ đồng', 'more-than'],
    ['trên 156 tỷ đồng', 'more-than'],
    ['gần 156 tỷ đồng', 'nearly'],
    ['khoảng 10,89 %', 'about'],
    ['tối thiểu 75.000 tỷ đồng', 'at-least'],
    ['bình quân 3,59', 'average'],
    ['lớn hơn nữa: 5', null],
    ['156 tỷ đồng', null],
  ])('%s keeps its qualifier', (text, qualifier) => {
    expect(read(text)[0]?.qualifier).toBe(qualifier)
  })

  test('is none where digits belong to a code or the number of a document', () => {
    expect(read('Nghị quyết 1681/NQ-UBTVQH15, mã a_2022')).toEqual([])
  })

  test('ends before the full stop of its sentence', () => {
    expect(read('là 17,83%. Năm sau: 14,17, 2.213.').map(({ value }) => value)).toEqual([
      '17.83',
      '14.17',
      '2213',
    ])
  })
})

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, decimals]) => (digits / 10 ** decimals).toFixed(decimals))
const amount = fc.integer({ min: 0, max: 9_000_000_000_000 })

describe('what the site prints is read back as the same number:', () => {
  test('values with their measure and qualifier', () => {
    fc.assert(
      fc.property(
        decimal,
        fc.constantFrom('%', 'nhà', 'người', ''),
        fc.constantFrom(null, 'more-than', 'about', 'nearly', 'at-least', 'average'),
        (value, measure, qualifier) => {
          const format = { kind: 'number', measure } as const
          const [number] = read(formatValue({ value, qualifier }, format, 'vi'))
          expect(number).toMatchObject({ value: String(Number(value)), qualifier })
          expect(number?.measure).toBe(measure === '%' ? 'percent' : 'plain')
        },
      ),
    )
  })

  test('numbers alone', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const printed = formatBareValue(value, { kind: 'number' }, 'vi')
        // One to three digits with three decimals, `1,234`, is how English groups thousands; it stays Vietnamese.
        expect(readDecimal(printed)).toBe(String(Number(value)))
      }),
    )
  })

  test('exact money, and money in tỷ and triệu as far as its three decimals go', () => {
    fc.assert(
      fc.property(amount, (dong) => {
        expect(read(formatExactMoney(dong, 'vi'))).toMatchObject([{ value: String(dong), measure: 'money' }])
        const unit = dong >= 1_000_000_000 ? 1_000_000 : dong >= 1_000_000 ? 1_000 : 1
        const whole = Math.floor(dong / unit) * unit
        expect(read(formatMoney(whole, 'vi'))[0]?.value).toBe(String(whole))
      }),
    )
  })
})

test('moving the point of a decimal is exact', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 9 }), (whole, places) => {
      expect(shiftDecimal(String(whole), places)).toBe(String(BigInt(whole) * 10n ** BigInt(places)))
    }),
  )
  expect(shiftDecimal('1236.691', 9)).toBe('1236691000000')
  expect(shiftDecimal('0.5', 0)).toBe('0.5')
})

test('folding keeps every place where it was', () => {
  expect(foldSpelling('Tỷ lệ hộ nghèo, Đà Bắc KỲ')).toBe('ti le ho ngheo, da bac ki')
  expect(foldSpelling('tỉ kì')).toBe(foldSpelling('tỷ kỳ'))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const composed = composeText(text)
      expect(foldSpelling(composed)).toHaveLength(composed.length)
    }),
  )
})
