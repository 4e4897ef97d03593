import { parseOptions } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { hashPassword, NOBODY, verifyPassword } from '../../../src/domain/accounts/passwords.ts'

describe('a password hash', () => {
  test('is argon2id with 19 MiB, two passes and one lane', async () => {
    const hash = await hashPassword('năm con ngựa bạch')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u)
  })

  test('of nobody costs as much to verify as a real one', async () => {
    expect(parseOptions(NOBODY)).toEqual(parseOptions(await hashPassword('năm con ngựa bạch')))
  })

  test('recognises the password, however the keyboard composes it', async () => {
    const hash = await hashPassword('năm con ngựa bạch'.normalize('NFC'))
    expect(await verifyPassword(hash, 'năm con ngựa bạch'.normalize('NFD'))).toBe(true)
    expect(await verifyPassword(hash, 'năm con ngựa bach')).toBe(false)
  })

  test('refuses everything where there is no account', async () => {
    expect(await verifyPassword(null, '')).toBe(false)
    expect(await verifyPassword(null, 'năm con ngựa bạch')).toBe(false)
  })

  test('refuses a password beyond the longest allowed', async () => {
    const hash = await hashPassword('')
    expect(await verifyPassword(hash, 'dài'.repeat(1000))).toBe(false)
  })
})
