import { beforeAll, describe, expect, test } from 'vitest'
import { trackComment } from '../../../src/domain/comments/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decide, getDossier, listQueue } from '../../../src/domain/moderation/service.ts'
import { makePending, publish, sendComment, RESIDENT } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('deciding on a comment', (open) => {
  let site: TestSite
  let an: StaffContext
  let binh: StaffContext
  let admin: StaffContext

  beforeAll(async () => {
    site = await open()
    an = await staffContext(site)
    binh = await staffContext(site)
    admin = await staffContext(site, 'admin')
  })

  const revisionOf = async (tag: string) =>
    (
      await site.db.read
        .selectFrom('cache_revision')
        .select('revision')
        .where('tag', '=', tag)
        .executeTakeFirst()
    )?.revision ?? 0

  test('publishing moves state, event and cache revision together', async () => {
    const entry = await makePending(site, an)
    const before = await revisionOf(entry.target)
    expect(await publish(an, entry)).toEqual({ id: entry.id, revision: 2, status: 'published' })
    expect(await revisionOf(entry.target)).toBe(before + 1)
    const { history, allowed } = await getDossier(an, entry.id)
    expect(history).toMatchObject([
      { action: 'publish', fromStatus: 'pending', toStatus: 'published', byName: an.staff.name, revision: 2 },
    ])
    expect(allowed).toEqual(['hide', 'undo'])
  })

  test('a rejection needs a reason of the list, and tells it to the submitter with the note', async () => {
    const entry = await makePending(site, an)
    const base = { commentId: entry.id, revision: 1, action: 'reject' as const }
    await expect(decide(an, { ...base, reason: null, note: null })).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '/reason', code: 'required' }],
    })
    const tooLong = decide(an, { ...base, reason: 'insult', note: 'a'.repeat(501) })
    await expect(tooLong).rejects.toMatchObject({ fields: [{ pointer: '/note', code: 'too-long' }] })
    const receipt = await sendComment(site.context, {
      target: entry.target,
      body: 'Mua hàng liên hệ số này.',
    })
    const { items } = await listQueue(an, 'pending', { limit: 100, after: null })
    const advert = items.find(({ body }) => body === 'Mua hàng liên hệ số này.')
    await decide(an, {
      commentId: advert?.id ?? '',
      revision: 1,
      action: 'reject',
      reason: 'advertising',
      note: ' Bạn bỏ số điện thoại giúp. ',
    })
    expect(await trackComment(site.context, receipt.code, RESIDENT)).toMatchObject({
      ...{
        status: 'rejected',
        reason: 'advertising',
        note: 'Bạn bỏ số điện thoại giúp.',
        receiptHash: receipt.receiptHash,
      },
    })
  })

  test('of two at the same moment one decides and the other is told who did', async () => {
    for (let round = 0; round < 8; round += 1) {
      const entry = await makePending(site, an)
      const results = await Promise.allSettled([
        publish(an, entry),
        decide(binh, { commentId: entry.id, revision: 1, action: 'reject', reason: 'off-topic', note: null }),
        publish(binh, entry),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') {
          expect(result.reason).toMatchObject({
            code: 'conflict',
            current: { revision: 2, by: an.staff.name },
          })
        }
      }
    }
  })

  test('on a stale revision is a conflict, also when the state is the same again', async () => {
    const entry = await makePending(site, an)
    await publish(an, entry)
    await decide(an, { commentId: entry.id, revision: 2, action: 'undo', reason: null, note: null })
    await expect(publish(binh, entry)).rejects.toMatchObject({
      code: 'conflict',
      current: { revision: 3, status: 'pending' },
    })
  })

  test('undo is for the one who decided, and for ten minutes', async () => {
    const entry = await makePending(site, an)
    await publish(an, entry)
    const undo = { commentId: entry.id, revision: 2, action: 'undo' as const, reason: null, note: null }
    await expect(decide(binh, undo)).rejects.toMatchObject({ code: 'forbidden' })
    site.clock.advance({ minutes: 10, seconds: 1 })
    await expect(decide(an, undo)).rejects.toMatchObject({ code: 'invalid' })
    expect((await getDossier(an, entry.id)).allowed).toEqual(['hide'])
  })

  test('hidden and restored, a comment keeps its place', async () => {
    const entry = await makePending(site, an)
    await publish(an, entry)
    const publishedAt = async () =>
      (
        await site.db.read
          .selectFrom('comment')
          .select('published_at')
          .where('id', '=', entry.id)
          .executeTakeFirstOrThrow()
      ).published_at
    const first = await publishedAt()
    site.clock.advance({ hours: 1 })
    await decide(binh, {
      commentId: entry.id,
      revision: 2,
      action: 'hide',
      reason: 'personal-data',
      note: null,
    })
    await decide(an, { commentId: entry.id, revision: 3, action: 'restore', reason: null, note: null })
    expect(await publishedAt()).toBe(first)
  })

  test('only an admin erases, and then text, name, salt and notes are gone', async () => {
    const entry = await makePending(site, an, 'Xin xoá giúp bình luận này.')
    await decide(an, {
      commentId: entry.id,
      revision: 1,
      action: 'reject',
      reason: 'personal-data',
      note: 'Có số điện thoại 0912.',
    })
    const erase = { commentId: entry.id, revision: 2, action: 'erase' as const, reason: null, note: null }
    await expect(decide(an, erase)).rejects.toMatchObject({ code: 'forbidden' })
    await decide(admin, erase)
    const row = await site.db.read
      .selectFrom('comment')
      .selectAll()
      .where('id', '=', entry.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      status: 'erased',
      body: null,
      body_salt: null,
      display_name: null,
      network_hash: null,
    })
    expect((await getDossier(admin, entry.id)).history.map(({ note }) => note)).toEqual([null, null])
  })

  describe('by role', () => {
    test.each(['publisher', 'auditor'] as const)('a %s decides nothing', async (role) => {
      const entry = await makePending(site, an)
      await expect(publish(await staffContext(site, role), entry)).rejects.toMatchObject({
        code: 'forbidden',
      })
    })

    test('an auditor reads the queue, a publisher does not', async () => {
      const page = { limit: 1, after: null }
      expect((await listQueue(await staffContext(site, 'auditor'), 'pending', page)).items).toHaveLength(1)
      await expect(listQueue(await staffContext(site, 'publisher'), 'pending', page)).rejects.toMatchObject({
        code: 'forbidden',
      })
    })
  })

  test('the queue is oldest first, and its pages hold every comment once', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listQueue>> = await listQueue(an, 'pending', { limit: 3, after })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    const all = await site.db.read
      .selectFrom('comment')
      .select('id')
      .where('status', '=', 'pending')
      .orderBy('submitted_at')
      .orderBy('id')
      .execute()
    expect(seen).toEqual(all.map(({ id }) => id))
    expect(seen.length).toBeGreaterThan(3)
  })

  test('an unknown comment is not found', async () => {
    await expect(publish(an, { id: 'khong-co', revision: 1 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(getDossier(an, 'khong-co')).rejects.toMatchObject({ code: 'not-found' })
  })
})
