import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import {
  addDecimals,
  byYear,
  courseOf,
  digest,
  disputed,
  isRankable,
  rankOf,
  separate,
  shownIn,
  tabulate,
  unitsAt,
} from '../../../src/domain/results/rules.ts'
import { FIGURE_STATUSES, isProjection } from '../../../src/domain/figures/rules.ts'
import { makeDocument } from '../../fixtures/figures.ts'
import { makeIndicator, makeResult } from '../../fixtures/results.ts'

const { units } = readReference('content')
const TODAY = '2026-11-23'
const DISTRICTS = unitsAt(units, 'district', '2022').map(({ id }) => id)
const [FIRST_DISTRICT = ''] = DISTRICTS
const POVERTY = makeIndicator()
const HOUSES = makeIndicator({
  id: 'so-nha',
  measure: 'nhà',
  decimals: 0,
  aggregation: 'sum',
  direction: 'higher-better',
})

const anyFigure = fc
  .record({
    unit: fc.constantFrom(...[...units.keys()].slice(0, 40)),
    period: fc.constantFrom('2021', '2022', '2023', '2022-06', '2021/2025'),
    sample: fc.boolean(),
    status: fc.constantFrom(...FIGURE_STATUSES),
    value: fc.integer({ min: 0, max: 9999 }).map((n) => (n / 100).toFixed(2)),
  })
  .map(makeResult)

describe('figures of one page', () => {
  test('stand with their own kind only: real results, real projections, samples', () => {
    fc.assert(
      fc.property(fc.array(anyFigure), (figures) => {
        const { results, projections, samples } = separate(figures)
        expect(results.length + projections.length + samples.length).toBe(figures.length)
        expect(samples.every(({ sample }) => sample)).toBe(true)
        expect([...results, ...projections].some(({ sample }) => sample)).toBe(false)
        expect(results.some(({ current }) => isProjection(current.status))).toBe(false)
        expect(projections.every(({ current }) => isProjection(current.status))).toBe(true)
      }),
    )
  })

  test('make columns of years only; every other period is listed apart', () => {
    const { yearly, other } = byYear(
      ['2022', '2022-06', '2021/2025', '2022-Q3', '2022-01-31'].map((period) => makeResult({ period })),
    )
    expect(yearly.map(({ period }) => period)).toEqual(['2022'])
    expect(other).toHaveLength(4)
  })
})

describe('a table', () => {
  test('has each figure in the cell of its unit and year, once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyFigure, { selector: ({ unit, period }) => `${unit} ${period}` }),
        (figures) => {
          const { periods, groups } = tabulate(figures, POVERTY, units, TODAY)
          const cells = groups.flatMap(({ rows }) =>
            rows.flatMap(({ unit, cells: row }) =>
              row.flatMap((figure, at) =>
                figure === null ? [] : [{ figure, unit: unit.id, period: periods[at] }],
              ),
            ),
          )
          expect(cells).toHaveLength(figures.length)
          for (const { figure, unit, period } of cells)
            expect([figure.unit, figure.period]).toEqual([unit, period])
        },
      ),
    )
  })

  test('puts the province first, then former districts, communes of today and former ones', () => {
    const { groups } = tabulate(
      ['xa-chieng-co-son-la', 'xa-thuan-chau', 'huyen-muong-la', 'son-la'].map((unit) =>
        makeResult({ unit }),
      ),
      POVERTY,
      units,
      TODAY,
    )
    expect(groups.map(({ level, former }) => [level, former])).toEqual([
      ['province', false],
      ['district', true],
      ['commune', false],
      ['commune', true],
    ])
  })

  test('lists the units of a group in Vietnamese order', () => {
    const shuffled = [...DISTRICTS].reverse().map((unit) => makeResult({ unit }))
    const [group] = tabulate(shuffled, POVERTY, units, TODAY).groups
    expect(group?.rows.map(({ unit }) => unit.id)).toEqual(DISTRICTS)
  })

  test('prints a total only where it is the sum of what is printed, all of it', () => {
    const value = fc.integer({ min: 0, max: 5000 }).map(String)
    fc.assert(
      fc.property(
        fc.array(value, { minLength: DISTRICTS.length, maxLength: DISTRICTS.length }),
        fc.constantFrom('whole', 'missing', 'about', 'empty'),
        (values, flaw) => {
          const figures = DISTRICTS.map((unit, at) => makeResult({ unit, value: values[at] ?? '0' }))
          if (flaw === 'missing') figures.pop()
          if (flaw === 'about') figures[0] = makeResult({ unit: FIRST_DISTRICT, qualifier: 'about' })
          if (flaw === 'empty')
            figures[0] = makeResult({ unit: FIRST_DISTRICT, value: null, status: 'not-available' })
          const [group] = tabulate(figures, HOUSES, units, TODAY).groups
          const sum = values.reduce((total, one) => total + Number(one), 0)
          expect(group?.totals).toEqual([flaw === 'whole' ? String(sum) : null])
        },
      ),
    )
  })

  test('never adds up a rate', () => {
    const figures = DISTRICTS.map((unit) => makeResult({ unit }))
    expect(tabulate(figures, POVERTY, units, TODAY).groups[0]?.totals).toEqual([null])
  })
})

test('decimals are added exactly', () => {
  expect(addDecimals(['0.1', '0.2'])).toBe('0.3')
  expect(addDecimals(['11.11', '-14.17'])).toBe('-3.06')
  expect(addDecimals([])).toBe('0')
})

describe('the line of an indicator', () => {
  const years = (...values: [string, string][]) =>
    values.map(([period, value]) => makeResult({ period, value }))

  test('tells the newest year and its change against the year before', () => {
    const told = digest(years(['2024', '11.11'], ['2022', '17.83'], ['2023', '14.17']), POVERTY)
    expect(told?.newest.period).toBe('2024')
    expect(told?.change).toMatchObject({ difference: '-3.06', from: { period: '2023' } })
    expect(told?.later).toBeNull()
  })

  test('keeps a half-year beside the year, not in its place', () => {
    const told = digest(years(['2024', '11.11'], ['2025-06', '10.89']), POVERTY)
    expect([told?.newest.period, told?.later?.period]).toEqual(['2024', '2025-06'])
  })

  test('keeps apart what was counted over a part of a year or another stretch', () => {
    const counted = { ...POVERTY, aggregation: 'sum' as const }
    expect(digest(years(['2024', '3058'], ['2025-06', '324']), counted)?.later).toBeNull()
    for (const period of ['2025-Q1', '2025-05-15/2026-01-30']) {
      expect(digest(years(['2024', '149'], [period, '12.4']), POVERTY)?.later).toBeNull()
    }
  })

  test('takes what there is where no year is told', () => {
    expect(digest(years(['2021/2024', '3.59'], ['2020/2022', '3']), POVERTY)?.newest.period).toBe('2021/2024')
  })

  test.each([
    ['a gap of years', years(['2022', '17.83'], ['2024', '11.11']), POVERTY],
    [
      'a break in the series',
      years(['2020', '18.62'], ['2021', '21.66']),
      makeIndicator({ breaks: [{ period: '2021', note: 'Chuẩn mới.' }] }),
    ],
    [
      'a number that is not exact',
      [makeResult({ period: '2023', qualifier: 'about' }), makeResult({ period: '2024' })],
      POVERTY,
    ],
    ['yes and no', years(['2022', '0'], ['2023', '1']), makeIndicator({ kind: 'yes-no' })],
  ])('tells no change across %s', (_, figures, indicator) => {
    const told = digest(figures, indicator)
    expect(told).not.toBeNull()
    expect(told?.change).toBeNull()
  })

  test('is none where nothing has a value', () => {
    expect(digest([makeResult({ value: null, status: 'not-available' })], POVERTY)).toBeNull()
    expect(digest([makeResult({ breakdown: 'nu' })], POVERTY)).toBeNull()
  })
})

describe('the course over the years', () => {
  test('begins after the last break and leaves a gap open', () => {
    const indicator = makeIndicator({ breaks: [{ period: '2021', note: 'Chuẩn mới.' }] })
    const figures = [
      makeResult({ period: '2020', value: '18.62' }),
      makeResult({ period: '2021', value: '21.66' }),
      makeResult({ period: '2023', value: '14.17' }),
      makeResult({ period: '2024', value: '11.11' }),
    ]
    const course = courseOf(figures, indicator)
    expect(course?.first.period).toBe('2021')
    expect(course?.difference).toBe('-10.55')
    expect(course?.years.map(({ year, figure }) => [year, figure?.current.value ?? null])).toEqual([
      ['2021', '21.66'],
      ['2022', null],
      ['2023', '14.17'],
      ['2024', '11.11'],
    ])
  })

  test('is none of a single year', () => {
    expect(courseOf([makeResult()], POVERTY)).toBeNull()
  })

  test('counts as shown with every year of it, so that a correction of any is told', () => {
    const figures = ['2022', '2023', '2024'].map((period) => makeResult({ period }))
    const shown = shownIn([{ digest: digest(figures, POVERTY) }], courseOf(figures, POVERTY))
    expect([...shown].sort()).toEqual(figures.map(({ id }) => id).sort())
  })
})

describe('a place among the units', () => {
  const values = (...list: (string | null)[]) => list.map((value, at) => ({ unit: `u${at}`, value }))

  test('counts from the best: the lowest of a rate that should fall, the highest of a count that should rise', () => {
    const list = values('10', '30', '20')
    expect(rankOf('u2', list, 3, 'lower-better')).toEqual({ place: 2, of: 3, tied: false })
    expect(rankOf('u1', list, 3, 'lower-better')?.place).toBe(3)
    expect(rankOf('u1', list, 3, 'higher-better')?.place).toBe(1)
  })

  test('is shared by equal values', () => {
    const list = values('10', '10', '20')
    expect(rankOf('u0', list, 3, 'lower-better')).toEqual({ place: 1, of: 3, tied: true })
    expect(rankOf('u2', list, 3, 'lower-better')?.place).toBe(3)
  })

  test.each([
    ['three quarters of the units have a number', 9, true],
    ['fewer have one', 8, false],
  ])('is told where %s', (_, known, told) => {
    const list = values(...Array.from({ length: 12 }, (__, at) => (at < known ? String(at) : null)))
    expect(rankOf('u0', list, 12, 'lower-better') !== null).toBe(told)
  })

  test('is not told where no value is better than another', () => {
    expect(rankOf('u0', values('1', '2'), 2, 'neutral')).toBeNull()
  })

  test('is for exact real results only', () => {
    expect(isRankable(makeResult())).toBe(true)
    for (const flaw of [
      { sample: true },
      { status: 'target' },
      { status: 'forecast' },
      { qualifier: 'more-than' },
      { value: null },
      { breakdown: 'nu' },
    ] as const) {
      expect(isRankable(makeResult(flaw)), JSON.stringify(flaw)).toBe(false)
    }
  })
})

test('figures with other reported values stand newest first', () => {
  const claim = {
    value: '14.41',
    allocated: null,
    disbursed: null,
    qualifier: null,
    document: makeDocument(),
    page: null,
    note: null,
  }
  const figures = [
    makeResult({ period: '2023', claims: [claim] }),
    makeResult({ period: '2022' }),
    makeResult({ period: '2024', claims: [claim] }),
  ]
  expect(disputed(figures).map(({ period }) => period)).toEqual(['2024', '2023'])
})
