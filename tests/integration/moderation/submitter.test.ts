import { beforeAll, expect, test } from 'vitest'
import { trackComment } from '../../../src/domain/comments/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decide, getDossier, listQueue } from '../../../src/domain/moderation/service.ts'
import { askForErasure, takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { SHORTCUTS } from '../../../src/domain/moderation/queue-rules.ts'
import { countShortcuts, listComments } from '../../../src/domain/moderation/queue.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { makeArticle, RESIDENT, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('with the tracking code', (open) => {
  let site: TestSite
  let an: StaffContext
  let binh: StaffContext

  beforeAll(async () => {
    site = await open()
    an = await staffContext(site)
    binh = await staffContext(site)
  })

  const send = async () => {
    const { slug } = await makeArticle(site)
    const { code } = await sendComment(site.context, { target: `news/${slug}` })
    const { items } = await listQueue(an, 'pending', { limit: 100, after: null })
    const id = items.find(({ target }) => target === `news/${slug}`)?.id ?? ''
    return { code, id }
  }
  const reject = { action: 'reject', reason: 'off-topic', note: null } as const
  const appeal = (code: string, note: string | null = null) =>
    takeSubmitterStep(
      site.context,
      code,
      { action: 'appeal', note },
      { client: RESIDENT, idempotencyKey: null },
    )
  const withdraw = (code: string) =>
    takeSubmitterStep(
      site.context,
      code,
      { action: 'withdraw', note: null },
      { client: RESIDENT, idempotencyKey: null },
    )

  test('a rejected comment is looked at again by somebody else, once', async () => {
    const { code, id } = await send()
    await expect(appeal(code)).rejects.toMatchObject({ code: 'invalid' })
    await decide(an, { commentId: id, revision: 1, ...reject })
    await appeal(code, 'Tôi nói đúng về bài này.')
    expect(await trackComment(site.context, code, RESIDENT)).toMatchObject({
      status: 'appealed',
      note: null,
      reason: null,
    })
    expect((await getDossier(binh, id)).history.at(-1)).toMatchObject({
      note: 'Tôi nói đúng về bài này.',
      byName: null,
    })

    const again = { commentId: id, revision: 3, action: 'reject', reason: 'insult', note: null } as const
    await expect(decide(an, again)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await getDossier(an, id)).allowed).toEqual([])
    await decide(binh, again)
    await expect(appeal(code)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ code: 'appealed-before' }],
    })
  })

  test('what was taken back can be asked to be erased; an admin finds it, and nothing of the request is left', async () => {
    const { code, id } = await send()
    await expect(askForErasure(site.context, code, RESIDENT)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '/action' }],
    })
    await withdraw(code)
    const asked = async () => (await trackComment(site.context, code, RESIDENT)).erasureAskedAt
    expect(await asked()).toBeNull()
    await askForErasure(site.context, code, RESIDENT)
    const first = await asked()
    expect(first).toBe(site.clock.now().toISOString())
    site.clock.advance({ hours: 1 })
    await askForErasure(site.context, code, RESIDENT)
    expect(await asked()).toBe(first)

    const admin = await staffContext(site, 'admin')
    const listed = async () =>
      (await listComments(admin, SHORTCUTS.erasure, { limit: 50, after: null })).items.map((item) => item.id)
    expect(await listed()).toContain(id)
    expect((await countShortcuts(admin)).erasure).toBe((await listed()).length)
    await decide(admin, { commentId: id, revision: 2, action: 'erase', reason: null, note: null })
    expect(await listed()).not.toContain(id)
    expect(await asked()).toBeNull()
  })

  test('a comment is taken back at any time, and stays so', async () => {
    const { code, id } = await send()
    await withdraw(code)
    expect(await trackComment(site.context, code, RESIDENT)).toMatchObject({
      status: 'withdrawn',
      decidedAt: null,
    })
    await expect(withdraw(code)).rejects.toMatchObject({ code: 'invalid' })
    await expect(decide(an, { commentId: id, revision: 2, ...reject })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('a decision and a withdrawal at the same time never both count on the same revision', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { code, id } = await send()
      const [withdrawn, decided] = await Promise.allSettled([
        withdraw(code),
        decide(an, { commentId: id, revision: 1, ...reject }),
      ])
      const { history } = await getDossier(an, id)
      expect(history.length).toBe([withdrawn, decided].filter(({ status }) => status === 'fulfilled').length)
      if (decided.status === 'rejected') expect(decided.reason).toMatchObject({ code: 'conflict' })
    }
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
  })

  test('nothing is done without the right code', async () => {
    await expect(withdraw('ABCDEF-ABCDEF-ABCDEF')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('an appeal sent again under its key gets the first answer, whatever happened since', async () => {
    const { code, id } = await send()
    await decide(an, { commentId: id, revision: 1, ...reject })
    const key = 'k'.repeat(32)
    const step = { action: 'appeal', note: 'Mời xem lại.' } as const
    const take = (note: string, from = RESIDENT) =>
      takeSubmitterStep(site.context, code, { ...step, note }, { client: from, idempotencyKey: key })
    const first = JSON.stringify(await take(step.note))
    expect(JSON.parse(first)).toMatchObject({ status: 'appealed', deadline: { workingDays: 3 } })
    await decide(binh, { commentId: id, revision: 3, action: 'publish', reason: null, note: null })
    expect(JSON.stringify(await take(step.note, { address: '192.0.2.4', userAgent: '' }))).toBe(first)
    await expect(take('khác')).rejects.toMatchObject({ code: 'idempotency-mismatch' })
    expect((await trackComment(site.context, code, RESIDENT)).status).toBe('published')
  })

  test('two withdrawals at once under one key are one', async () => {
    const { code, id } = await send()
    const options = { client: RESIDENT, idempotencyKey: 'w'.repeat(32) }
    const take = () => takeSubmitterStep(site.context, code, { action: 'withdraw', note: null }, options)
    const [one, other] = await Promise.all([take(), take()])
    expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    expect((await getDossier(an, id)).entry).toMatchObject({ status: 'withdrawn', revision: 2 })
  })

  test('the tracking page tells every step and the day a decision is due, and no name of staff', async () => {
    const { code, id } = await send()
    expect(await trackComment(site.context, code, RESIDENT)).toMatchObject({
      history: [],
      deadline: { workingDays: 3 },
    })
    await decide(an, { commentId: id, revision: 1, ...reject, note: 'Mời gửi lại dưới bài khác.' })
    await appeal(code, 'Chỉ người duyệt đọc.')
    const tracked = await trackComment(site.context, code, RESIDENT)
    expect(tracked.history).toMatchObject([
      { action: 'reject', reason: 'off-topic', note: 'Mời gửi lại dưới bài khác.' },
      { action: 'appeal', note: null },
    ])
    expect(tracked.deadline).not.toBeNull()
    expect(JSON.stringify(tracked)).not.toContain(an.staff.name)
  })
})
