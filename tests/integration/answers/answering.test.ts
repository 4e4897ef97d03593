import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  answerComment,
  askForAnswer,
  countAnswerDesk,
  dropRequest,
  getAnswerDesk,
  getAnswerDossier,
  getPublicAnswer,
  withdrawAnswer,
} from '../../../src/domain/answers/service.ts'
import { verifyAnswers } from '../../../src/domain/answers/verify.ts'
import { listThread } from '../../../src/domain/comments/threads.ts'
import type { Context, StaffContext } from '../../../src/domain/context.ts'
import { contextIn } from '../../../src/domain/languages/service.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const BODY = 'ban-bien-tap'
const TEXT = 'Đường về bản dài 3,2 km, hoàn thành tháng 2.\n\nXem https://example.vn/duong.'

describeOnBothDatabases('official answers', (open) => {
  let site: TestSite
  let an: StaffContext
  let bich: StaffContext
  let comment: { id: string; target: string }

  beforeEach(async () => {
    site = await open()
    an = await staffContext(site)
    bich = await staffContext(site, 'publisher')
    const entry = await makePending(site, an)
    await publish(an, entry)
    comment = { id: entry.id, target: entry.target }
  })

  const threadOf = async (ctx: Context) =>
    (await listThread(ctx, comment.target, { limit: 20, after: null })).items[0]
  const answer = (changes: Partial<Parameters<typeof answerComment>[1]> = {}) =>
    answerComment(bich, {
      commentId: comment.id,
      revision: 0,
      body: BODY,
      text: TEXT,
      reason: '',
      ...changes,
    })
  const ask = (ctx = an, revision = 0) => askForAnswer(ctx, { commentId: comment.id, revision, body: BODY })
  const list = async (name: 'waiting' | 'overdue' | 'answered' | 'other', ctx = bich) =>
    (await getAnswerDesk(ctx, { list: name, body: null, after: null, limit: 20 })).items.map(
      ({ commentId }) => commentId,
    )

  test('are due in working days from the day of publication, however late somebody asks', async () => {
    // Published on Monday 2 March 2026.
    site.clock.advance({ days: 3 })
    await ask()
    const { awaited, answer: none } = (await threadOf(site.context)) ?? {}
    expect(none).toBeNull()
    expect(awaited).toMatchObject({
      body: BODY,
      overdue: false,
      deadline: { from: '2026-03-02', day: '2026-03-16', workingDays: 10 },
    })
    expect(awaited?.deadline.skipped.map(({ day }) => day)).toEqual([
      '2026-03-07',
      '2026-03-08',
      '2026-03-14',
      '2026-03-15',
    ])
  })

  test('keep the deadline as it was counted when the calendar changes', async () => {
    await ask()
    const calendar = { ...site.context.site.calendar, holidays: new Map([['2026-03-03', 'Ngày nghỉ mới']]) }
    const later = { ...site.context, site: { ...site.context.site, calendar } }
    expect((await threadOf(later))?.awaited?.deadline.day).toBe('2026-03-16')
    await askForAnswer({ ...an, site: later.site }, { commentId: comment.id, revision: 1, body: BODY })
    expect((await threadOf(later))?.awaited?.deadline.day).toBe('2026-03-16')
  })

  test('move from waiting to overdue to answered, and wait again when withdrawn', async () => {
    await ask()
    expect(await list('waiting')).toEqual([comment.id])
    site.clock.set('2026-03-16T17:00:00.000Z')
    expect([await list('waiting'), await list('overdue')]).toEqual([[], [comment.id]])
    expect(await countAnswerDesk(bich, null)).toEqual({ waiting: 0, overdue: 1 })
    expect(await countAnswerDesk(bich, 'co-quan-khac')).toEqual({ waiting: 0, overdue: 0 })
    await answer()
    expect([await list('overdue'), await list('answered')]).toEqual([[], [comment.id]])
    await withdrawAnswer(bich, { commentId: comment.id, revision: 1, reason: 'Nhầm sang xã khác.' })
    expect([await list('overdue'), await list('answered')]).toEqual([[comment.id], []])
  })

  test('may be given unasked', async () => {
    expect(await list('other')).toEqual([comment.id])
    await answer()
    expect((await threadOf(site.context))?.answer).toMatchObject({
      body: BODY,
      text: TEXT,
      updatedAt: null,
      revision: 1,
    })
    expect(await list('other')).toEqual([])
    await expect(ask()).rejects.toMatchObject({ fields: [{ code: 'answered-already' }] })
  })

  test('are normalised and cleaned of tags like a comment', async () => {
    await answer({ text: '  <b>Đã</b> sửa xong\r\n\r\n\r\n\r\nngày 3/3.\u202E ' })
    expect((await threadOf(site.context))?.answer?.text).toBe('Đã sửa xong\n\nngày 3/3.')
  })

  test.each([
    ['nothing', { text: ' ' }, '/answer', 'required'],
    ['four characters', { text: 'Vâng' }, '/answer', 'too-short'],
    ['one character more than 5,000', { text: 'a'.repeat(5_001) }, '/answer', 'too-long'],
    ['an unknown body', { body: 'so-tai-chinh' }, '/office', 'unknown'],
    ['a name that objects have by themselves', { body: 'constructor' }, '/office', 'unknown'],
  ])('refuse %s', async (_, changes, pointer, code) => {
    await expect(answer(changes)).rejects.toMatchObject({ code: 'invalid', fields: [{ pointer, code }] })
    expect((await threadOf(site.context))?.answer).toBeNull()
  })

  test('take 5,000 characters', async () => {
    await answer({ text: 'ế'.repeat(5_000) })
    expect((await threadOf(site.context))?.answer?.text).toHaveLength(5_000)
  })

  test('keep every version with its reason at a public address', async () => {
    await answer()
    site.clock.advance({ days: 1 })
    await expect(answer({ revision: 1, text: `${TEXT} Thêm.` })).rejects.toMatchObject({
      fields: [{ pointer: '/why', code: 'required' }],
    })
    await expect(answer({ revision: 1, reason: 'Không đổi gì cả.' })).rejects.toMatchObject({
      fields: [{ pointer: '/answer', code: 'unchanged' }],
    })
    await answer({ revision: 1, text: 'Đường dài 3,4 km.', reason: 'Ghi sai chiều dài.' })
    const page = await getPublicAnswer(site.context, comment.id)
    expect(page.answer).toMatchObject({ text: 'Đường dài 3,4 km.', updatedAt: '2026-03-03T01:00:00.000Z' })
    expect(page.versions).toMatchObject([
      { revision: 1, action: 'publish', text: TEXT, reason: null },
      { revision: 2, action: 'correct', text: 'Đường dài 3,4 km.', reason: 'Ghi sai chiều dài.' },
    ])
    expect(JSON.stringify(page)).not.toContain(bich.staff.id)
  })

  test('name their body in the language of the page, and keep their words', async () => {
    await answer()
    const english = contextIn(site.context, 'en')
    const bodyName = Object.values(english.site.settings.bodies)[0]
    expect(bodyName).toMatch(/^Editors/u)
    const page = await getPublicAnswer(english, comment.id)
    expect(page).toMatchObject({ answer: { bodyName, text: TEXT }, versions: [{ bodyName, text: TEXT }] })
    const again = await getPublicAnswer(site.context, comment.id)
    expect(again.answer?.bodyName).toBe(Object.values(site.context.site.settings.bodies)[0])
  })

  test('leave day and reason but no text when withdrawn, and may be given again', async () => {
    await answer()
    await withdrawAnswer(bich, { commentId: comment.id, revision: 1, reason: 'Nhầm sang xã khác.' })
    const withdrawn = await getPublicAnswer(site.context, comment.id)
    expect(withdrawn).toMatchObject({
      answer: null,
      versions: [{ text: null }, { reason: 'Nhầm sang xã khác.' }],
    })
    await answer({ revision: 2, text: 'Câu trả lời đúng.' })
    const again = await getPublicAnswer(site.context, comment.id)
    expect(again.versions.map(({ text }) => text)).toEqual([null, null, 'Câu trả lời đúng.'])
    expect(await verifyAnswers(site.context)).toMatchObject({ ok: true, events: 3 })
  })

  test('let one of two publishers through who write at once', async () => {
    const results = await Promise.allSettled([
      answer({ text: 'Câu trả lời thứ nhất.' }),
      answer({ text: 'Câu trả lời thứ hai.' }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    expect(await verifyAnswers(site.context)).toMatchObject({ ok: true, events: 1 })
  })

  test('let one of two through who ask at once', async () => {
    const results = await Promise.allSettled([ask(), ask(bich)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await dropRequest(an, { commentId: comment.id, revision: 1 })
    expect((await threadOf(site.context))?.awaited).toBeNull()
  })

  test('go from public view with their comment, and come back with it', async () => {
    await answer()
    await decide(an, { commentId: comment.id, revision: 2, action: 'hide', reason: 'insult', note: null })
    await expect(getPublicAnswer(site.context, comment.id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await list('answered')).toEqual([])
    await expect(answer({ revision: 1, text: 'Câu khác hẳn.', reason: 'Sửa lại.' })).rejects.toMatchObject({
      fields: [{ code: 'not-published' }],
    })
    await decide(an, { commentId: comment.id, revision: 3, action: 'restore', reason: null, note: null })
    expect((await getPublicAnswer(site.context, comment.id)).answer?.text).toBe(TEXT)
  })

  test('lose all their words when their comment is erased, and both chains verify', async () => {
    await ask()
    await answer()
    await answer({ revision: 1, text: 'Đường dài 3,4 km.', reason: 'Ghi sai chiều dài.' })
    const admin = await staffContext(site, 'admin')
    await decide(admin, { commentId: comment.id, revision: 2, action: 'erase', reason: null, note: null })
    const left = await site.db.read.selectFrom('answer_words').selectAll().execute()
    expect(left).toEqual([])
    expect((await getAnswerDossier(bich, comment.id)).versions.map(({ text }) => text)).toEqual([null, null])
    expect(await verifyAnswers(site.context)).toMatchObject({ ok: true, events: 2 })
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
  })

  test.each([
    ['moderator', true, false],
    ['publisher', true, true],
    ['auditor', false, false],
    ['admin', true, true],
  ] as const)('follow the permissions of a %s', async (role, mayAsk, mayAnswer) => {
    const ctx = await staffContext(site, role)
    const forbidden = { code: 'forbidden' }
    if (mayAsk) await ask(ctx)
    else await expect(ask(ctx)).rejects.toMatchObject(forbidden)
    const write = { commentId: comment.id, revision: 0, body: BODY, text: TEXT, reason: '' }
    if (mayAnswer) await answerComment(ctx, write)
    else await expect(answerComment(ctx, write)).rejects.toMatchObject(forbidden)
    expect((await getAnswerDossier(ctx, comment.id)).commentId).toBe(comment.id)
  })

  test('do not let a publisher read what was never public', async () => {
    const waiting = await makePending(site, an, 'Bình luận chưa ai duyệt.')
    await expect(getAnswerDossier(bich, waiting.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(answer({ commentId: waiting.id })).rejects.toMatchObject({ code: 'not-found' })
  })

  describe('notice who gets past the triggers and', () => {
    test.each([
      ['changes an event', "update answer_event set body = 'khac'", 'event-hash'],
      [
        'changes a text',
        "update answer_words set text = 'Lời khác hẳn' where event_seq = 1",
        'words-changed',
      ],
      ['removes a text', 'delete from answer_words where event_seq = 1', 'words-missing'],
      ['brings an older text back', 'update official_answer set event_seq = 1', 'state'],
      ['takes an answer from view', 'update official_answer set standing = 0', 'state'],
      ['moves the head', "update ledger_head set hash = 'x' where ledger = 'answers'", 'head'],
    ])('%s', async (_, statement, cause) => {
      await answer()
      await answer({ revision: 1, text: 'Đường dài 3,4 km.', reason: 'Ghi sai chiều dài.' })
      if (cause === 'event-hash') await disarm(site)
      await sql.raw(statement).execute(site.db.write)
      expect(await verifyAnswers(site.context)).toMatchObject({ ok: false, cause })
    })

    test.each(["update answer_event set body = 'x'", 'delete from answer_event'])(
      'refuse: %s',
      async (one) => {
        await answer()
        await expect(sql.raw(one).execute(site.db.write)).rejects.toThrow(/append-only/u)
      },
    )
  })
})

/** What only someone with the database in hand can do. */
async function disarm(site: TestSite): Promise<void> {
  const drop =
    site.db.dialect === 'sqlite'
      ? 'drop trigger answer_event_no_update'
      : 'drop trigger answer_event_append_only on answer_event'
  await sql.raw(drop).execute(site.db.write)
}
