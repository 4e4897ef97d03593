import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatTrackingCode,
  makeTrackingCode,
  parseTrackingCode,
} from '../../../src/domain/comments/tracking-code.ts'

const code = fc.uint8Array({ minLength: 200, maxLength: 200 }).map((bytes) => {
  let used = 0
  return makeTrackingCode((length) => {
    const part = bytes.subarray(used, used + length)
    used += length
    return part.length === length ? part : randomBytes(length)
  })
})

test('a code is read back however it is typed', () => {
  fc.assert(
    fc.property(code, (made) => {
      const shown = formatTrackingCode(made)
      expect(shown).toMatch(/^[2-9A-Z]{6}-[2-9A-Z]{6}-[2-9A-Z]{6}$/u)
      for (const typed of [made, shown, shown.toLowerCase(), ` ${shown.replaceAll('-', ' – ')} `]) {
        expect(parseTrackingCode(typed)).toBe(made)
      }
    }),
  )
})

test('one wrong character is noticed', () => {
  const place = fc.nat({ max: 17 })
  const symbol = fc.constantFrom(...Array.from('23456789ABCDEFGHJKMNPQRSTUVWXYZ'))
  fc.assert(
    fc.property(code, place, symbol, (made, at, wrong) => {
      fc.pre(made.charAt(at) !== wrong)
      expect(parseTrackingCode(made.slice(0, at) + wrong + made.slice(at + 1))).toBeNull()
    }),
  )
})

test('two exchanged characters are noticed', () => {
  fc.assert(
    fc.property(code, fc.nat({ max: 16 }), fc.nat({ max: 16 }), (made, one, other) => {
      fc.pre(made.charAt(one) !== made.charAt(other))
      const symbols = [...made]
      symbols[one] = made.charAt(other)
      symbols[other] = made.charAt(one)
      expect(parseTrackingCode(symbols.join(''))).toBeNull()
    }),
  )
})

test.each(['', 'ABC', '0'.repeat(18), '../../../etc/passwd', 'ế'.repeat(18)])('%j is no code', (typed) => {
  expect(parseTrackingCode(typed)).toBeNull()
})

test('codes of one generator do not repeat', () => {
  const codes = new Set(Array.from({ length: 2_000 }, () => makeTrackingCode(randomBytes)))
  expect(codes.size).toBe(2_000)
})
