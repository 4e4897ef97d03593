import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { classify, mapOf } from '../../../src/domain/results/map-rules.ts'
import { unitsAt } from '../../../src/domain/results/rules.ts'
import { makeResult } from '../../fixtures/results.ts'

const { units } = readReference('content')
const districts = unitsAt(units, 'district', '2022').map(({ id }) => id)
const figuresOf = (known: number, period = '2022') =>
  districts.slice(0, known).map((unit, at) => makeResult({ unit, period, value: String(at + 1) }))

describe('classes of a map', () => {
  test('are one to five, of one width, next to each other, and hold every value', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => Number(n.toFixed(2)))
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        const classes = classify(values)
        expect(classes.length).toBeGreaterThanOrEqual(1)
        expect(classes.length).toBeLessThanOrEqual(5)
        for (const [at, { from }] of classes.entries()) if (at > 0) expect(from).toBe(classes[at - 1]?.to)
        for (const one of values) {
          expect(
            classes.filter(({ from, to }) => from <= one && one < to),
            `${one}`,
          ).toHaveLength(1)
        }
      }),
    )
  })

  test('have round bounds', () => {
    expect(classify([1.21, 21.89]).map(({ from }) => from)).toEqual([0, 5, 10, 15, 20])
    expect(classify([43, 372]).map(({ from }) => from)).toEqual([0, 100, 200, 300])
  })

  test('hold a value that stands on a bound, also where binary fractions divide it to just below', () => {
    expect(0.15 / 0.05).toBeLessThan(3)
    expect(classify([0, 0.15])).toContainEqual({ from: 0.15, to: 0.2 })
  })

  test('are one where all values are equal, and none where there are none', () => {
    expect(classify([7, 7])).toHaveLength(1)
    expect(classify([])).toEqual([])
  })
})

describe('a map', () => {
  test('has the twelve districts of its year, Mộc Châu once', () => {
    const map = mapOf(figuresOf(12), units)
    expect(map?.tiles).toHaveLength(12)
    expect(
      new Set(map?.tiles.map(({ unit }) => `${unit.tile?.row ?? 0} ${unit.tile?.column ?? 0}`)).size,
    ).toBe(12)
  })

  test('is drawn where most districts have a number, and not from a few', () => {
    expect(mapOf(figuresOf(9), units)?.tiles.filter(({ shade }) => shade === null)).toHaveLength(3)
    expect(mapOf(figuresOf(8), units)).toBeNull()
  })

  test('shows the year that is asked for, otherwise the newest that it can', () => {
    const figures = [...figuresOf(12, '2021'), ...figuresOf(12, '2022'), ...figuresOf(2, '2023')]
    expect(mapOf(figures, units)?.year).toBe('2022')
    expect(mapOf(figures, units, '2021')?.year).toBe('2021')
    expect(mapOf(figures, units, '2023')?.year).toBe('2022')
    expect(mapOf(figures, units)?.years).toEqual(['2022', '2021'])
  })

  test('leaves a district without a number unshaded', () => {
    const figures = figuresOf(12)
    figures[0] = makeResult({ unit: districts[0] ?? '', value: null, status: 'not-available' })
    const tile = mapOf(figures, units)?.tiles.find(({ unit }) => unit.id === districts[0])
    expect(tile?.shade).toBeNull()
    expect(tile?.figure?.current.status).toBe('not-available')
  })

  test('is none after the district level ended', () => {
    expect(mapOf(figuresOf(12, '2025'), units)).toBeNull()
  })
})
