import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prefersCsv } from '../../../src/http/media-type.ts'

const CSV = ['text/csv', 'text/*', '*/*']
const JSON_RANGES = ['application/json', 'application/*', '*/*']

/** A header as pairs of a range and its weight in thousandths; a range stands in it once. */
const wishes = fc.uniqueArray(
  fc.record({
    range: fc.constantFrom(...new Set([...CSV, ...JSON_RANGES]), 'text/html', 'application/xml', 'image/*'),
    weight: fc.nat({ max: 1000 }),
  }),
  { selector: ({ range }) => range },
)
type Wishes = readonly { range: string; weight: number }[]

const spellings = fc.record({
  gap: fc.constantFrom('', ' ', '\t'),
  capitals: fc.boolean(),
  parameter: fc.constantFrom('', ';charset=utf-8', ';note="a, text/csv;q=1"'),
})

function write(asked: Wishes, { gap, capitals, parameter } = { gap: '', capitals: false, parameter: '' }) {
  const parts = asked.map(
    ({ range, weight }) =>
      `${range}${parameter}${weight === 1000 ? '' : `${gap};${gap}q=${(weight / 1000).toFixed(3)}`}`,
  )
  const text = parts.join(`${gap},${gap}`)
  return capitals ? text.toUpperCase() : text
}

/** The most precise range that fits decides how much something is wanted. */
const weightOf = (asked: Wishes, ranges: readonly string[]): number =>
  ranges
    .map((range) => asked.find((wish) => wish.range === range)?.weight)
    .find((one) => one !== undefined) ?? 0

describe('CSV rather than JSON', () => {
  test.each([
    [undefined, false],
    ['', false],
    ['*/*', false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['text/csv', true],
    ['TEXT/CSV', true],
    ['text/csv, */*', true],
    ['text/csv, */*;q=0.1', true],
    ['text/csv, application/json', false],
    ['application/json;q=0.9, text/csv', true],
    ['application/json, text/csv;q=0.9', false],
    ['text/csv;q=0', false],
    ['text/csv;q=0.000, application/json;q=0', false],
    ['*/*, text/csv;q=0', false],
    ['text/*', true],
    ['text/*;q=0.5, text/csv;q=0, */*;q=0.1', false],
    ['application/json;q=0, */*', true],
    ['text/csv;q=nonsense', false],
    ['text/csv;q=2', false],
    ['text/csvx, x-text/csv', false],
    ['application/problem+json, text/csv', true],
  ])('%j: %s', (accept, csv) => {
    expect(prefersCsv(accept)).toBe(csv)
  })

  test('is sent where it weighs more and not where it weighs less, however the header is written', () => {
    fc.assert(
      fc.property(wishes, spellings, (asked, spelling) => {
        const [csv, json] = [weightOf(asked, CSV), weightOf(asked, JSON_RANGES)]
        const preferred = prefersCsv(write(asked, spelling))
        if (csv !== json) expect(preferred).toBe(csv > json)
        else expect(preferred).toBe(prefersCsv(write(asked)))
      }),
    )
  })

  test('does not depend on the order of the ranges', () => {
    fc.assert(
      fc.property(
        wishes.chain((asked) =>
          fc.tuple(fc.constant(asked), fc.shuffledSubarray(asked, { minLength: asked.length })),
        ),
        ([asked, shuffled]) => {
          expect(prefersCsv(write(shuffled))).toBe(prefersCsv(write(asked)))
        },
      ),
    )
  })

  test('is never sent to whoever refuses it', () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const refusing = [
          ...asked.filter(({ range }) => range !== 'text/csv'),
          { range: 'text/csv', weight: 0 },
        ]
        expect(prefersCsv(write(refusing))).toBe(false)
      }),
    )
  })

  test.each([
    ['a quote that is never closed', '"' + '\\"'.repeat(15_000)],
    ['commas alone', ','.repeat(30_000)],
    ['ranges without end', 'text/html,'.repeat(3_000) + 'text/csv'],
  ])('takes no time where %s fill the header', (_, accept) => {
    const begun = process.cpuUsage()
    expect(prefersCsv(accept)).toBe(false)
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(100)
  })

  test('is decided for any text at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof prefersCsv(text)).toBe('boolean')
      }),
    )
  })
})
