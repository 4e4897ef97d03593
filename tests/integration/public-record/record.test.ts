import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { answerComment, askForAnswer } from '../../../src/domain/answers/service.ts'
import { hashSent } from '../../../src/domain/comments/receipt.ts'
import { submitComment } from '../../../src/domain/comments/submitting.ts'
import type { Context, StaffContext } from '../../../src/domain/context.ts'
import { appendEvent, takeHead } from '../../../src/domain/moderation/ledger.ts'
import type { Action, Reason, SubmitterAction } from '../../../src/domain/moderation/rules.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { findComment, moveComment } from '../../../src/domain/moderation/store.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import {
  getPublicRecord,
  keepPublicMonths,
  listPublicDecisions,
} from '../../../src/domain/public-record/service.ts'
import { RESIDENT, makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const ALL = { month: null, before: null, limit: 100 }

describeOnBothDatabases('moderation in public', (open) => {
  let site: TestSite
  let an: StaffContext
  let bich: StaffContext
  let target: string

  beforeEach(async () => {
    // Demonstrations count samples; the public site is what matters here.
    site = await open({ demo: false })
    an = await staffContext(site)
    bich = await staffContext(site)
    target = `news/${(await makeArticle(site)).slug}`
  })

  const send = async (body: string, sample = false): Promise<{ id: string; code: string }> => {
    const submission = { target, body, displayName: 'Người gửi có tên', consent: true, sample }
    const code = sample
      ? (
          JSON.parse(
            await submitComment(site.context, submission, {
              client: RESIDENT,
              idempotencyKey: null,
              from: 'api',
            }),
          ) as { code: string }
        ).code
      : (await sendComment(site.context, submission)).code
    const { id } = await site.db.read
      .selectFrom('comment')
      .select('id')
      .where('body', '=', body)
      .executeTakeFirstOrThrow()
    return { id, code }
  }
  const step = async (
    staff: StaffContext,
    commentId: string,
    action: Action,
    reason: Reason | null = null,
    note: string | null = null,
  ) => {
    const { revision } = await site.db.read
      .selectFrom('comment')
      .select('revision')
      .where('id', '=', commentId)
      .executeTakeFirstOrThrow()
    await decide(staff, { commentId, revision, action, reason, note })
  }
  const submitterStep = (code: string, action: SubmitterAction, note: string | null) =>
    takeSubmitterStep(site.context, code, { action, note }, { client: RESIDENT, idempotencyKey: null })
  const countsOf = async (month: string, ctx: Context = site.context) =>
    (await getPublicRecord(ctx, { ...ALL, month })).counts

  test('counts what happened in the month in which it happened, and undone decisions as nothing else', async () => {
    // 2 March 2026, 08:00 in Vietnam.
    const first = await send('Bình luận thứ nhất.')
    site.clock.advance({ hours: 2 })
    await step(an, first.id, 'reject', 'insult')
    site.clock.advance({ minutes: 5 })
    await step(an, first.id, 'undo')
    site.clock.advance({ hours: 2 })
    await step(an, first.id, 'publish')
    const second = await send('Bình luận thứ hai.')
    site.clock.advance({ hours: 1 })
    await step(an, second.id, 'reject', 'advertising')
    await submitterStep(second.code, 'appeal', 'Xin xem lại.')
    await step(bich, second.id, 'publish')
    await step(an, second.id, 'hide', 'personal-data')
    const third = await send('Bình luận thứ ba.')
    await submitterStep(third.code, 'withdraw', null)
    // The last day of March ends in Vietnam at 17:00 UTC.
    site.clock.set('2026-03-31T16:59:59.000Z')
    const last = await send('Bình luận cuối tháng.')
    site.clock.set('2026-03-31T17:00:01.000Z')
    await step(an, last.id, 'reject', 'duplicate')

    expect(await countsOf('2026-03')).toMatchObject({
      received: 4,
      published: 2,
      rejected: { advertising: 1 },
      hidden: { 'personal-data': 1 },
      withdrawn: 1,
      undone: 1,
      appeals: { asked: 1, kept: 0, changed: 1 },
      decisions: { all: 4, bySystem: 0 },
      untilDecision: { count: 2, medianMs: 3_600_000, p90Ms: (4 * 60 + 5) * 60_000 },
    })
    expect(await countsOf('2026-04')).toMatchObject({
      received: 0,
      rejected: { duplicate: 1 },
      untilDecision: { count: 1, medianMs: 2_000 },
    })
  })

  test('counts answers from publication on, and whether they came too late', async () => {
    const publisher = await staffContext(site, 'publisher')
    const comment = await send('Bao giờ có đường?')
    await step(an, comment.id, 'publish')
    await askForAnswer(an, { commentId: comment.id, revision: 0, body: 'ban-bien-tap' })
    const before = await getPublicRecord(site.context, ALL)
    expect(before.openNow).toEqual({ pending: 0, appealed: 0, awaitingAnswer: 1, overdueAnswer: 0 })
    site.clock.set('2026-03-20T01:00:00.000Z')
    expect((await getPublicRecord(site.context, ALL)).openNow.overdueAnswer).toBe(1)
    await answerComment(publisher, {
      ...{ commentId: comment.id, revision: 0, body: 'ban-bien-tap' },
      ...{ text: 'Đường xong tháng tới.', reason: '' },
    })
    expect((await countsOf('2026-03')).answers).toEqual({
      given: 1,
      late: 1,
      untilAnswer: { count: 1, medianMs: 18 * 86_400_000, p90Ms: 18 * 86_400_000 },
    })
    expect((await getPublicRecord(site.context, ALL)).openNow.awaitingAnswer).toBe(0)
  })

  test('never counts samples, outside a demonstration, but keeps their steps in the chain, marked', async () => {
    const sample = await send('Bình luận mẫu để thử.', true)
    await step(an, sample.id, 'publish')
    await send('Một bình luận mẫu khác.', true)
    const real = await getPublicRecord(site.context, ALL)
    expect(real.counts).toMatchObject({ received: 0, published: 0, decisions: { all: 0 } })
    expect(real.openNow.pending).toBe(0)
    expect(real.items).toMatchObject([{ seq: 1, sample: true }])
    const demo = { ...site.context, config: { ...site.context.config, demo: true } }
    expect((await getPublicRecord(demo, ALL)).counts).toMatchObject({ received: 2, published: 1 })
  })

  test('gives all that is needed to compute every hash again, and nothing of who or what', async () => {
    const comment = await send('Lời bình luận không ai được đọc.')
    await step(an, comment.id, 'reject', 'insult', 'Lời nhắn riêng cho người gửi.')
    await submitterStep(comment.code, 'appeal', 'Vì sao tôi đề nghị.')
    await step(bich, comment.id, 'reject', 'insult')
    const { items, head, days } = await getPublicRecord(site.context, ALL)
    const oldestFirst = items.toReversed()
    for (const [index, item] of oldestFirst.entries()) {
      expect(createHash('sha256').update(JSON.stringify(item.record)).digest('hex')).toBe(item.hash)
      expect(item.record?.slice(0, 3)).toEqual(['moderation/2', item.previousHash, item.seq])
      expect(item.previousHash).toBe(oldestFirst[index - 1]?.hash ?? '')
    }
    expect(head).toEqual({ seq: 3, hash: items[0]?.hash })
    expect(days).toEqual([{ day: '2026-03-02', ...head }])
    const said = JSON.stringify(await getPublicRecord(site.context, ALL))
    const { note_hash } = await site.db.read
      .selectFrom('moderation_event')
      .select('note_hash')
      .where('seq', '=', 1)
      .executeTakeFirstOrThrow()
    const secrets = [comment.id, comment.code, an.staff.id, bich.staff.id, target, note_hash ?? 'none']
    const words = ['Lời bình luận', 'Lời nhắn', 'Vì sao', 'Người gửi có tên', an.staff.name]
    for (const secret of [...secrets, ...words]) expect(said).not.toContain(secret)
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
  })

  test('keeps verifying events from before the public record, and publishes no record of them', async () => {
    const { id } = await send('Bình luận của thời trước.')
    const row = await findComment(site.db.read, id)
    if (row === null) throw new Error('sent and not there')
    const at = site.clock.now().toISOString()
    await site.db.transaction(async (tx) => {
      const head = await takeHead(tx)
      await moveComment(tx, row, { status: 'published', published_at: at, decided_at: at })
      await appendEvent(tx, head, {
        ...{ comment_id: id, comment_revision: 2, action: 'publish', reason: null, note_hash: null },
        ...{ from_status: 'pending', to_status: 'published', actor: 'staff', staff_id: an.staff.id, at },
        ...{ text_hash: hashSent(row.body_salt ?? '', { ...row, body: row.body ?? '' }), salt: null },
      })
    })
    await step(an, id, 'hide', 'off-topic')
    const { items } = await listPublicDecisions(site.context, ALL)
    expect(items.map(({ record }) => record?.[0] ?? null)).toEqual(['moderation/2', null])
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true, events: 2 })
  })

  test('shows the head of each day as it was at its end, also later', async () => {
    const one = await send('Bình luận ngày một.')
    await step(an, one.id, 'publish')
    site.clock.advance({ days: 2 })
    const two = await send('Bình luận ngày ba.')
    await step(an, two.id, 'publish')
    site.clock.advance({ days: 40 })
    const { days } = await getPublicRecord(site.context, { ...ALL, month: '2026-03' })
    expect(days.map(({ day, seq }) => [day, seq])).toEqual([
      ['2026-03-02', 1],
      ['2026-03-04', 2],
    ])
  })

  test('goes through the record page by page, all of it or one month', async () => {
    for (const [index, at] of ['2026-03-02', '2026-03-30', '2026-04-01', '2026-04-02'].entries()) {
      site.clock.set(`${at}T05:00:00.000Z`)
      const comment = await send(`Bình luận số ${index + 1}.`)
      await step(an, comment.id, 'publish')
    }
    const page = await listPublicDecisions(site.context, { month: null, before: null, limit: 3 })
    expect([page.items.map(({ seq }) => seq), page.next]).toEqual([[4, 3, 2], 2])
    const rest = await listPublicDecisions(site.context, { month: null, before: page.next, limit: 3 })
    expect([rest.items.map(({ seq }) => seq), rest.next]).toEqual([[1], null])
    const march = await listPublicDecisions(site.context, { ...ALL, month: '2026-03' })
    expect(march.items.map(({ seq }) => seq)).toEqual([2, 1])
    for (const month of ['2026-02', '2026-05'])
      await expect(getPublicRecord(site.context, { ...ALL, month })).rejects.toMatchObject({
        code: 'not-found',
      })
  })

  test('counts a month that is over once, in however many processes', async () => {
    const comment = await send('Bình luận tháng ba.')
    await step(an, comment.id, 'publish')
    site.clock.set('2026-03-31T17:30:00.000Z')
    await keepPublicMonths(site.context)
    const kept = () => site.db.read.selectFrom('public_month').select('month').execute()
    expect(await kept()).toEqual([])
    const counts = await countsOf('2026-03')
    site.clock.set('2026-03-31T18:30:00.000Z')
    await Promise.all([keepPublicMonths(site.context), keepPublicMonths(site.context)])
    expect(await kept()).toEqual([{ month: '2026-03' }])
    expect(await countsOf('2026-03')).toEqual(counts)
  })
})
