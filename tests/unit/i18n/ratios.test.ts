import { expect, test } from 'vitest'
import { rateOf } from '../../../src/domain/funding/rules.ts'
import { formatRatio } from '../../../src/i18n/funding.ts'

const BILLION = 1_000_000_000

test.each([
  [{ allocated: 20 * BILLION, disbursed: 12.97 * BILLION, qualifier: null }, '64,85 %'],
  [{ allocated: 20 * BILLION, disbursed: 10 * BILLION, qualifier: null }, '50,00 %'],
  [{ allocated: 20 * BILLION, disbursed: 12.97 * BILLION, qualifier: 'more-than' }, 'khoảng 65 %'],
  [{ allocated: 20 * BILLION, disbursed: 20 * BILLION, qualifier: 'about' }, 'khoảng 100 %'],
  [{ allocated: 2_000 * BILLION, disbursed: 9 * BILLION, qualifier: 'nearly' }, 'khoảng 0,5 %'],
] as const)('of the amounts %o the second is %s of the first', (amounts, printed) => {
  const rate = rateOf(amounts)
  expect(rate && formatRatio(rate, 'vi').replaceAll('\u00a0', ' ')).toBe(printed)
})
