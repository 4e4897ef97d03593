import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askForAnswer } from '../../../src/domain/answers/asking.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import type { Context, StaffContext } from '../../../src/domain/context.ts'
import { deliverDue } from '../../../src/domain/notices/delivery.ts'
import { BACKOFF_SECONDS, type OutboxState } from '../../../src/domain/notices/rules.ts'
import { getOutbox, queueSummaries, retryNotice } from '../../../src/domain/notices/service.ts'
import {
  confirmByToken,
  findByToken,
  noticesOffered,
  stopByToken,
  subscribe,
} from '../../../src/domain/notices/subscriptions.ts'
import { openCarriers } from '../../../src/server/carriers.ts'
import { makePendingWithCode, RESIDENT } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { startHookReceiver, startMailServer } from '../../fixtures/receivers.ts'
import { staffContext } from '../../fixtures/staff.ts'

const SECRET = 'a secret for webhooks that only tests use'
const EMAIL = 'cu-dan@example.vn'

describeOnBothDatabases('a notice', (open) => {
  let smtp: Awaited<ReturnType<typeof startMailServer>>
  let receiver: Awaited<ReturnType<typeof startHookReceiver>>
  let site: TestSite
  let ctx: Context
  let an: StaffContext
  let send: () => Promise<number>

  beforeAll(async () => {
    smtp = await startMailServer()
    receiver = await startHookReceiver()
  })
  afterAll(async () => {
    await smtp.stop()
    await receiver.stop()
  })
  beforeEach(async () => {
    smtp.mails.length = 0
    receiver.hooks.length = 0
    smtp.refuse(false)
    receiver.answer(204)
    site = await open({
      mail: { url: smtp.url, from: 'trang@example.vn' },
      webhooks: { urls: [receiver.url], secret: SECRET },
    })
    ctx = site.context
    an = await staffContext(site, 'admin')
    const carriers = openCarriers(ctx)
    send = () => deliverDue(ctx, carriers)
  })

  /** So long ago that it can no longer be undone. */
  const reject = async (comment: { id: string; revision: number }) => {
    const decided = await decide(an, {
      commentId: comment.id,
      revision: comment.revision,
      action: 'reject',
      reason: 'off-topic',
      note: null,
    })
    site.clock.advance({ minutes: 10, seconds: 1 })
    return decided
  }
  const linkIn = (text: string | undefined): string => /\/thong-bao\/(\S+)/u.exec(text ?? '')?.[1] ?? ''
  const confirmed = async (code: string): Promise<string> => {
    await subscribe(ctx, code, EMAIL, RESIDENT)
    await send()
    const token = linkIn(smtp.mails.at(-1)?.text)
    await confirmByToken(ctx, token)
    smtp.mails.length = 0
    return token
  }
  const states = async (): Promise<Readonly<Record<OutboxState, number>>> =>
    (await getOutbox(an, 'waiting')).counts

  test('goes to a submitter who asked and confirmed, with the reason and the way to the comment', async () => {
    const { comment, code } = await makePendingWithCode(site, an)
    expect(await noticesOffered(ctx, comment)).toBe('none')
    await subscribe(ctx, code, ` ${EMAIL.toUpperCase()} `, RESIDENT)
    expect(await send()).toBe(1)
    expect(smtp.mails).toMatchObject([{ to: [EMAIL] }])
    const token = linkIn(smtp.mails[0]?.text)
    expect(await findByToken(ctx, token)).toEqual({ state: 'unconfirmed', code })
    expect(await confirmByToken(ctx, token)).toBe(code)
    expect(await noticesOffered(ctx, comment)).toBe('confirmed')
    await reject(comment)
    await send()
    const text = smtp.mails.at(-1)?.text ?? ''
    expect(text).toContain('không được đăng')
    expect(text).toContain('Không đúng chủ đề')
    expect(text).toContain('về “Đường mới về bản”')
    expect(text).toContain('một người khác xem lại')
    expect(text).toContain(`/tra-cuu/${code}`)
    expect(text).not.toContain('Đường đã thông')
  })

  test('goes nowhere before the address is confirmed, nor after it was taken back', async () => {
    const { comment, code } = await makePendingWithCode(site, an)
    await subscribe(ctx, code, EMAIL, RESIDENT)
    await reject(comment)
    await send()
    expect(smtp.mails.map(({ text }) => text).join('\n')).not.toContain('không được đăng')
    const second = await makePendingWithCode(site, an)
    const token = await confirmed(second.code)
    await stopByToken(ctx, token)
    expect(await findByToken(ctx, token)).toBeNull()
    await reject(second.comment)
    await send()
    expect(smtp.mails).toEqual([])
  })

  test('that was waiting when its comment was taken back or erased is not sent', async () => {
    const { comment, code } = await makePendingWithCode(site, an)
    await confirmed(code)
    await reject(comment)
    await takeSubmitterStep(
      ctx,
      code,
      { action: 'withdraw', note: null },
      { client: RESIDENT, idempotencyKey: null },
    )
    await send()
    expect(smtp.mails).toEqual([])
    const other = await makePendingWithCode(site, an)
    await confirmed(other.code)
    await reject(other.comment)
    await decide(an, { commentId: other.comment.id, revision: 2, action: 'erase', reason: null, note: null })
    await send()
    expect(smtp.mails).toEqual([])
    expect(await site.db.read.selectFrom('comment_subscription').select('id').execute()).toEqual([])
  })

  test('to a program is signed, and told again under the same id until it is taken', async () => {
    receiver.answer(503)
    const { comment } = await makePendingWithCode(site, an)
    await reject(comment)
    await send()
    expect(await states()).toMatchObject({ waiting: 1, sent: 0 })
    expect(await send()).toBe(0)
    site.clock.advance({ seconds: BACKOFF_SECONDS[0] })
    receiver.answer(204)
    await send()
    expect(await states()).toMatchObject({ waiting: 0, sent: 1 })
    const [first, again] = receiver.hooks
    expect(first?.headers['webhook-id']).toBe(again?.headers['webhook-id'])
    const { headers, body = '' } = again ?? {}
    const signed = `${String(headers?.['webhook-id'])}.${String(headers?.['webhook-timestamp'])}.${body}`
    const signature = createHmac('sha256', SECRET).update(signed).digest('base64')
    expect(headers?.['webhook-signature']).toBe(`v1,${signature}`)
    expect(JSON.parse(body)).toMatchObject({
      type: 'comment.rejected',
      data: { comment: comment.id, status: 'rejected', reason: 'off-topic' },
    })
    expect(body).not.toContain('Đường đã thông')
  })

  test('that nobody takes is given up in the end, is seen, and can be sent off again; the decision stands', async () => {
    smtp.refuse(true)
    receiver.answer(500)
    const { comment, code } = await makePendingWithCode(site, an)
    smtp.refuse(false)
    await confirmed(code)
    smtp.refuse(true)
    expect(await reject(comment)).toMatchObject({ status: 'rejected' })
    for (const seconds of [0, ...BACKOFF_SECONDS]) {
      site.clock.advance({ seconds })
      await send()
    }
    const { entries } = await getOutbox(an, 'failed')
    expect(entries.map(({ channel }) => channel).sort()).toEqual(['mail', 'webhook'])
    // A mail server repeats the address in its words, so that only its code is kept.
    expect(entries.map(({ problem }) => problem).sort()).toEqual(['HTTP 500', 'SMTP 451'])
    smtp.refuse(false)
    const mail = entries.find(({ channel }) => channel === 'mail')?.id ?? ''
    await retryNotice(an, mail)
    await expect(retryNotice(an, mail)).rejects.toMatchObject({ code: 'conflict' })
    await send()
    expect(smtp.mails).toHaveLength(1)
    const moderator = await staffContext(site, 'moderator')
    await expect(getOutbox(moderator, 'failed')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is sent once where two processes look at the same time', async () => {
    for (let at = 0; at < 5; at += 1) await reject((await makePendingWithCode(site, an)).comment)
    await Promise.all([send(), send(), send()])
    const ids = receiver.hooks.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(5)
    expect(new Set(ids).size).toBe(5)
  })

  test('to a receiver that is down holds up no mail', async () => {
    receiver.answer(500)
    const { comment, code } = await makePendingWithCode(site, an)
    await confirmed(code)
    for (let at = 0; at < 5; at += 1) await reject((await makePendingWithCode(site, an)).comment)
    await reject(comment)
    await send()
    expect(smtp.mails).toHaveLength(1)
    expect(receiver.hooks).toHaveLength(1)
    expect(await states()).toMatchObject({ waiting: 6 })
    receiver.answer(204)
    site.clock.advance({ seconds: BACKOFF_SECONDS[0] })
    await send()
    expect(new Set(receiver.hooks.map(({ headers }) => headers['webhook-id'])).size).toBe(6)
    expect(await states()).toMatchObject({ waiting: 0 })
  })

  test('that another took the place of is counted as dropped, not as sent', async () => {
    const { code } = await makePendingWithCode(site, an)
    await subscribe(ctx, code, EMAIL, RESIDENT)
    await subscribe(ctx, code, EMAIL, RESIDENT)
    await send()
    expect(smtp.mails).toHaveLength(1)
    expect(await states()).toMatchObject({ sent: 1, dropped: 1 })
  })

  test('of the day goes to the desk once a working day, and only where something waits', async () => {
    const summaries = () => smtp.mails.filter(({ text }) => text.includes('Bình luận chờ duyệt: 1'))
    await makePendingWithCode(site, an)
    // Saturday, then Monday before and after seven in the morning in Viet Nam.
    for (const moment of ['2027-06-05T03:00:00Z', '2027-06-06T23:30:00Z']) {
      site.clock.set(moment)
      await queueSummaries(ctx)
    }
    await send()
    expect(summaries()).toEqual([])
    for (const moment of ['2027-06-07T00:30:00Z', '2027-06-07T05:00:00Z', '2027-06-07T10:00:00Z']) {
      site.clock.set(moment)
      await queueSummaries(ctx)
    }
    await send()
    expect(summaries()).toMatchObject([{ to: [an.staff.email] }])
  })

  test('of the day tells a publisher of the answers that are due, and of nothing else', async () => {
    const publisher = await staffContext(site, 'publisher')
    const { comment } = await makePendingWithCode(site, an)
    await makePendingWithCode(site, an)
    const { revision } = await decide(an, {
      commentId: comment.id,
      revision: comment.revision,
      action: 'publish',
      reason: null,
      note: null,
    })
    expect(revision).toBe(2)
    await askForAnswer(an, { commentId: comment.id, revision: 0, body: 'ban-bien-tap' })
    site.clock.set('2027-06-07T00:30:00Z')
    await queueSummaries(ctx)
    await send()
    const [mail] = smtp.mails.filter(({ to }) => to.includes(publisher.staff.email))
    expect(mail?.text).toContain('/quan-tri/tra-loi/')
    expect(mail?.text).not.toContain('chờ duyệt')
    const [other] = smtp.mails.filter(({ to }) => to.includes(an.staff.email))
    expect(other?.text).toContain('Bình luận chờ duyệt: 1')
  })

  test('of a step that can be undone waits for as long, and is not sent where it was', async () => {
    const { comment, code } = await makePendingWithCode(site, an)
    await confirmed(code)
    const step = (action: 'publish' | 'undo' | 'reject', revision: number) =>
      decide(an, {
        commentId: comment.id,
        revision,
        action,
        reason: action === 'reject' ? 'off-topic' : null,
        note: null,
      })
    await step('publish', 1)
    await send()
    expect(smtp.mails).toEqual([])
    site.clock.advance({ minutes: 5 })
    await step('undo', 2)
    await step('reject', 3)
    site.clock.advance({ minutes: 6 })
    await send()
    expect(smtp.mails).toEqual([])
    site.clock.advance({ minutes: 5 })
    await send()
    expect(smtp.mails).toHaveLength(1)
    expect(smtp.mails[0]?.text).toContain('không được đăng')
  })

  test('is not offered where the site has no mail server', async () => {
    const quiet = { ...ctx, config: { ...ctx.config, mail: null } }
    const { comment, code } = await makePendingWithCode(site, an)
    expect(await noticesOffered(quiet, comment)).toBeNull()
    await expect(subscribe(quiet, code, EMAIL, RESIDENT)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('cannot be asked for without limit, nor with an address or a link that is none', async () => {
    const { code } = await makePendingWithCode(site, an)
    await expect(subscribe(ctx, code, 'khong phai', RESIDENT)).rejects.toMatchObject({
      fields: [{ pointer: '/email', code: 'not-an-email' }],
    })
    for (let at = 0; at < 3; at += 1) await subscribe(ctx, code, EMAIL, RESIDENT)
    await expect(subscribe(ctx, code, EMAIL, RESIDENT)).rejects.toMatchObject({ code: 'rate-limited' })
    expect(await findByToken(ctx, 'x.y')).toBeNull()
    await expect(confirmByToken(ctx, 'khong-co')).rejects.toMatchObject({ code: 'not-found' })
  })
})
