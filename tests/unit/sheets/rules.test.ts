import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { strokesOf, within } from '../../../src/domain/sheets/rules.ts'

/** Draws the strokes again, module by module. */
function draw(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)\.5h(\d+)/gu))
    for (let at = 0; at < Number(length); at += 1) (rows[Number(y)] ?? [])[Number(x) + at] = true
  return rows
}

describe('the code of a sheet', () => {
  test('is drawn with every dark module and no other', () => {
    const square = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    )
    fc.assert(
      fc.property(square, (rows) => {
        expect(draw(strokesOf(rows), rows.length)).toEqual(rows)
      }),
    )
  })
})

test('a list that is longer than its room says how many lines are left', () => {
  expect(within([1, 2, 3], 2)).toEqual({ shown: [1, 2], left: 1 })
  expect(within([1, 2], 2)).toEqual({ shown: [1, 2], left: 0 })
})
