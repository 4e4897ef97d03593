import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparePeriods,
  dayAskedFor,
  endOfVietnamDay,
  isSuccessor,
  parsePeriod,
  periodFromSlug,
  periodSlug,
  properSpelling,
  readSpan,
  vietnamDay,
} from '../../../src/domain/periods/rules.ts'

const year = fc.integer({ min: 1945, max: 2100 })
const month = fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0'))
const point = fc.oneof(
  year.map(String),
  fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([at, quarter]) => `${at}-Q${quarter}`),
  fc.tuple(year, month).map(([at, number]) => `${at}-${number}`),
  fc
    .tuple(year, month, fc.integer({ min: 1, max: 28 }))
    .map(([at, number, day]) => `${at}-${number}-${String(day).padStart(2, '0')}`),
)
const near = fc.integer({ min: 2020, max: 2023 })
/** Within few years, so that spellings of one stretch of time come together often. */
const edge = fc.oneof(
  near.map(String),
  fc.tuple(near, fc.integer({ min: 1, max: 4 })).map(([at, quarter]) => `${at}-Q${quarter}`),
  fc.tuple(near, month).map(([at, number]) => `${at}-${number}`),
  fc.tuple(near, month, fc.constantFrom('01', '02', '30', '31')).map((parts) => parts.join('-')),
)
const spellings = fc.oneof(
  point,
  fc.tuple(point, point).map((ends) => ends.join('/')),
  edge,
  fc.tuple(edge, edge).map((ends) => ends.join('/')),
)
const periods = spellings.map(readSpan).filter((period) => period !== null)

describe('a period', () => {
  test.each([
    ['2022', 'year', '2022-01-01', '2022-12-31'],
    ['2022-Q3', 'quarter', '2022-07-01', '2022-09-30'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2022-01-31', 'day', '2022-01-31', '2022-01-31'],
    ['2021/2025', 'range', '2021-01-01', '2025-12-31'],
    ['2024-01/2024-09', 'range', '2024-01-01', '2024-09-30'],
    ['2021/2025-11', 'range', '2021-01-01', '2025-11-30'],
    ['2025-05-15/2026-01-30', 'range', '2025-05-15', '2026-01-30'],
  ])('%s is a %s from %s to %s', (code, kind, start, end) => {
    expect(parsePeriod(code)).toEqual({ code, kind, start, end })
  })

  test.each([
    ...[
      '',
      '22',
      '2022-13',
      '2022-00',
      '2022-Q5',
      '2022-Q0',
      '2022-02-30',
      '2022-2',
      '2025/2021',
      '2022/2022',
    ],
    ...['2022/', '/2022', '2020/2021/2022', ' 2022', '2022 ', '1944', '2101', '2022-q3', '2022–2023', '不'],
  ])('%j is none', (code) => {
    expect(parsePeriod(code)).toBeNull()
  })

  test('starts no later than it ends, and comes back from its address', () => {
    fc.assert(
      fc.property(periods, (period) => {
        expect(period.start <= period.end).toBe(true)
        expect(periodFromSlug(periodSlug(period.code))).toEqual(period)
        expect(periodSlug(period.code)).toMatch(/^[a-z0-9-]+$/u)
      }),
    )
  })

  test('has one spelling, which every other spelling of the same days leads to', () => {
    const byDays = new Map<string, string>()
    fc.assert(
      fc.property(spellings, (text) => {
        const span = readSpan(text)
        const accepted = parsePeriod(text)
        if (accepted !== null) expect(accepted).toEqual(span)
        if (span === null) return
        expect(parsePeriod(span.code)).toEqual(span)
        const days = `${span.start} ${span.end}`
        expect(byDays.get(days) ?? span.code).toBe(span.code)
        byDays.set(days, span.code)
      }),
      { numRuns: 5_000 },
    )
  })

  test.each([
    ['2022-01/2022-12', '2022'],
    ['2022-Q1/2022-Q4', '2022'],
    ['2022-01-01/2022-12-31', '2022'],
    ['2022/2022', '2022'],
    ['2024-01/2024-03', '2024-Q1'],
    ['2022-03/2022-03', '2022-03'],
    ['2024-02-01/2024-02-29', '2024-02'],
    ['2022-03-05/2022-03-05', '2022-03-05'],
    ['2021-01/2025-12', '2021/2025'],
    ['2021-Q1/2025', '2021/2025'],
    ['2021-01/2025-11', '2021/2025-11'],
    ['2024-Q1/2024-Q3', '2024-01/2024-09'],
    ['2024-01-01/2024-09-30', '2024-01/2024-09'],
    ['2025-05-15/2025-10-31', '2025-05-15/2025-10'],
    ['2025/2021', '2021/2025'],
    ['2022-12/2022-01', '2022'],
  ])('%s is refused: it is spelt %s', (text, code) => {
    expect(parsePeriod(text)).toBeNull()
    expect(properSpelling(text)).toBe(code)
  })

  test.each(['2022-13', '2022/', 'năm 2022', '2020/2021/2022', '2022-02-30/2022-03'])(
    '%j has no spelling at all',
    (text) => {
      expect(properSpelling(text)).toBeNull()
    },
  )

  test('has one place in the order of time', () => {
    fc.assert(
      fc.property(periods, periods, (a, b) => {
        expect(Math.sign(comparePeriods(a, b))).toBe(-Math.sign(comparePeriods(b, a)) + 0)
      }),
    )
  })
})

test.each([
  ['2021', '2022', true],
  ['2021', '2023', false],
  ['2022', '2021', false],
  ['2022-12', '2023-01', true],
  ['2022-Q4', '2023-Q1', true],
  ['2022', '2023-01', false],
  ['2021/2022', '2023/2024', false],
])('%s is followed by %s: %s', (earlier, later, follows) => {
  const [first, second] = [parsePeriod(earlier), parsePeriod(later)]
  expect(first !== null && second !== null && isSuccessor(first, second)).toBe(follows)
})

describe('a day in Vietnam', () => {
  test('ends seven hours before the day of UTC does', () => {
    expect(endOfVietnamDay('2026-03-02')).toBe('2026-03-02T17:00:00.000Z')
  })

  test.each([
    ['1900-01-01', '1900-01-01T17:00:00.000Z'],
    ['0001-01-01', '0001-01-01T17:00:00.000Z'],
    ['9999-12-31', '9999-12-31T17:00:00.000Z'],
  ])('may be of any year: %s', (day, end) => {
    expect(endOfVietnamDay(day)).toBe(end)
    expect(parsePeriod(day)).toBeNull()
  })

  test('that is still to come counts as today', () => {
    const now = new Date('2026-03-02T17:00:00Z')
    expect(dayAskedFor('2026-03-04', now)).toBe('2026-03-03')
    expect(dayAskedFor('9999-12-31', now)).toBe('2026-03-03')
    for (const day of ['2026-03-03', '2026-03-02', '1800-01-01', '2030-02-30', 'mai', ''])
      expect(dayAskedFor(day, now)).toBe(day)
  })

  test('holds every moment until its end and none after', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (at) => {
          const end = endOfVietnamDay(vietnamDay(at)) ?? ''
          expect(at.toISOString() < end).toBe(true)
          expect(vietnamDay(new Date(end)) > vietnamDay(at)).toBe(true)
        },
      ),
    )
  })

  test.each(['2026-02-30', '2026-3-2', '2026', 'hôm nay', '2026-03-02T00:00:00Z', ''])(
    '%j is none',
    (text) => {
      expect(endOfVietnamDay(text)).toBeNull()
    },
  )
})
