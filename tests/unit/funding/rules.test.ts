import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DIMENSIONS,
  SORT_KEYS,
  WHOLE,
  fundingAddress,
  rateOf,
  ratioOf,
  readFundingView,
  type FundingView,
} from '../../../src/domain/funding/rules.ts'

describe('a rate', () => {
  const line = (allocated: number | null, disbursed: number | null) => ({
    allocated,
    disbursed,
    qualifier: null,
  })

  test('is disbursed of allocated, and exact where both are', () => {
    expect(rateOf(line(400, 100))).toEqual({ percent: 25, about: false })
    expect(rateOf(line(100, 150))).toEqual({ percent: 150, about: false })
    expect(rateOf(line(100, 0))).toEqual({ percent: 0, about: false })
  })

  test.each([line(null, 1), line(1, null), line(0, 0), line(0, 5)])('is none of %o', (amounts) => {
    expect(rateOf(amounts)).toBeNull()
  })

  test.each(['more-than', 'about', 'nearly'] as const)(
    'of amounts that are %s is only about',
    (qualifier) => {
      expect(rateOf({ ...line(5653, 3666), qualifier })).toMatchObject({ about: true })
    },
  )

  test.each(['at-least', 'average'] as const)('of amounts that are %s is none', (qualifier) => {
    expect(rateOf({ ...line(2, 1), qualifier })).toBeNull()
    expect(ratioOf({ amount: 1, qualifier: null }, { amount: 2, qualifier })).toBeNull()
  })
})

describe('the address of a table of money', () => {
  const anyView: fc.Arbitrary<FundingView> = fc
    .record({
      cell: fc.record({
        project: fc.constantFrom('', '4', '4.3'),
        source: fc.constantFrom('', 'tin-dung'),
        capital: fc.constantFrom('', 'su-nghiep'),
        unit: fc.constantFrom('son-la', 'huyen-bac-yen'),
      }),
      by: fc.constantFrom(null, ...DIMENSIONS),
      then: fc.constantFrom(null, ...DIMENSIONS),
      sort: fc.option(fc.record({ key: fc.constantFrom(...SORT_KEYS), descending: fc.boolean() })),
      exact: fc.boolean(),
      asof: fc.constantFrom(undefined, '2026-03-02'),
    })
    .filter(({ by, then }) => then === null || by !== then)

  test('brings back the view it was made from', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const address = new URL(fundingAddress('p', '2021/2025-06', view), 'https://example.vn')
        expect(address.pathname).toBe('/kinh-phi/p/2021-den-2025-06/')
        expect(readFundingView(address.searchParams)).toEqual(view)
      }),
    )
  })

  test('is plain for the whole', () => {
    expect(fundingAddress('p', '2022', { cell: WHOLE, exact: false })).toBe('/kinh-phi/p/2022/')
  })

  test('leaves out what it does not know', () => {
    const view = readFundingView(new URLSearchParams('theo=mau-sac&sap-xep=ten&don-vi-tien=usd'))
    expect(view).toMatchObject({ by: null, then: null, sort: null, exact: false })
  })

  test('does not tell rows apart twice by the same', () => {
    expect(readFundingView(new URLSearchParams('theo=nguon&roi-theo=nguon')).then).toBeNull()
  })
})
