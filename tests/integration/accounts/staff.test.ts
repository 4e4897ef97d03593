import { beforeEach, expect, test } from 'vitest'
import { readLink, useLink } from '../../../src/domain/accounts/links.ts'
import { authenticate, signIn } from '../../../src/domain/accounts/service.ts'
import {
  changeRole,
  inviteStaff,
  listStaff,
  resetStaff,
  setDisabled,
  withdrawLink,
} from '../../../src/domain/accounts/staff.ts'
import type { StaffContext, StaffMember } from '../../../src/domain/context.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeStaff, staffContext, STAFF_PASSWORD } from '../../fixtures/staff.ts'

const HOME = '198.51.100.9'
const NEW_PASSWORD = 'con trâu đi cày sớm'
const ANSWER = { name: 'Lò Thị Mai', password: NEW_PASSWORD, again: NEW_PASSWORD, clientAddress: HOME }

describeOnBothDatabases('looking after staff', (open) => {
  let site: TestSite
  let boss: StaffContext

  beforeEach(async () => {
    site = await open()
    boss = await staffContext(site, 'admin')
  })

  const invite = (email = 'mai@example.vn'): Promise<string> =>
    inviteStaff(boss, { email, name: 'Mai', role: 'publisher' })
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    )
  const enter = async (who: StaffMember, password = STAFF_PASSWORD): Promise<string> =>
    (await signIn(site.context, { email: who.email, password, clientAddress: HOME })).cookie.split(';')[0] ??
    ''

  test('an invitation makes one account, once, also of two who use it at the same moment', async () => {
    const token = await invite(' Mai@Example.vn')
    expect(await readLink(site.context, token, HOME)).toMatchObject({
      ...{ kind: 'invitation', email: 'mai@example.vn', role: 'publisher' },
    })
    const both = [useLink(site.context, token, ANSWER), useLink(site.context, token, ANSWER)].map(codeOf)
    expect((await Promise.all(both)).sort()).toEqual(['done', 'not-found'])
    expect(await codeOf(useLink(site.context, token, ANSWER))).toBe('not-found')
    const { staff } = await signIn(site.context, {
      ...{ email: 'mai@example.vn', password: NEW_PASSWORD, clientAddress: HOME },
    })
    expect(staff).toMatchObject({ name: 'Lò Thị Mai', role: 'publisher' })
    expect(JSON.stringify(await site.db.read.selectFrom('staff_link').selectAll().execute())).not.toContain(
      token,
    )
  })

  test('a wrong, used, withdrawn or expired link, and one of a disabled account, look alike', async () => {
    const used = await invite('a@example.vn')
    await useLink(site.context, used, ANSWER)
    const withdrawn = await invite('b@example.vn')
    const { links } = await listStaff(boss)
    await withdrawLink(boss, links[0]?.id ?? '')
    const replaced = await invite('c@example.vn')
    await invite('c@example.vn')
    const lost = await makeStaff(site)
    const disabled = await resetStaff(boss, lost.id, { secondFactor: false })
    await setDisabled(boss, lost.id, true)
    const expired = await invite('d@example.vn')
    site.clock.advance({ days: 7, seconds: 1 })
    for (const token of [used, withdrawn, replaced, disabled, expired, 'a'.repeat(32), '', '../x']) {
      await expect(readLink(site.context, token, HOME)).rejects.toMatchObject({
        ...{ code: 'not-found', message: 'no such link' },
      })
    }
  })

  test('a link works to the end of its seventh day and not with the clock set back', async () => {
    const token = await invite()
    site.clock.advance({ days: 6, hours: 23 })
    expect(await codeOf(readLink(site.context, token, HOME))).toBe('done')
    site.clock.advance({ days: -8 })
    expect(await codeOf(readLink(site.context, token, HOME))).toBe('not-found')
  })

  test('guessing links is throttled', async () => {
    const guess = (): Promise<string> => codeOf(readLink(site.context, 'b'.repeat(32), HOME))
    for (let n = 0; n < 60; n += 1) await guess()
    expect(await guess()).toBe('rate-limited')
    expect(await codeOf(readLink(site.context, 'b'.repeat(32), '192.0.2.1'))).toBe('not-found')
  })

  test('an invitation is refused for an address that has an account, and for an unknown role', async () => {
    await expect(
      inviteStaff(boss, { email: boss.staff.email.toUpperCase(), name: '', role: 'boss' }),
    ).rejects.toMatchObject({
      fields: [
        { pointer: '/email', code: 'has-account' },
        { pointer: '/role', code: 'unknown' },
      ],
    })
  })

  test('a reset sets a new password and ends sessions; factors go only where that was asked', async () => {
    const an = await makeStaff(site)
    const cookie = await enter(an)
    await site.db.write.updateTable('staff').set({ totp_sealed: 'x' }).where('id', '=', an.id).execute()
    await useLink(site.context, await resetStaff(boss, an.id, { secondFactor: false }), ANSWER)
    expect(await authenticate(site.context, cookie)).toBeNull()
    expect((await listStaff(boss)).staff.find(({ id }) => id === an.id)).toMatchObject({
      totp: true,
      name: an.name,
    })
    await useLink(site.context, await resetStaff(boss, an.id, { secondFactor: true }), ANSWER)
    expect((await listStaff(boss)).staff.find(({ id }) => id === an.id)).toMatchObject({ totp: false })
    await enter(an, NEW_PASSWORD)
  })

  test('disabling ends sessions at once, enabling does not bring them back', async () => {
    const an = await makeStaff(site)
    const cookie = await enter(an)
    await setDisabled(boss, an.id, true)
    expect(await authenticate(site.context, cookie)).toBeNull()
    await setDisabled(boss, an.id, false)
    expect(await authenticate(site.context, cookie)).toBeNull()
    await enter(an)
  })

  test('another role counts from the next request on, and only where the role is still the one shown', async () => {
    const an = await makeStaff(site, { role: 'admin' })
    const cookie = await enter(an)
    const link = await inviteStaff({ ...boss, staff: an }, { email: 'x@example.vn', name: '', role: 'admin' })
    await changeRole(boss, an.id, { from: 'admin', to: 'auditor' })
    expect((await authenticate(site.context, cookie))?.staff.role).toBe('auditor')
    expect(await codeOf(changeRole(boss, an.id, { from: 'admin', to: 'moderator' }))).toBe('conflict')
    expect(await codeOf(readLink(site.context, link, HOME))).toBe('not-found')
  })

  test('the last admin is neither disabled nor given another role', async () => {
    const id = boss.staff.id
    const refusal = { fields: [{ code: 'last-admin' }] }
    await expect(setDisabled(boss, id, true)).rejects.toMatchObject(refusal)
    await expect(changeRole(boss, id, { from: 'admin', to: 'auditor' })).rejects.toMatchObject(refusal)
    const second = await makeStaff(site, { role: 'admin' })
    await setDisabled(boss, second.id, true)
    await expect(setDisabled(boss, id, true)).rejects.toMatchObject(refusal)
  })

  test('of admins who remove each other at the same moment, one stays', async () => {
    const others = [await makeStaff(site, { role: 'admin' }), await makeStaff(site, { role: 'admin' })]
    const admins = [boss.staff, ...others]
    await Promise.allSettled(
      admins.map((by, at) => {
        const target = admins[(at + 1) % admins.length]?.id ?? ''
        const ctx = { ...boss, staff: by }
        return at === 1
          ? changeRole(ctx, target, { from: 'admin', to: 'moderator' })
          : setDisabled(ctx, target, true)
      }),
    )
    const { staff } = await listStaff(boss)
    expect(staff.filter(({ role, disabled }) => role === 'admin' && !disabled)).toHaveLength(1)
  })
})
