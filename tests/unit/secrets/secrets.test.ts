import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveSecrets, isSameSecret } from '../../../src/domain/secrets.ts'

const secrets = deriveSecrets('a key for tests that nobody else uses')

describe('a sealed text', () => {
  test('opens for the same purpose and holder, and for no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, holder) => {
        const sealed = secrets.seal('a', text, holder)
        expect(secrets.open('a', sealed, holder)).toBe(text)
        expect(() => secrets.open('b', sealed, holder)).toThrow()
        expect(() => secrets.open('a', sealed, `${holder}x`)).toThrow()
      }),
      { numRuns: 30 },
    )
  })

  test('does not open where any of its bytes was changed', () => {
    const bytes = Buffer.from(secrets.seal('a', 'Lời của một người dân'), 'base64url')
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at)
      expect(() => secrets.open('a', changed.toString('base64url')), `byte ${at}`).toThrow()
    }
  })

  test('does not open where it was cut: a shorter tag is easier to hit upon', () => {
    const bytes = Buffer.from(secrets.seal('a', ''), 'base64url')
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = bytes.subarray(0, length).toString('base64url')
      expect(() => secrets.open('a', cut), `${length} bytes`).toThrow()
    }
  })
})

describe('two secrets', () => {
  test('are compared by all of their text, whatever its length', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(isSameSecret(one, other)).toBe(one === other)
        expect(isSameSecret(one, one)).toBe(true)
        expect(isSameSecret(`${one}a`, one)).toBe(false)
      }),
    )
  })
})
