import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeLabels, type LabelledPoint } from '../../../src/domain/charts/label-rules.ts'

const LETTER = 12
const WIDTH = 44
const setting = {
  letter: LETTER,
  widthOf: () => WIDTH,
  frame: { left: 30, right: 340, top: 0, bottom: 300 },
}
const point = (x: number, y: number, text = `${x}`): LabelledPoint => ({ x, y, text })

/** The poverty rate on a phone: a fall over four years, then half a year later, then a forecast. */
const FALL = [
  point(112, 35, '21,66'),
  point(162, 68, '17,83'),
  point(213, 99, '14,17'),
  point(263, 126, '11,11'),
]
const LINES = [[point(63, 60, '18,62')], FALL, [point(288, 128, '10,89')], [point(314, 153, '7,89')]]

describe('values written at a falling line', () => {
  const placed = placeLabels(LINES, setting)

  test('are all there, the last of the line too', () => {
    expect(placed.map(({ text }) => text).sort()).toEqual(
      LINES.flat()
        .map(({ text }) => text)
        .sort(),
    )
  })

  test('are not struck through', () => {
    for (const { text, x, y } of placed) {
      for (const [at, to] of FALL.entries()) {
        const from = FALL[at - 1]
        if (from === undefined) continue
        // Twenty points of each part of the line.
        for (let step = 0; step <= 20; step += 1) {
          const there = {
            x: from.x + ((to.x - from.x) * step) / 20,
            y: from.y + ((to.y - from.y) * step) / 20,
          }
          const through = there.x > x && there.x < x + WIDTH && Math.abs(there.y - y) < LETTER / 2
          expect(through, `${text} at ${there.x}`).toBe(false)
        }
      }
    }
  })

  test('stand above their points where nothing is in the way', () => {
    const [alone] = placeLabels([[point(180, 100)]], setting)
    expect(alone?.x).toBe(180 - WIDTH / 2)
    expect(alone?.y).toBeLessThan(100 - LETTER / 2)
  })
})

test('no two values lie upon each other, and none leaves the frame', () => {
  const anyLine = fc.uniqueArray(fc.integer({ min: 55, max: 310 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      anyLine,
      fc.array(fc.integer({ min: 40, max: 260 }), { minLength: 12, maxLength: 12 }),
      (xs, ys) => {
        const line = xs.toSorted((a, b) => a - b).map((x, at) => point(x, ys[at] ?? 0))
        const placed = placeLabels([line], setting)
        for (const [at, one] of placed.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(setting.frame.left)
          expect(one.x + WIDTH).toBeLessThanOrEqual(setting.frame.right)
          for (const other of placed.slice(at + 1)) {
            expect(Math.abs(one.x - other.x) >= WIDTH || Math.abs(one.y - other.y) >= LETTER).toBe(true)
          }
        }
      },
    ),
  )
})
