import { beforeAll, expect, test } from 'vitest'
import { forgetOldNetworks, trackComment } from '../../../src/domain/comments/service.ts'
import { listThread } from '../../../src/domain/comments/threads.ts'
import { submitComment } from '../../../src/domain/comments/submitting.ts'
import { deleteExpiredAnswers } from '../../../src/domain/comments/idempotency.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { sha256 } from '../../../src/domain/secrets.ts'
import { RESIDENT, makeArticle, makePending, publish, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const KEY = '6f1c1a55-50a4-4c6d-9f38-1c3f0a0f2b77'

describeOnBothDatabases('sending a comment', (open) => {
  let site: TestSite
  let staff: StaffContext
  let target: string

  beforeAll(async () => {
    site = await open()
    staff = await staffContext(site)
    target = `news/${(await makeArticle(site)).slug}`
  })

  const countOf = async (body: string) =>
    (await site.db.read.selectFrom('comment').selectAll().where('body', '=', body).execute()).length

  test('gives a code that opens the tracking page, and keeps neither code nor network in the clear', async () => {
    const receipt = await sendComment(site.context, {
      target,
      body: 'Bao giờ có cầu qua suối?',
      displayName: ' Lò  Hoa ',
    })
    expect(receipt.trackUrl).toBe(`http://localhost:4321/tra-cuu/${receipt.code}`)
    const found = await trackComment(site.context, receipt.code.toLowerCase(), RESIDENT)
    expect(found).toMatchObject({ status: 'pending', reason: null, receiptHash: receipt.receiptHash, target })
    const row = await site.db.read
      .selectFrom('comment')
      .selectAll()
      .where('body', '=', 'Bao giờ có cầu qua suối?')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      display_name: 'Lò Hoa',
      consent_version: site.context.site.settings.consent.version,
      revision: 1,
    })
    expect(JSON.stringify(row)).not.toContain(receipt.code.replaceAll('-', ''))
    expect(JSON.stringify(row)).not.toContain('203.0.113')
  })

  test('takes nothing from someone who says no to the handling of data, whatever sent it', async () => {
    const submission = { target, body: 'Không đồng ý nhưng vẫn gửi.', displayName: null, consent: false }
    const client = RESIDENT
    for (const from of ['api', 'form'] as const) {
      await expect(
        submitComment(site.context, submission, { client, idempotencyKey: null, from }),
      ).rejects.toMatchObject({ code: 'invalid', fields: [{ pointer: '/consent', code: 'required' }] })
    }
    expect(await countOf(submission.body)).toBe(0)
  })

  test('stores what was sent without tags, and judges what is stored', async () => {
    await sendComment(site.context, { target, body: '<b>Cảm ơn</b> A & B &lt;3' })
    expect(await countOf('Cảm ơn A & B &lt;3')).toBe(1)
    await expect(sendComment(site.context, { target, body: '<i>abc</i>' })).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '/body', code: 'too-short', count: 5 }],
    })
    const long = { target, body: 'a'.repeat(503), displayName: 'b'.repeat(61) }
    await expect(sendComment(site.context, long)).rejects.toMatchObject({
      fields: [
        { pointer: '/body', code: 'too-long', count: 3 },
        { pointer: '/displayName', code: 'too-long', count: 60 },
      ],
    })
  })

  test('is refused for what does not exist, is not shown yet, or is closed', async () => {
    const later = await makeArticle(site, { published_at: '2031-01-01T00:00:00.000Z' })
    const closed = await makeArticle(site, { comments_open: 0 })
    for (const unknown of ['news/khong-co', `news/${later.slug}`, 'news/', 'page/x', '../x', '']) {
      await expect(sendComment(site.context, { target: unknown })).rejects.toMatchObject({
        code: 'not-found',
      })
    }
    await expect(sendComment(site.context, { target: `news/${closed.slug}` })).rejects.toMatchObject({
      code: 'comments-closed',
    })
  })

  test('with a key, twenty at the same time are one comment and one answer, to the byte', async () => {
    const body = 'Gửi hai mươi lần cùng lúc.'
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        submitComment(
          site.context,
          { target, body, displayName: null, consent: true },
          { client: RESIDENT, idempotencyKey: KEY, from: 'api' },
        ),
      ),
    )
    expect(new Set(answers).size).toBe(1)
    expect(await countOf(body)).toBe(1)
    const other = {
      client: { address: '198.51.100.9', userAgent: 'mạng khác' },
      idempotencyKey: KEY,
      from: 'api',
    } as const
    expect(await submitComment(site.context, { target, body, displayName: null, consent: true }, other)).toBe(
      answers[0],
    )
  })

  test('shows the holder of the code what the receipt was made of, until the text is erased', async () => {
    const body = 'Dòng đầu.\nDòng "sau", có 100 % tiếng Việt.'
    const { code, receiptHash } = await sendComment(site.context, { target, body, displayName: 'Hoa' })
    const shown = await trackComment(site.context, code, RESIDENT)
    expect(sha256(shown.receiptContent ?? '')).toBe(receiptHash)
    expect(JSON.parse(shown.receiptContent ?? '')).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/u),
      target,
      'Hoa',
      body,
    ])
    const admin = await staffContext(site, 'admin')
    const erase = { action: 'erase', reason: null, note: null } as const
    await decide(admin, { commentId: shown.id, revision: 1, ...erase })
    const erased = await trackComment(site.context, code, RESIDENT)
    expect(erased).toMatchObject({ receiptHash, receiptContent: null })
  })

  test('keeps no hash by which a short text could be tried out on a copy of the database', async () => {
    const kept = await site.db.read.selectFrom('idempotency_key').select('request_hash').execute()
    const tried = JSON.stringify([target, 'Gửi hai mươi lần cùng lúc.', null, true])
    const keyed = site.context.secrets.hmac('idempotency-request', tried)
    expect(kept.map((row) => row.request_hash)).toContain(keyed)
    expect(kept.map((row) => row.request_hash)).not.toContain(sha256(tried))
  })

  test('with a key used for something else is refused', async () => {
    await expect(
      sendComment(site.context, { target, body: 'Nội dung khác hẳn.' }, { idempotencyKey: KEY }),
    ).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    })
  })

  test('with a short key that two people hit upon makes two comments', async () => {
    const body = 'Hai người, một khoá ngắn.'
    const one = await sendComment(site.context, { target, body }, { idempotencyKey: '1' })
    const other = await sendComment(
      site.context,
      { target, body },
      { idempotencyKey: '1', client: { ...RESIDENT, userAgent: 'máy khác' } },
    )
    expect(one.code).not.toBe(other.code)
    expect(await countOf(body)).toBe(2)
  })

  test.each([' ', 'có dấu', 'x'.repeat(201), ''])('with the unusable key %j is refused', async (key) => {
    await expect(sendComment(site.context, { target }, { idempotencyKey: key })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('without JavaScript, a double click is one comment for a minute and a repeat after it another', async () => {
    const body = 'Bấm hai lần nút gửi.'
    const receipts = await Promise.all(
      [1, 2, 3].map(() => sendComment(site.context, { target, body }, { from: 'form' })),
    )
    expect(new Set(receipts.map(({ code }) => code)).size).toBe(1)
    site.clock.advance({ seconds: 59 })
    expect((await sendComment(site.context, { target, body }, { from: 'form' })).code).toBe(receipts[0]?.code)
    site.clock.advance({ seconds: 2 })
    expect((await sendComment(site.context, { target, body }, { from: 'form' })).code).not.toBe(
      receipts[0]?.code,
    )
    expect(await countOf(body)).toBe(2)
  })

  test('without JavaScript, two people with the same words are two comments', async () => {
    const body = 'Tôi đồng ý với bài viết.'
    const people = [RESIDENT, { ...RESIDENT, address: '203.0.113.8' }, { ...RESIDENT, userAgent: 'máy khác' }]
    const receipts = await Promise.all(
      people.map((client) => sendComment(site.context, { target, body }, { from: 'form', client })),
    )
    expect(new Set(receipts.map(({ code }) => code)).size).toBe(3)
    await sendComment(site.context, { target, body, displayName: 'Hoa' }, { from: 'form' })
    expect(await countOf(body)).toBe(4)
  })

  test('forgets networks after 30 days and answers after their time', async () => {
    site.clock.advance({ days: 29 })
    await forgetOldNetworks(site.context)
    const known = () =>
      site.db.read.selectFrom('comment').select('id').where('network_hash', 'is not', null).execute()
    expect((await known()).length).toBeGreaterThan(0)
    site.clock.advance({ days: 2 })
    await forgetOldNetworks(site.context)
    expect(await known()).toEqual([])
    await deleteExpiredAnswers(site.context)
    expect(await site.db.read.selectFrom('idempotency_key').selectAll().execute()).toEqual([])
  })

  test('an unknown code is not found, and guessing is put off', async () => {
    const client = { address: '192.0.2.77' }
    for (let guess = 0; guess < 20; guess += 1) {
      await expect(trackComment(site.context, 'ABCDEF-ABCDEF-ABCDEF', client)).rejects.toMatchObject({
        code: 'not-found',
      })
    }
    await expect(trackComment(site.context, 'ABCDEF-ABCDEF-ABCDEF', client)).rejects.toMatchObject({
      code: 'rate-limited',
    })
    const receipt = await sendComment(site.context, { target, body: 'Mã đúng thì vẫn xem được.' })
    expect((await trackComment(site.context, receipt.code, client)).status).toBe('pending')
  })

  test('a thread is oldest first, and its pages neither skip nor repeat while people post', async () => {
    const entries = []
    for (let n = 0; n < 5; n += 1) {
      entries.push(await makePending(site, staff, `Bình luận thứ ${n} của chuỗi.`))
    }
    const thread = entries[0]?.target ?? ''
    await site.db.write
      .updateTable('comment')
      .set({ target: thread })
      .where(
        'id',
        'in',
        entries.map(({ id }) => id),
      )
      .execute()
    for (const entry of entries.slice(0, 4)) await publish(staff, entry)
    const first = await listThread(site.context, thread, { limit: 2, after: null })
    expect(first.items.map(({ body }) => body)).toEqual([
      'Bình luận thứ 0 của chuỗi.',
      'Bình luận thứ 1 của chuỗi.',
    ])
    const late = entries[4]
    if (late !== undefined) await publish(staff, late)
    const second = await listThread(site.context, thread, { limit: 2, after: first.next })
    const third = await listThread(site.context, thread, { limit: 2, after: second.next })
    expect([...second.items, ...third.items].map(({ body }) => body)).toEqual(
      [2, 3, 4].map((n) => `Bình luận thứ ${n} của chuỗi.`),
    )
    expect(third.next).toBeNull()
    for (const after of ['zzz', 'a'.repeat(100), '%00']) {
      await expect(listThread(site.context, thread, { limit: 2, after })).rejects.toMatchObject({
        code: 'invalid',
      })
    }
  })
})
