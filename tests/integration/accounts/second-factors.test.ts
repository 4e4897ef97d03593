import { URI, TOTP, Secret } from 'otpauth'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  changePassword,
  confirmTotp,
  endAllSessions,
  endSession,
  getOwnAccount,
  makeRecoveryCodes,
  startTotp,
} from '../../../src/domain/accounts/own-account.ts'
import {
  addStaff,
  authenticate,
  signIn,
  signInWithPasskey,
  signOut,
} from '../../../src/domain/accounts/service.ts'
import { requestSignIn } from '../../../src/domain/accounts/passkeys.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext, STAFF_PASSWORD } from '../../fixtures/staff.ts'

const OFFICE = '203.0.113.7'

describeOnBothDatabases('the second factor of an account', (open) => {
  let site: TestSite
  let an: StaffContext

  beforeEach(async () => {
    site = await open()
    an = await staffContext(site)
  })

  const now = (secret: string): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: site.clock.now().getTime() })
  const enter = async (totp?: string): Promise<string> => {
    const attempt = { email: an.staff.email, password: STAFF_PASSWORD, clientAddress: OFFICE }
    const { cookie } = await signIn(site.context, { ...attempt, totp: totp ?? null })
    return cookie.split(';')[0] ?? ''
  }
  const outcome = (totp?: string): Promise<string> =>
    enter(totp).then(
      () => 'signed in',
      (error: unknown) => (error as { code: string }).code,
    )
  const setUp = async (): Promise<string> => {
    const { sealed, secret } = startTotp(an)
    await confirmTotp(an, { sealed, code: now(secret), password: STAFF_PASSWORD })
    return secret
  }
  const addPasskey = (): Promise<unknown> =>
    site.db.write
      .insertInto('staff_passkey')
      .values({
        ...{ id: 'khoa', staff_id: an.staff.id, name: 'Máy', public_key: 'AA', counter: 0 },
        ...{ transports: '[]', created_at: site.clock.now().toISOString() },
      })
      .execute()

  test('does not count before a code of it was given, and the secret stays while the code is wrong', async () => {
    const setup = startTotp(an)
    const confirm = (code: string, password = STAFF_PASSWORD) =>
      confirmTotp(an, { sealed: setup.sealed, code, password })
    const wrong = String((Number(now(setup.secret)) + 1) % 1_000_000).padStart(6, '0')
    await expect(confirm(wrong)).rejects.toMatchObject({ fields: [{ pointer: '/code', code: 'wrong-code' }] })
    await expect(confirm(now(setup.secret), 'sai mật khẩu')).rejects.toMatchObject({
      fields: [{ pointer: '/password', code: 'wrong-password' }],
    })
    expect(await outcome()).toBe('signed in')
    expect(startTotp(an, setup.sealed)).toEqual(setup)
    await confirm(now(setup.secret))
    expect(await outcome()).toBe('unauthorized')
    // The code that confirmed it is used up.
    expect(await outcome(now(setup.secret))).toBe('unauthorized')
    site.clock.advance({ seconds: 30 })
    expect(await outcome(now(setup.secret))).toBe('signed in')
  })

  test('is bound to its person: a secret sealed for someone else is not taken', async () => {
    const other = await staffContext(site)
    const { sealed, secret } = startTotp(other)
    await expect(
      confirmTotp(an, { sealed, code: now(secret), password: STAFF_PASSWORD }),
    ).rejects.toMatchObject({ fields: [{ pointer: '/code' }] })
    expect(startTotp(an, sealed).sealed).not.toBe(sealed)
  })

  test('refuses codes again after the clock was set back', async () => {
    const secret = await setUp()
    site.clock.advance({ hours: 1 })
    expect(await outcome(now(secret))).toBe('signed in')
    site.clock.advance({ minutes: -30 })
    expect(await outcome(now(secret))).toBe('unauthorized')
  })

  test('is asked for where a passkey is the only one: the password alone is not enough', async () => {
    await addPasskey()
    expect(await outcome()).toBe('unauthorized')
    const [code = ''] = await makeRecoveryCodes(an, STAFF_PASSWORD)
    expect(await outcome(code)).toBe('signed in')
  })

  test('has ten recovery codes, each good once, also under two uses at the same moment', async () => {
    await setUp()
    const codes = await makeRecoveryCodes(an, STAFF_PASSWORD)
    expect(new Set(codes).size).toBe(10)
    const stored = JSON.stringify(await site.db.read.selectFrom('staff_recovery_code').selectAll().execute())
    for (const code of codes) expect(stored).not.toContain(code.replace('-', ''))
    const [first = '', second = ''] = codes
    expect((await Promise.all([outcome(first), outcome(first)])).sort()).toEqual([
      'signed in',
      'unauthorized',
    ])
    expect(await outcome(first)).toBe('unauthorized')
    expect(await outcome(second.toUpperCase().replace('-', ' '))).toBe('signed in')
    expect((await getOwnAccount(an, '')).recoveryCodes).toBe(8)
    await makeRecoveryCodes(an, STAFF_PASSWORD)
    expect(await outcome(codes[2])).toBe('unauthorized')
  })

  test('recovery codes are one person’s own and need a factor to stand in for', async () => {
    await expect(makeRecoveryCodes(an, STAFF_PASSWORD)).rejects.toMatchObject({
      fields: [{ code: 'no-second-factor' }],
    })
    await setUp()
    const other = await addStaff(site.context, {
      ...{ email: 'khac@example.vn', role: 'admin', password: STAFF_PASSWORD, totp: true },
    })
    expect(URI.parse(other.totpUri ?? '')).toBeInstanceOf(TOTP)
    const [code = ''] = await makeRecoveryCodes(an, STAFF_PASSWORD)
    await expect(
      signIn(site.context, {
        ...{ email: 'khac@example.vn', password: STAFF_PASSWORD, totp: code, clientAddress: OFFICE },
      }),
    ).rejects.toMatchObject({ code: 'unauthorized' })
    expect(await outcome(code)).toBe('signed in')
  })

  test('a passkey’s answer that is none is refused like any other wrong sign-in', async () => {
    await addPasskey()
    const { token } = await requestSignIn(site.context)
    const answers = [
      '',
      '{}',
      '[]',
      'null',
      '{"id":"khoa"}',
      '{"id":"khoa","response":{}}',
      'x'.repeat(30_000),
    ]
    for (const response of answers) {
      await expect(
        signInWithPasskey(site.context, { response, token, clientAddress: OFFICE }),
      ).rejects.toMatchObject({ code: 'unauthorized' })
    }
  })

  test('a new password asks for the old one, ends every session and gives this device a new one', async () => {
    const [here, stolen] = [await enter(), await enter()]
    const change = { current: STAFF_PASSWORD, password: 'một mật khẩu khác', again: 'một mật khẩu khác' }
    const refusals = [
      [{ ...change, current: 'không phải' }, '/current'],
      [{ ...change, password: 'ngắn' }, '/password'],
      [{ ...change, again: 'một mật khẩu khac' }, '/again'],
    ] as const
    for (const [tried, pointer] of refusals) {
      await expect(changePassword(an, { ...tried, userAgent: '' })).rejects.toMatchObject({
        fields: [{ pointer }],
      })
    }
    const renewed = (await changePassword(an, { ...change, userAgent: '' })).split(';')[0] ?? ''
    expect([here, stolen]).not.toContain(renewed)
    expect(await authenticate(site.context, here)).toBeNull()
    expect(await authenticate(site.context, stolen)).toBeNull()
    expect((await authenticate(site.context, renewed))?.staff).toEqual(an.staff)
    expect(await outcome()).toBe('unauthorized')
  })

  test('wrong passwords in one’s own account are counted', async () => {
    for (let n = 0; n < 10; n += 1)
      await expect(makeRecoveryCodes(an, 'không phải')).rejects.toMatchObject({ code: 'invalid' })
    await expect(makeRecoveryCodes(an, STAFF_PASSWORD)).rejects.toMatchObject({ code: 'rate-limited' })
  })

  test('sessions are listed with the device, and end one by one or all at once', async () => {
    const attempt = { email: an.staff.email, password: STAFF_PASSWORD, clientAddress: OFFICE }
    const userAgent =
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36'
    const phone = (await signIn(site.context, { ...attempt, userAgent })).cookie.split(';')[0] ?? ''
    site.clock.advance({ minutes: 1 })
    const here = await enter()
    const current = (await authenticate(site.context, here))?.sessionId ?? ''
    const { sessions } = await getOwnAccount(an, current)
    expect(sessions).toMatchObject([
      { current: true, device: null },
      { current: false, device: 'Chrome · Android' },
    ])
    await endSession(an, sessions[1]?.id ?? '')
    expect(await authenticate(site.context, phone)).toBeNull()
    const stranger = await staffContext(site)
    await endSession(stranger, current)
    expect(await authenticate(site.context, here)).not.toBeNull()
    await endAllSessions(an)
    expect(await authenticate(site.context, here)).toBeNull()
  })

  test('a session ends when the clock was set back to before it was used, and not by a few minutes', async () => {
    const cookie = await enter()
    site.clock.advance({ minutes: -4 })
    expect(await authenticate(site.context, cookie)).not.toBeNull()
    site.clock.advance({ days: -1 })
    expect(await authenticate(site.context, cookie)).toBeNull()
    site.clock.advance({ days: 1 })
    expect(await authenticate(site.context, cookie)).toBeNull()
  })

  test('signing in does not take over an id that someone planted', async () => {
    const planted = await enter()
    await signOut(site.context, planted)
    const own = await enter()
    expect(own).not.toBe(planted)
    expect(await authenticate(site.context, planted)).toBeNull()
  })

  test('an account without one is told so, with every session', async () => {
    const cookie = await enter()
    expect((await authenticate(site.context, cookie))?.secondFactor).toBe(false)
    await setUp()
    expect((await authenticate(site.context, cookie))?.secondFactor).toBe(true)
  })

  test('for an unknown e-mail one password hash is verified, as for a wrong password', async () => {
    // The real one, with its calls counted; what was loaded before knows it without.
    vi.doMock('@node-rs/argon2', { spy: true })
    vi.resetModules()
    try {
      const { verify } = vi.mocked(await import('@node-rs/argon2'))
      const counting = await import('../../../src/domain/accounts/service.ts')
      const work = async (email: string): Promise<string[]> => {
        verify.mockClear()
        const attempt = { email, password: 'sai mật khẩu rồi', clientAddress: OFFICE }
        await expect(counting.signIn(site.context, attempt)).rejects.toMatchObject({ code: 'unauthorized' })
        return verify.mock.calls.map(([hash]) => /^[^,]+,t=\d+,p=\d+/u.exec(String(hash))?.[0] ?? '')
      }
      const known = await work(an.staff.email)
      expect(known).toEqual(['$argon2id$v=19$m=19456,t=2,p=1'])
      expect(await work('khong-co@example.vn')).toEqual(known)
    } finally {
      vi.doUnmock('@node-rs/argon2')
      vi.resetModules()
    }
  })
})
