import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDomainError } from '../../../src/domain/errors.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import {
  readAsofQuery,
  readResultQuery,
  resultAddress,
  selectResults,
  type ResultQuery,
} from '../../../src/domain/results/query-rules.ts'
import { tabulate } from '../../../src/domain/results/rules.ts'
import { makeIndicator, makeResult } from '../../fixtures/results.ts'

const { units } = readReference('content')
const read = (query: string): ResultQuery => readResultQuery(new URLSearchParams(query))

function faultsOf(query: string): string[] {
  try {
    read(query)
    return []
  } catch (error) {
    if (!isDomainError(error)) throw error
    expect(error.code).toBe('invalid')
    return error.fields.map(({ pointer, code }) => `${pointer} ${code}`)
  }
}

describe('an address of results', () => {
  test('is read back as it was written', () => {
    const year = fc.integer({ min: 1945, max: 2100 }).map(String)
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
    fc.assert(
      fc.property(
        fc.record({
          asof: optional(fc.constantFrom('2025-12-31', '2024-02-29')),
          sort: optional(year),
          descending: optional(fc.boolean()),
          level: optional(fc.constantFrom('province' as const, 'district' as const, 'commune' as const)),
          from: optional(year),
          to: optional(year),
          year: optional(year),
        }),
        (query) => {
          fc.pre(query.from === undefined || query.to === undefined || query.from <= query.to)
          const [, text = ''] = resultAddress('x', query).split('?')
          const expected = query.sort === undefined ? { ...query, descending: undefined } : query
          expect(read(text)).toEqual(expected)
        },
      ),
    )
  })

  test('may have keys that nobody knows, and fields that a form left empty', () => {
    expect(faultsOf('la=1&cap=&tu=&asof=')).toEqual([])
  })

  test.each([
    ['asof=2025-02-30', '/asof date'],
    ['asof=hom-nay', '/asof date'],
    ['sap-xep=ten', '/sap-xep period'],
    ['chieu=xuong', '/chieu direction'],
    ['cap=tinhh', '/cap level'],
    ['tu=21', '/tu year'],
    ['den=2022-06', '/den year'],
    ['tu=2024&den=2021', '/den before-from'],
    ['nam=moi-nhat', '/nam year'],
  ])('with %s is refused', (query, fault) => {
    expect(faultsOf(query)).toEqual([fault])
  })

  test('names all that is wrong with it', () => {
    expect(faultsOf('cap=a&tu=b')).toEqual(['/cap level', '/tu year'])
  })

  test('of a page that knows the day only', () => {
    expect(readAsofQuery(new URLSearchParams('asof=2025-12-31&cap=a'))).toBe('2025-12-31')
    expect(() => readAsofQuery(new URLSearchParams('asof=31/12/2025'))).toThrow()
  })
})

describe('the part of a table that is asked for', () => {
  const table = tabulate(
    [
      makeResult({ unit: 'son-la', period: '2021', value: '21.66' }),
      makeResult({ unit: 'huyen-bac-yen', period: '2021', value: '30' }),
      makeResult({ unit: 'huyen-bac-yen', period: '2022', value: '27' }),
      makeResult({ unit: 'huyen-mai-son', period: '2022', value: '9.5' }),
      makeResult({ unit: 'huyen-muong-la', period: '2022', value: '100' }),
      makeResult({ unit: 'huyen-phu-yen', period: '2022', value: null, status: 'not-available' }),
    ],
    makeIndicator(),
    units,
    '2026-11-23',
  )
  const districts = (query: ResultQuery): string[] =>
    selectResults(table, query)
      .groups.filter(({ level }) => level === 'district')
      .flatMap(({ rows }) => rows.map(({ unit }) => unit.id.replace('huyen-', '')))

  test('keeps the years asked for, and no unit without a cell in them', () => {
    const part = selectResults(table, { from: '2022', to: '2022' })
    expect(part.periods).toEqual(['2022'])
    expect(part.groups.map(({ level }) => level)).toEqual(['district'])
    for (const { rows } of part.groups) for (const { cells } of rows) expect(cells).toHaveLength(1)
  })

  test('keeps the level asked for', () => {
    expect(selectResults(table, { level: 'province' }).groups).toHaveLength(1)
    expect(selectResults(table, { level: 'commune' }).groups).toEqual([])
  })

  test('is ordered by numbers, not by letters; rows without one stay at the end', () => {
    expect(districts({ sort: '2022' })).toEqual(['mai-son', 'bac-yen', 'muong-la', 'phu-yen'])
    expect(districts({ sort: '2022', descending: true })).toEqual([
      'muong-la',
      'bac-yen',
      'mai-son',
      'phu-yen',
    ])
  })

  test('stays in Vietnamese order where the column asked for is not there', () => {
    expect(districts({ sort: '2019' })).toEqual(districts({}))
  })
})
