import { expect, test } from 'vitest'
import { openSigningKey, readPublicKey } from '../../../src/domain/releases/signing.ts'

/** RFC 8032, section 7.1, test 3. */
const SEED = 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'
const PUBLIC = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025'

test('the key of a seed is the one that the standard says', () => {
  const key = openSigningKey({ signingKey: Buffer.from(SEED, 'hex').toString('base64') })
  const der = Buffer.from(key.publicKey.replace(/-----[^-]+-----|\s/gu, ''), 'base64')
  expect(der.subarray(-32).toString('hex')).toBe(PUBLIC)
})

test('a signature is the same each time, and fits one text and one key alone', () => {
  const [own, other] = [1, 2].map((seed) =>
    openSigningKey({ signingKey: Buffer.alloc(32, seed).toString('base64') }),
  )
  if (own === undefined || other === undefined) throw new Error('two keys were made')
  const signature = own.sign('Sơn La')
  expect(own.sign('Sơn La')).toBe(signature)
  expect(readPublicKey(own.publicKey).verify('Sơn La', signature)).toBe(true)
  expect(readPublicKey(own.publicKey).verify('Son La', signature)).toBe(false)
  expect(readPublicKey(other.publicKey).verify('Sơn La', signature)).toBe(false)
  expect(own.id).toMatch(/^[0-9a-f]{16}$/u)
  expect(readPublicKey(own.publicKey).id).toBe(own.id)
  expect(other.id).not.toBe(own.id)
})
