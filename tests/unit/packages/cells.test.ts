import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  explainNumber,
  plainDecimal,
  printMillionths,
  readAmount,
  readDecimal,
  readYesNo,
  toMillionths,
} from '../../../src/domain/packages/cells.ts'

const messageOf = (read: ReturnType<typeof readDecimal> | ReturnType<typeof readAmount>): string =>
  read.ok ? 'ok' : read.message

describe('a value', () => {
  test.each(['0', '17.83', '-0.5', '1', '156000000000', '0.000001', '123456789012345'])('is %s', (cell) => {
    expect(readDecimal(cell)).toEqual({ ok: true, value: cell })
  })

  test.each([
    ...['', ' 5', '5 ', '+5', '05', '.5', '5.', '1e3', '0x10', 'NaN', '--5', '1.1234567', '1234567890123456'],
    ...['١٢', '５'],
  ])('is not %j', (cell) => {
    expect(readDecimal(cell)).toMatchObject({ ok: false, type: 'type-error' })
  })

  test('with a comma, with spaces or with its measure comes with how to write it', () => {
    expect(messageOf(readDecimal('17,83'))).toContain('Hãy viết 17.83.')
    expect(messageOf(readDecimal('17.83%'))).toContain('Hãy viết 17.83.')
    expect(messageOf(readDecimal('12 667'))).toContain('Hãy viết 12667.')
    expect(messageOf(readDecimal('1.234.567'))).toContain('Hãy viết 1234567.')
    expect(messageOf(readDecimal('1.234,5'))).toContain('Hãy viết 1234.5.')
    expect(messageOf(readDecimal('1,234.5'))).toContain('Hãy viết 1234.5.')
    expect(messageOf(readDecimal('1,234'))).toContain(
      'Hãy viết 1.234 nếu dấu phẩy là phần thập phân, 1234 nếu',
    )
    expect(messageOf(readDecimal('1,234,567'))).toContain('Hãy viết 1234567.')
    expect(messageOf(readDecimal('hơn 5'))).toContain('như 17.83')
  })

  test('of a workbook may have a decimal comma where it can be nothing else', () => {
    const read = {
      ...{ '18,62': '18.62', '-0,5': '-0.5', '1.234,5': '1234.5', '1.234.567,25': '1234567.25' },
      ...{ '26,80': '26.80', '0,123': '0.123', '1234,567': '1234.567', '1,2340': '1.2340' },
    }
    for (const [cell, plain] of Object.entries(read)) expect(plainDecimal(cell), cell).toBe(plain)
    const left = [
      '1,234',
      '12,345',
      '-1,234',
      '1,234,567',
      '1,234.5',
      '18,62 %',
      ',5',
      '5,',
      '05,5',
      '1.23,5',
    ]
    for (const cell of [...left, '1,1234567', '18.62', '17', 'yes', '']) {
      expect(plainDecimal(cell), cell).toBe(cell)
    }
  })

  test('of a workbook that cannot be read comes with how to write it there', () => {
    expect(explainNumber('18.62 %', ',')).toContain('Hãy viết 18,62.')
    expect(explainNumber('1,234.5', ',')).toContain('Hãy viết 1234,5.')
    expect(explainNumber('hơn 5', ',')).toContain(
      'dấu phẩy cho phần thập phân, không dấu ngăn nghìn, như 17,83.',
    )
    // Of these two ways to write it each is taken, and for one thing only.
    expect(explainNumber('1,234', ',')).toContain(
      'Hãy viết 1,2340 nếu dấu phẩy là phần thập phân, 1234 nếu là dấu ngăn nghìn.',
    )
    expect(readDecimal(plainDecimal('1,2340'))).toMatchObject({ ok: true })
  })

  test('of a question is yes or no', () => {
    expect(['yes', 'no', '1', '0'].map((cell) => readYesNo(cell))).toEqual(
      ['1', '0', '1', '0'].map((value) => ({ ok: true, value })),
    )
    for (const cell of ['có', 'Yes', '2', 'true']) expect(readYesNo(cell).ok, cell).toBe(false)
  })
})

describe('an amount', () => {
  test('is whole VND up to nine quadrillion', () => {
    for (const cell of ['0', '156000000000', '9000000000000000']) {
      expect(readAmount(cell)).toEqual({ ok: true, value: Number(cell) })
    }
    for (const cell of ['9000000000000001', '99999999999999999999', '-1']) {
      expect(readAmount(cell)).toMatchObject({ ok: false, type: 'constraint-error' })
    }
    for (const cell of ['1.5', '1e9', '007', '156 tỷ', '0x1', '-', '1,5']) {
      expect(readAmount(cell)).toMatchObject({ ok: false, type: 'type-error' })
    }
  })

  test('with marks between its digits comes with how to write it', () => {
    for (const cell of ['156.000.000.000', '156,000,000,000', '156 000 000 000', '156000000000 đồng']) {
      expect(messageOf(readAmount(cell))).toContain('Hãy viết 156000000000.')
    }
    expect(messageOf(readAmount('156,5'))).toContain('trọn số đồng')
  })
})

describe('millionths', () => {
  test('are exact', () => {
    const decimal = fc
      .tuple(fc.bigInt(-(10n ** 15n) + 1n, 10n ** 15n - 1n), fc.integer({ min: 0, max: 999_999 }))
      .map(([whole, fraction]) => ({ whole, fraction }))
    fc.assert(
      fc.property(decimal, ({ whole, fraction }) => {
        const text = `${whole}.${String(fraction).padStart(6, '0')}`
        const sign = whole < 0n ? -1n : 1n
        expect(toMillionths(text)).toBe(whole * 1_000_000n + sign * BigInt(fraction))
      }),
    )
    expect(toMillionths('0.1') + toMillionths('0.2')).toBe(toMillionths('0.3'))
    expect(toMillionths('-0.5')).toBe(-500_000n)
  })

  test('are printed as numbers are in Vietnam', () => {
    const printed = ['2213', '17.83', '17.80', '-0.5', '1234567.000001', '0'].map((text) =>
      printMillionths(toMillionths(text)),
    )
    expect(printed).toEqual(['2.213', '17,83', '17,8', '-0,5', '1.234.567,000001', '0'])
  })
})
