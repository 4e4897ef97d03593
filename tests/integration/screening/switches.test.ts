import { beforeAll, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { findDiscussed } from '../../../src/domain/comments/threads.ts'
import type { SwitchName } from '../../../src/domain/screening/rules.ts'
import { getSwitchBoard, turn } from '../../../src/domain/screening/service.ts'
import { connect } from '../../../db/connect.ts'
import { challengeOf, solve } from '../../fixtures/challenges.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('switches for the whole site', (open) => {
  let site: TestSite
  let staff: StaffContext
  let target: string

  beforeAll(async () => {
    site = await open()
    staff = await staffContext(site)
    target = `news/${(await makeArticle(site)).slug}`
  })

  const stateOf = async (name: SwitchName, ctx = staff) => {
    const state = (await getSwitchBoard(ctx)).switches.find((found) => found.name === name)
    if (state === undefined) throw new Error(`no switch ${name}`)
    return state
  }
  const set = async (name: SwitchName, active: boolean) =>
    turn(staff, { name, active, revision: (await stateOf(name)).revision })

  test('paused comments are refused in another process too, and the thread says so', async () => {
    await set('comments-paused', true)
    const other = { ...site.context, db: connect(site.url) }
    await expect(sendComment(other, { target })).rejects.toMatchObject({ code: 'comments-closed' })
    expect((await findDiscussed(other, target)).paused).toBe(true)
    await set('comments-paused', false)
    await sendComment(other, { target })
    await other.db.close()
  })

  test('slow mode asks everyone for the sum and says so on the comment', async () => {
    await set('slow-mode', true)
    const body = 'Một ý kiến gửi trong lúc chế độ chậm đang bật.'
    const altcha = await solve(await challengeOf(sendComment(site.context, { target, body })))
    await sendComment(site.context, { target, body }, { evidence: { altcha } })
    const row = await site.db.read
      .selectFrom('comment')
      .select('held')
      .where('body', '=', body)
      .executeTakeFirstOrThrow()
    expect(row.held).toBe('["slow-mode"]')
    const lifted = { ...site.context, config: { ...site.context.config, rateLimits: false } }
    await sendComment(lifted, { target, body: 'Khi các giới hạn được gỡ thì không hỏi gì thêm.' })
    await set('slow-mode', false)
  })

  test('who turned it and when is shown, audited, and marks pages as changed', async () => {
    const before = await stateOf('slow-mode')
    const revisionOf = async () =>
      (
        await site.db.read
          .selectFrom('cache_revision')
          .select('revision')
          .where('tag', '=', 'news')
          .executeTakeFirst()
      )?.revision ?? 0
    const pages = await revisionOf()
    await turn(staff, { name: 'slow-mode', active: true, revision: before.revision })
    expect(await stateOf('slow-mode')).toMatchObject({
      active: true,
      since: site.clock.now().toISOString(),
      by: staff.staff.name,
    })
    expect(await revisionOf()).toBe(pages + 1)
    const event = await site.db.read
      .selectFrom('audit_event')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    expect(event).toMatchObject({
      action: 'switch.turned-on',
      subject: 'switch/slow-mode',
      staff_id: staff.staff.id,
    })
    await expect(
      turn(staff, { name: 'slow-mode', active: false, revision: before.revision }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect((await stateOf('slow-mode')).active).toBe(true)
    await set('slow-mode', false)
  })

  test('an auditor sees the switches and turns none; a publisher does not see them', async () => {
    const auditor = await staffContext(site, 'auditor')
    const { revision } = await stateOf('slow-mode', auditor)
    await expect(turn(auditor, { name: 'slow-mode', active: true, revision })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(getSwitchBoard(await staffContext(site, 'publisher'))).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('comments of an article end at the moment its file names', async () => {
    const until = new Date(site.clock.now().getTime() + 3_600_000).toISOString()
    const dated = `news/${(await makeArticle(site, { comments_until: until })).slug}`
    await sendComment(site.context, { target: dated, body: 'Gửi kịp trước giờ đóng.' })
    site.clock.advance({ hours: 1 })
    await expect(sendComment(site.context, { target: dated })).rejects.toMatchObject({
      code: 'comments-closed',
    })
  })
})
