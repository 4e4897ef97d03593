import { describe, expect, test } from 'vitest'
import {
  formatExactMoney,
  formatMoney,
  formatPeriod,
  formatShortPeriod,
  formatValue,
} from '../../../src/i18n/figures.ts'

const rate = { kind: 'number', measure: '%' } as const
const houses = { kind: 'number', measure: 'nhà' } as const
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('a value', () => {
  test.each([
    [{ value: '17.83', qualifier: null }, rate, '17,83 %'],
    [{ value: '27', qualifier: null }, rate, '27 %'],
    [{ value: '19.20', qualifier: null }, rate, '19,20 %'],
    [{ value: '149', qualifier: null }, rate, '149 %'],
    [{ value: '43.5', qualifier: 'about' }, rate, 'khoảng 43,5 %'],
    [{ value: '0.1234', qualifier: null }, rate, '0,1234 %'],
    [{ value: '2213', qualifier: null }, houses, '2.213 nhà'],
    [{ value: '12660', qualifier: 'more-than' }, houses, 'hơn 12.660 nhà'],
    [{ value: '98.531', qualifier: null }, rate, '98,531 %'],
    [{ value: '1', qualifier: null }, { kind: 'yes-no', measure: '' }, 'có'],
    [{ value: null, qualifier: null, status: 'confidential' }, rate, 'không công bố'],
  ] as const)('%o is printed as %3$s', (amounts, format, printed) => {
    expect(plain(formatValue(amounts, format, 'vi'))).toBe(printed)
  })

  test('stays on one line with its words', () => {
    expect(formatValue({ value: '10.89', qualifier: 'about' }, rate, 'vi')).not.toContain(' ')
  })
})

describe('money', () => {
  test.each([
    [156_000_000_000, 'more-than', 'hơn 156 tỷ đồng'],
    [1_236_691_000_000, null, '1.236,691 tỷ đồng'],
    [772_000_000, null, '772 triệu đồng'],
    [1_000_000_000, 'nearly', 'gần 1 tỷ đồng'],
    [999_999_999, null, '1.000 triệu đồng'],
    [950_000, null, '950.000 đồng'],
    [0, null, '0 đồng'],
  ] as const)('%d %s is printed as %s', (amount, qualifier, printed) => {
    expect(plain(formatMoney(amount, 'vi', qualifier))).toBe(printed)
  })

  test('has its exact amount at hand', () => {
    expect(plain(formatExactMoney(156_000_000_000, 'vi'))).toBe('156.000.000.000 đồng')
    expect(plain(formatExactMoney(156_000_000_000, 'vi', 'more-than'))).toBe('hơn 156.000.000.000 đồng')
  })
})

test.each([
  ['2022', 'năm 2022', '2022'],
  ['2022-Q3', 'quý III/2022', 'III/2022'],
  ['2022-06', 'tháng 6/2022', '6/2022'],
  ['2022-01-31', 'ngày 31/01/2022', '31/01/2022'],
  ['2021/2025', 'giai đoạn 2021–2025', '2021–2025'],
  ['2024-01/2024-09', 'từ tháng 1/2024 đến tháng 9/2024', '1/2024–9/2024'],
  ['2024-Q1', 'quý I/2024', 'I/2024'],
  ['2024-Q4', 'quý IV/2024', 'IV/2024'],
  ['2024-02/2024-04', 'từ tháng 2/2024 đến tháng 4/2024', '2/2024–4/2024'],
  ['2023/2024-03', 'từ năm 2023 đến tháng 3/2024', '2023–3/2024'],
  ['2021/2025-11', 'từ năm 2021 đến tháng 11/2025', '2021–11/2025'],
])('the period %s is printed as %s and %s', (code, long, short) => {
  expect(formatPeriod(code, 'vi')).toBe(long)
  expect(formatShortPeriod(code, 'vi')).toBe(short)
})

describe('in English', () => {
  test('a value has a decimal point and its unit', () => {
    expect(formatValue({ value: '17.83', qualifier: null }, rate, 'en')).toBe('17.83%')
    expect(
      plain(formatValue({ value: '2213', qualifier: null }, { kind: 'number', measure: 'houses' }, 'en')),
    ).toBe('2,213 houses')
  })

  test('money stands behind its currency, in millions and billions', () => {
    expect(plain(formatMoney(156_000_000_000, 'en'))).toBe('VND 156 billion')
    expect(plain(formatMoney(1_236_691_000_000, 'en'))).toBe('VND 1,236.691 billion')
    expect(plain(formatMoney(772_000_000, 'en'))).toBe('VND 772 million')
    expect(plain(formatExactMoney(156_000_000_000, 'en'))).toBe('VND 156,000,000,000')
    expect(formatMoney(156_000_000_000, 'en')).not.toContain(' ')
  })

  test.each([
    ['2022', '2022'],
    ['2022-Q3', 'Q3 2022'],
    ['2022-06', 'June 2022'],
    ['2022-01-31', '31 January 2022'],
    ['2021/2025', '2021–2025'],
  ])('%s heads a column as %s', (code, short) => {
    expect(formatShortPeriod(code, 'en')).toBe(short)
  })
})
