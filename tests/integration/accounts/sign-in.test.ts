import { URI, type TOTP } from 'otpauth'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffMember } from '../../../src/domain/context.ts'
import { addStaff, authenticate, signIn, type SignInAttempt } from '../../../src/domain/accounts/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeStaff, STAFF_PASSWORD } from '../../fixtures/staff.ts'

const OFFICE = '203.0.113.7'

describeOnBothDatabases('signing in', (open) => {
  let site: TestSite
  let staff: StaffMember

  beforeEach(async () => {
    site = await open()
    staff = await makeStaff(site, { email: 'duyet@example.vn' })
  })

  const attempt = (changes: Partial<SignInAttempt> = {}): Promise<unknown> =>
    signIn(site.context, { email: staff.email, password: STAFF_PASSWORD, clientAddress: OFFICE, ...changes })

  const code = async (changes: Partial<SignInAttempt> = {}): Promise<string> => {
    try {
      await attempt(changes)
      return 'signed in'
    } catch (error) {
      return (error as { code: string }).code
    }
  }

  const fail = async (times: number, changes: Partial<SignInAttempt> = {}): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      expect(await code({ password: 'sai mật khẩu rồi', ...changes })).toBe('unauthorized')
    }
  }

  test('with e-mail and password gives a cookie that opens the session', async () => {
    const signed = await signIn(site.context, {
      email: ' Duyet@Example.vn ',
      password: STAFF_PASSWORD.normalize('NFD'),
      clientAddress: OFFICE,
    })
    expect(signed.staff).toEqual(staff)
    expect(await authenticate(site.context, signed.cookie.split(';')[0] ?? null)).toMatchObject({ staff })
  })

  test('answers a wrong password, an unknown e-mail, a disabled account and a wrong code alike', async () => {
    const disabled = await makeStaff(site)
    await site.db.write
      .updateTable('staff')
      .set({ disabled_at: site.clock.now().toISOString() })
      .where('id', '=', disabled.id)
      .execute()
    const withCode = await addStaff(site.context, {
      email: 'totp@example.vn',
      role: 'moderator',
      password: STAFF_PASSWORD,
      totp: true,
    })
    expect(withCode.totpUri).toBeDefined()
    const refusals = await Promise.allSettled([
      attempt({ password: 'sai mật khẩu rồi' }),
      attempt({ password: '' }),
      attempt({ email: 'khong-co@example.vn' }),
      attempt({ email: disabled.email }),
      attempt({ email: 'totp@example.vn' }),
      attempt({ email: 'totp@example.vn', totp: 'abcdef' }),
    ])
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        status: 'rejected',
        reason: { code: 'unauthorized', message: 'wrong credentials', fields: [] },
      })
    }
    expect(await site.db.read.selectFrom('staff_session').selectAll().execute()).toEqual([])
  })

  describe('with a second factor', () => {
    let totp: TOTP
    const now = (): string => totp.generate({ timestamp: site.clock.now().getTime() })

    beforeEach(async () => {
      const added = await addStaff(site.context, {
        email: 'totp@example.vn',
        role: 'admin',
        password: STAFF_PASSWORD,
        totp: true,
      })
      totp = URI.parse(added.totpUri ?? '') as TOTP
    })

    const withTotp = (token: string): Promise<string> => code({ email: 'totp@example.vn', totp: token })

    test('accepts a code, also written in two groups', async () => {
      expect(await withTotp(now().replace(/^.../u, '$& '))).toBe('signed in')
    })

    test('accepts a code once', async () => {
      const token = now()
      expect(await withTotp(token)).toBe('signed in')
      expect(await withTotp(token)).toBe('unauthorized')
      site.clock.advance({ seconds: 30 })
      expect(await withTotp(token)).toBe('unauthorized')
      expect(await withTotp(now())).toBe('signed in')
    })

    test('lets one in of two who use one code at the same moment', async () => {
      const token = now()
      const both = await Promise.all([withTotp(token), withTotp(token)])
      expect(both.sort()).toEqual(['signed in', 'unauthorized'])
    })

    test('bears a clock that is half a minute off, and not one that is off by more', async () => {
      const at = site.clock.now().getTime()
      expect(await withTotp(totp.generate({ timestamp: at - 60_000 }))).toBe('unauthorized')
      expect(await withTotp(totp.generate({ timestamp: at + 60_000 }))).toBe('unauthorized')
      expect(await withTotp(totp.generate({ timestamp: at - 30_000 }))).toBe('signed in')
      expect(await withTotp(totp.generate({ timestamp: at + 30_000 }))).toBe('signed in')
    })

    test('refuses an older code after a newer one was used', async () => {
      const older = now()
      site.clock.advance({ seconds: 30 })
      expect(await withTotp(now())).toBe('signed in')
      expect(await withTotp(older)).toBe('unauthorized')
    })

    test('does not use up a code when the password was wrong', async () => {
      const token = now()
      expect(await code({ email: 'totp@example.vn', password: 'sai mật khẩu rồi', totp: token })).toBe(
        'unauthorized',
      )
      expect(await withTotp(token)).toBe('signed in')
    })

    test('keeps the secret sealed, for this account alone', async () => {
      const row = await site.db.read
        .selectFrom('staff')
        .selectAll()
        .where('email', '=', 'totp@example.vn')
        .executeTakeFirstOrThrow()
      expect(JSON.stringify(row)).not.toContain(totp.secret.base32)
      const { secrets } = site.context
      expect(secrets.open('totp', row.totp_sealed ?? '', row.id)).toBe(totp.secret.base32)
      expect(() => secrets.open('totp', row.totp_sealed ?? '', staff.id)).toThrow()
    })
  })

  describe('is slowed down', () => {
    test('after five failures on one account from one network, for the rest of a quarter of an hour', async () => {
      await fail(5)
      site.clock.advance({ minutes: 5 })
      await expect(attempt()).rejects.toMatchObject({ code: 'rate-limited', retryAfter: 600 })
      site.clock.advance({ minutes: 10 })
      expect(await code()).toBe('signed in')
    })

    test('but not by successes', async () => {
      await fail(4)
      for (let n = 0; n < 6; n += 1) expect(await code()).toBe('signed in')
    })

    test('also where many attempts come at once', async () => {
      const codes = await Promise.all(
        Array.from({ length: 12 }, () => code({ password: 'sai mật khẩu rồi' })),
      )
      expect(codes.filter((answer) => answer === 'unauthorized')).toHaveLength(5)
      expect(codes.filter((answer) => answer === 'rate-limited')).toHaveLength(7)
    })

    test('for e-mails without an account in the same way', async () => {
      await fail(5, { email: 'khong-co@example.vn' })
      expect(await code({ email: 'khong-co@example.vn' })).toBe('rate-limited')
    })

    test('after fifty failures from one network on whatever accounts', async () => {
      for (let n = 0; n < 50; n += 1) {
        await expect(attempt({ email: `a${n}@example.vn` })).rejects.toMatchObject({ code: 'unauthorized' })
      }
      expect(await code()).toBe('rate-limited')
      expect(await code({ clientAddress: '203.0.113.8' })).toBe('signed in')
    })

    test('after twenty failures on one account from many networks', async () => {
      for (let n = 0; n < 20; n += 1) await fail(1, { clientAddress: `2001:db8:0:${n.toString(16)}::1` })
      expect(await code()).toBe('rate-limited')
      site.clock.advance({ hours: 1 })
      expect(await code()).toBe('signed in')
    })

    test('but nobody elsewhere can lock out a moderator on a network they signed in from before', async () => {
      expect(await code()).toBe('signed in')
      for (let n = 0; n < 20; n += 1) await fail(1, { clientAddress: `2001:db8:0:${n.toString(16)}::1` })
      expect(await code({ clientAddress: '2001:db8:1::1' })).toBe('rate-limited')
      expect(await code()).toBe('signed in')
    })

    test('within a known network as well', async () => {
      expect(await code()).toBe('signed in')
      await fail(5)
      expect(await code()).toBe('rate-limited')
    })

    test('nowhere where limits are lifted', async () => {
      const lifted = { ...site.context, config: { ...site.context.config, rateLimits: false } }
      const wrong = { email: staff.email, password: 'sai mật khẩu rồi', clientAddress: OFFICE }
      for (let n = 0; n < 8; n += 1) {
        await expect(signIn(lifted, wrong)).rejects.toMatchObject({ code: 'unauthorized' })
      }
    })
  })
})
