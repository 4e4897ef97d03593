import { describe, expect, test } from 'vitest'
import {
  breakable,
  keepTogether,
  formatDate,
  formatDateTime,
  formatInteger,
  formatNumber,
  formatPercent,
  formatRoundPercent,
  formatSize,
  lowerFirst,
  splitPercentages,
  withMeasure,
  wrapPercentages,
} from '../../../src/i18n/format.ts'

test('prints a date with two digits for day and month', () => {
  expect(formatDate('2022-12-31', 'vi')).toBe('31/12/2022')
  expect(formatDate('2026-02-03', 'vi')).toBe('03/02/2026')
})

test('prints no more of a date than the source gives', () => {
  expect(formatDate('2022', 'vi')).toBe('2022')
  expect(formatDate('2022-06', 'vi')).toBe('06/2022')
})

test('prints the day it is in Vietnam, wherever the server stands', () => {
  expect(formatDate('2022-12-30T16:59:59Z', 'vi')).toBe('30/12/2022')
  expect(formatDate('2022-12-30T17:00:00Z', 'vi')).toBe('31/12/2022')
})

test('prints a time of the 24-hour clock before its day', () => {
  expect(formatDateTime('2022-12-30T01:00:00.000Z', 'vi')).toBe('08:00 ngày 30/12/2022')
  expect(formatDateTime('2022-12-29T17:05:00Z', 'vi')).toBe('00:05 ngày 30/12/2022')
})

test('groups thousands with a full stop and writes decimals with a comma', () => {
  expect(formatInteger(156_000_000_000, 'vi')).toBe('156.000.000.000')
  expect(formatInteger(2213, 'vi')).toBe('2.213')
  expect(formatNumber(17.8, 'vi')).toBe('17,8')
  expect(formatNumber(1234.567, 'vi')).toBe('1.234,57')
})

test('keeps a percentage on one line, with two decimals', () => {
  expect(formatPercent(17.83, 'vi')).toBe('17,83\u00a0%')
  expect(formatPercent(4, 'vi')).toBe('4,00\u00a0%')
})

test('lets a number of many words break between them, and never between it and its per cent sign', () => {
  expect(breakable('hơn\u00a08.657\u00a0hộ')).toBe('hơn 8.657 hộ')
  expect(breakable('17,83\u00a0%')).toBe('17,83\u00a0%')
  expect(breakable('bình quân\u00a04,47\u00a0điểm %/năm')).toBe('bình quân 4,47 điểm %/năm')
})

test('says the size of a file in units that one knows from a phone', () => {
  const sizes = [64, 999, 1_000, 4_249, 9_960, 123_456, 1_260_000, 54_000_000]
  expect(sizes.map((bytes) => formatSize(bytes, 'vi').replace('\u00a0', ' '))).toEqual([
    '0,1 KB',
    '1 KB',
    '1 KB',
    '4,2 KB',
    '10 KB',
    '123 KB',
    '1,3 MB',
    '54 MB',
  ])
  expect(formatSize(4_249, 'en')).toBe('4.2\u00a0KB')
})

test.each([
  ['hơn 156 tỷ đồng nói trên', 'hơn 156~tỷ~đồng nói trên'],
  ['từ 30,23 % xuống 25,93 %.', 'từ 30,23~% xuống 25,93~%.'],
  ['5 tỷ 556 triệu đồng', '5~tỷ 556~triệu~đồng'],
  ['more than VND 156 billion', 'more than VND~156~billion'],
  ['năm 2022 tỷ lệ hộ nghèo', 'năm 2022 tỷ lệ hộ nghèo'],
  ['75 xã, 2 đồngbào', '75 xã, 2 đồngbào'],
  ['<a href="/x/">17,83 %</a>', '<a href="/x/">17,83~%</a>'],
])('a number stays with its measure: %s', (text, expected) => {
  expect(keepTogether(text)).toBe(expected.replaceAll('~', '\u00a0'))
})

describe('in English', () => {
  test('writes the month of a date out', () => {
    expect(formatDate('2022-12-31', 'en')).toBe('31 December 2022')
    expect(formatDate('2026-02-03', 'en')).toBe('3 February 2026')
    expect(formatDate('2022-06', 'en')).toBe('June 2022')
    expect(formatDate('2022', 'en')).toBe('2022')
  })

  test('prints the day it is in Vietnam', () => {
    expect(formatDate('2022-12-30T17:00:00Z', 'en')).toBe('31 December 2022')
    expect(formatDateTime('2022-12-30T01:00:00.000Z', 'en')).toBe('08:00, 30 December 2022')
  })

  test('groups thousands with a comma and writes decimals with a point', () => {
    expect(formatInteger(2213, 'en')).toBe('2,213')
    expect(formatNumber(1234.567, 'en')).toBe('1,234.57')
  })

  test('sets no space before a percent sign, and one that does not break before a unit', () => {
    expect(formatPercent(17.83, 'en')).toBe('17.83%')
    expect(formatRoundPercent(64.85, 'en')).toBe('65%')
    expect(withMeasure('2,213', 'houses', 'en')).toBe('2,213\u00a0houses')
  })

  test.each([
    ['1', 'houses', '1 house'],
    ['more than\u00a01', 'households', 'more than 1 household'],
    ['1', 'people', '1 person'],
    ['1', 'percentage points/year', '1 percentage point/year'],
    ['1', '%', '1%'],
    ['21', 'houses', '21 houses'],
    ['0.1', 'percentage points', '0.1 percentage points'],
    ['1.00', 'percentage points', '1.00 percentage points'],
    ['0', 'days', '0 days'],
  ])('%s of %s is %s', (number, measure, printed) => {
    expect(withMeasure(number, measure, 'en').replaceAll('\u00a0', ' ')).toBe(printed)
  })
})

test.each([
  ['Central budget', 'central budget'],
  ['Programme 1719', undefined],
  ['Project 4', undefined],
  ['Mường La district', 'Mường La district'],
  ['Mai Sơn district', 'Mai Sơn district'],
  ['National Target Programme for Sustainable Poverty Reduction', undefined],
  ['VND billion', undefined],
])('within an English sentence, %s', (name, printed = name) => {
  expect(lowerFirst(name, 'en')).toBe(printed)
})

test('within a Vietnamese sentence every name begins small', () => {
  expect(lowerFirst('Huyện Mường La', 'vi')).toBe('huyện Mường La')
  expect(lowerFirst('Đề án nhà ở', 'vi')).toBe('đề án nhà ở')
})

test('finds the percentages of what people wrote, and leaves every letter as it is', () => {
  const text = 'Có ba con số là 11,11 %, khoảng 10,89 % và 19,23 %. Còn 100% hộ thì không.'
  const parts = splitPercentages(text)
  expect(parts.filter((_, at) => at % 2 === 1)).toEqual(['11,11 %', '10,89 %', '19,23 %'])
  expect(parts.join('')).toBe(text)
})

test('puts elements around percentages of texts, not of attributes', () => {
  const html = '<p title="còn 5 %">Còn <em>14,17 %</em> hộ, 3 % a > b.</p><img alt="9 %" src="/a%20b.png">7 %'
  const wrapped = wrapPercentages(html)
  expect(wrapped).toBe(
    '<p title="còn 5 %">Còn <em><span class="unbroken">14,17 %</span></em> hộ, 3 % a > b.</p>' +
      '<img alt="9 %" src="/a%20b.png"><span class="unbroken">7 %</span>',
  )
})
