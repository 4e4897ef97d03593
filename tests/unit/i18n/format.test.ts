import { expect, test } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatInteger,
  formatNumber,
  formatPercent,
} from '../../../src/i18n/format.ts'

test('prints a date with two digits for day and month', () => {
  expect(formatDate('2022-12-31')).toBe('31/12/2022')
  expect(formatDate('2026-02-03')).toBe('03/02/2026')
})

test('prints no more of a date than the source gives', () => {
  expect(formatDate('2022')).toBe('2022')
  expect(formatDate('2022-06')).toBe('06/2022')
})

test('prints the day it is in Vietnam, wherever the server stands', () => {
  expect(formatDate('2022-12-30T16:59:59Z')).toBe('30/12/2022')
  expect(formatDate('2022-12-30T17:00:00Z')).toBe('31/12/2022')
})

test('prints a time of the 24-hour clock before its day', () => {
  expect(formatDateTime('2022-12-30T01:00:00.000Z')).toBe('08:00 ngày 30/12/2022')
  expect(formatDateTime('2022-12-29T17:05:00Z')).toBe('00:05 ngày 30/12/2022')
})

test('groups thousands with a full stop and writes decimals with a comma', () => {
  expect(formatInteger(156_000_000_000)).toBe('156.000.000.000')
  expect(formatInteger(2213)).toBe('2.213')
  expect(formatNumber(17.8)).toBe('17,8')
  expect(formatNumber(1234.567)).toBe('1.234,57')
})

test('keeps a percentage on one line, with two decimals', () => {
  expect(formatPercent(17.83)).toBe('17,83\u00a0%')
  expect(formatPercent(4)).toBe('4,00\u00a0%')
})
