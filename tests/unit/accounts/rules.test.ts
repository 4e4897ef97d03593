import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StaffRole } from '../../../db/schema/staff.ts'
import {
  checkPassword,
  isEmail,
  isPermitted,
  normalizeEmail,
  normalizePassword,
  PERMISSIONS,
  readSessionId,
  requirePermission,
  requireRole,
  sessionCookieName,
  type Permission,
} from '../../../src/domain/accounts/rules.ts'
import type { StaffContext } from '../../../src/domain/context.ts'

const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[]

// Rules look at the role only.
const as = (role: StaffRole): StaffContext => ({ staff: { role } }) as StaffContext

describe('roles', () => {
  test('an auditor reads everything and changes nothing', () => {
    for (const permission of PERMISSION_NAMES) {
      expect(isPermitted('auditor', permission), permission).toBe(permission.endsWith('.read'))
    }
  })

  test('an admin may do whatever anyone may', () => {
    for (const permission of PERMISSION_NAMES) expect(isPermitted('admin', permission), permission).toBe(true)
  })

  test('a moderator decides on comments and does not publish figures, a publisher the reverse', () => {
    expect(isPermitted('moderator', 'comments.decide')).toBe(true)
    expect(isPermitted('moderator', 'releases.publish')).toBe(false)
    expect(isPermitted('publisher', 'comments.decide')).toBe(false)
    expect(isPermitted('publisher', 'releases.publish')).toBe(true)
  })

  test('only an admin manages accounts or erases a comment', () => {
    for (const role of ['moderator', 'publisher', 'auditor'] as const) {
      expect(isPermitted(role, 'staff.manage')).toBe(false)
      expect(isPermitted(role, 'comments.erase')).toBe(false)
    }
  })

  test('a missing permission is an error that says forbidden', () => {
    expect(() => requirePermission(as('auditor'), 'comments.decide')).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
    expect(() => requirePermission(as('moderator'), 'comments.decide')).not.toThrow()
  })

  test('an admin passes where a moderator is asked for, an auditor does not', () => {
    expect(() => requireRole(as('moderator'), 'moderator')).not.toThrow()
    expect(() => requireRole(as('admin'), 'moderator')).not.toThrow()
    expect(() => requireRole(as('auditor'), 'moderator', 'publisher')).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
  })
})

describe('a password', () => {
  test('is the same typed composed or decomposed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (password) => {
        expect(normalizePassword(password.normalize('NFD'))).toBe(
          normalizePassword(password.normalize('NFC')),
        )
      }),
    )
  })

  test('is normalised once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (password) => {
        const once = normalizePassword(password)
        expect(normalizePassword(once)).toBe(once)
        expect(once.isWellFormed()).toBe(true)
      }),
    )
  })

  test('keeps apart characters that only look alike', () => {
    expect(normalizePassword('mật khẩu ²')).not.toBe(normalizePassword('mật khẩu 2'))
  })

  test('may hold any kind of space, which counts as the ordinary one', () => {
    expect(normalizePassword('a\u00a0b\u3000c')).toBe('a b c')
  })

  test.each([
    ['mười một kt', 'too-short'],
    ['🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎', 'too-short'],
    ['e\u0302\u0301'.repeat(11), 'too-short'],
    ['aaaaaaaaaaaaaaaa', 'too-simple'],
    ['Admin@Example.VN', 'too-simple'],
    ['abcdef'.repeat(43), 'too-long'],
    ['năm con ngựa', null],
    ['abcd'.repeat(64).replace('a', 'x'), null],
  ])('%j is judged %s', (password, problem) => {
    expect(checkPassword(password, 'admin@example.vn')).toBe(problem)
  })
})

describe('an e-mail address', () => {
  test('has one spelling', () => {
    expect(normalizeEmail('  Kiem.Duyet@SonLa.GOV.vn ')).toBe('kiem.duyet@sonla.gov.vn')
  })

  test.each([
    '',
    'a',
    '@',
    'a@',
    '@b.vn',
    'a b@c.vn',
    'a@b@c.vn',
    '(1)a@b.vn',
    'g:a@b.vn',
    'a@[127.0.0.1]',
    'a\\b@c.vn',
    `${'a'.repeat(260)}@b.vn`,
  ])('%j is none', (text) => {
    expect(isEmail(text)).toBe(false)
  })

  test.each(['a@b.vn', 'demo@localhost', 'kiểm.duyệt@ví.vn'])('%j is one', (text) => {
    expect(isEmail(text)).toBe(true)
  })
})

describe('the session cookie', () => {
  const id = 'abcdefghijklmnopqrstuvwxyz234567abcdefgh'

  test('carries the __Host- prefix exactly where the site has https', () => {
    expect(sessionCookieName(new URL('https://example.vn'))).toBe('__Host-session')
    expect(sessionCookieName(new URL('http://localhost:4321'))).toBe('session')
  })

  test.each([`session=${id}`, `a=1; session=${id}; b=%`, `%E0%A4%A; session=${id}`, `a=1;session=${id}`])(
    'is found in %j',
    (header) => {
      expect(readSessionId(header, 'session')).toBe(id)
    },
  )

  test.each([
    null,
    '',
    'session',
    'session=',
    `session=${id}x`,
    `session=${id.toUpperCase()}`,
    'session=%',
    `xsession=${id}`,
    `__Host-session=${id}`,
  ])('is not found in %j', (header) => {
    expect(readSessionId(header, 'session')).toBeNull()
  })

  test('never fails on what a client sends', () => {
    fc.assert(fc.property(fc.string(), (header) => readSessionId(header, 'session') === null))
  })
})
