import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffMember } from '../../../src/domain/context.ts'
import {
  authenticate,
  deleteExpiredSessions,
  replacePassword,
  signIn,
  signOut,
  signOutEverywhere,
} from '../../../src/domain/accounts/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeStaff, STAFF_PASSWORD } from '../../fixtures/staff.ts'

describeOnBothDatabases('a session', (open) => {
  let site: TestSite
  let staff: StaffMember

  beforeEach(async () => {
    site = await open()
    staff = await makeStaff(site)
  })

  /** Signs in; returns the Cookie header a browser then sends. */
  const enter = async (who = staff): Promise<string> => {
    const credentials = { email: who.email, password: STAFF_PASSWORD, clientAddress: '203.0.113.7' }
    const { cookie } = await signIn(site.context, credentials)
    return cookie.split(';')[0] ?? ''
  }
  const holder = async (cookie: string | null): Promise<string | null> =>
    (await authenticate(site.context, cookie))?.staff.id ?? null
  const storedIds = async (): Promise<string[]> =>
    (await site.db.read.selectFrom('staff_session').select('id').execute()).map(({ id }) => id)

  test('is stored without the id that opens it', async () => {
    const cookie = await enter()
    const rows = JSON.stringify(await site.db.read.selectFrom('staff_session').selectAll().execute())
    const [id = ''] = await storedIds()
    expect(rows).not.toContain(cookie.split('=')[1])
    expect(id).toMatch(/^[0-9a-f]{64}$/u)
    expect(await holder(`session=${id}`)).toBeNull()
    expect(await holder(`session=${id.slice(0, 40)}`)).toBeNull()
  })

  test('has a new id at every sign-in', async () => {
    const [first, second] = [await enter(), await enter()]
    expect(first).not.toBe(second)
    expect(await holder(first)).toBe(staff.id)
    expect(await holder(second)).toBe(staff.id)
  })

  test('does not open without a cookie, or with a made-up one', async () => {
    await enter()
    for (const cookie of [null, '', 'session=', 'session=%', `session=${'a'.repeat(40)}`, 'other=1']) {
      expect(await holder(cookie)).toBeNull()
    }
  })

  test('ends when it has not been used for twelve hours', async () => {
    const cookie = await enter()
    site.clock.advance({ hours: 11, minutes: 59 })
    expect(await holder(cookie)).toBe(staff.id)
    site.clock.advance({ hours: 12, seconds: 1 })
    expect(await holder(cookie)).toBeNull()
    expect(await storedIds()).toEqual([])
  })

  test('goes on while it is used, and then sends the cookie again', async () => {
    const cookie = await enter()
    site.clock.advance({ hours: 5 })
    expect((await authenticate(site.context, cookie))?.setCookie).toBeUndefined()
    site.clock.advance({ hours: 5 })
    const renewed = await authenticate(site.context, cookie)
    expect(renewed?.setCookie).toBe(`${cookie}; HttpOnly; Max-Age=43200; Path=/; SameSite=Lax`)
    site.clock.advance({ hours: 11 })
    expect(await holder(cookie)).toBe(staff.id)
  })

  test('ends seven days after the sign-in, however much it is used', async () => {
    const cookie = await enter()
    for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
      site.clock.advance({ hours: 8 })
      expect(await holder(cookie)).toBe(staff.id)
    }
    site.clock.advance({ hours: 8 })
    expect(await holder(cookie)).toBeNull()
    expect(await storedIds()).toEqual([])
  })

  test('is over after signing out, also for someone who copied the cookie', async () => {
    const [cookie, elsewhere] = [await enter(), await enter()]
    expect(await signOut(site.context, cookie)).toBe('session=; HttpOnly; Max-Age=0; Path=/; SameSite=Lax')
    expect(await holder(cookie)).toBeNull()
    expect(await holder(elsewhere)).toBe(staff.id)
  })

  test('signing out without one still removes the cookie', async () => {
    expect(await signOut(site.context, null)).toContain('session=; ')
    expect(await signOut(site.context, 'session=%')).toContain('Max-Age=0')
  })

  test('signing out everywhere ends all of one person and nobody else', async () => {
    const colleague = await makeStaff(site)
    const [here, phone, theirs] = [await enter(), await enter(), await enter(colleague)]
    await signOutEverywhere(site.context, staff.id)
    expect(await holder(here)).toBeNull()
    expect(await holder(phone)).toBeNull()
    expect(await holder(theirs)).toBe(colleague.id)
  })

  test('does not outlive the password that opened it', async () => {
    const cookie = await enter()
    const credentials = { email: staff.email, clientAddress: '203.0.113.7' }
    await replacePassword(site.context, staff.email.toUpperCase(), 'một mật khẩu khác')
    expect(await holder(cookie)).toBeNull()
    await expect(signIn(site.context, { ...credentials, password: STAFF_PASSWORD })).rejects.toMatchObject({
      code: 'unauthorized',
    })
    const renewed = await signIn(site.context, { ...credentials, password: 'một mật khẩu khác' })
    expect(renewed.staff).toEqual(staff)
  })

  test('goes on when a new password is refused', async () => {
    const cookie = await enter()
    await expect(replacePassword(site.context, staff.email, 'ngắn')).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '/password', code: 'too-short', count: 12 }],
    })
    expect(await holder(cookie)).toBe(staff.id)
  })

  test('is void at once when its holder is disabled', async () => {
    const cookie = await enter()
    const disabled_at = site.clock.now().toISOString()
    await site.db.write.updateTable('staff').set({ disabled_at }).where('id', '=', staff.id).execute()
    expect(await holder(cookie)).toBeNull()
  })

  test('is void at once when its holder is removed', async () => {
    const cookie = await enter()
    await site.db.write.deleteFrom('staff').where('id', '=', staff.id).execute()
    expect(await holder(cookie)).toBeNull()
    expect(await storedIds()).toEqual([])
  })

  test('has the role of its holder as it is now', async () => {
    const cookie = await enter()
    await site.db.write.updateTable('staff').set({ role: 'auditor' }).where('id', '=', staff.id).execute()
    expect((await authenticate(site.context, cookie))?.staff.role).toBe('auditor')
  })

  test('that has expired is deleted by housekeeping, another is not', async () => {
    await enter()
    site.clock.advance({ hours: 6 })
    const later = await enter()
    site.clock.advance({ hours: 6, seconds: 1 })
    await deleteExpiredSessions(site.context)
    expect(await storedIds()).toHaveLength(1)
    expect(await holder(later)).toBe(staff.id)
  })

  describe('on a site with https', () => {
    test('has a cookie for this host only, over https only, out of reach of scripts', async () => {
      const secure = await open({ siteUrl: new URL('https://example.vn') })
      const person = await makeStaff(secure)
      const { cookie } = await signIn(secure.context, {
        email: person.email,
        password: STAFF_PASSWORD,
        clientAddress: '203.0.113.7',
      })
      expect(cookie).toMatch(
        /^__Host-session=[a-z2-7]{40}; HttpOnly; Max-Age=43200; Path=\/; SameSite=Lax; Secure$/u,
      )
      const value = cookie.split(';')[0] ?? ''
      expect((await authenticate(secure.context, value))?.staff).toEqual(person)
      expect(await authenticate(secure.context, value.replace('__Host-', ''))).toBeNull()
    })
  })
})
