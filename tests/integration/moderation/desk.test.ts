import { beforeAll, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decideMany, decideManyOnce, getBatch, undoMany } from '../../../src/domain/moderation/bulk.ts'
import { claimComment, releaseComment } from '../../../src/domain/moderation/claims.ts'
import { findDrafts, saveDrafts } from '../../../src/domain/moderation/drafts.ts'
import { findNeighbours } from '../../../src/domain/moderation/neighbours.ts'
import { addNote, listNotes } from '../../../src/domain/moderation/notes.ts'
import { PLAIN_QUEUE, type QueueFilter } from '../../../src/domain/moderation/queue-rules.ts'
import { countComments, listComments } from '../../../src/domain/moderation/queue.ts'
import type { BulkAction, SubmitterAction } from '../../../src/domain/moderation/rules.ts'
import { decide, getDossier } from '../../../src/domain/moderation/service.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { makeArticle, publish, RESIDENT, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const step = (action: SubmitterAction) => ({ action, note: null })
const bySubmitter = { client: RESIDENT, idempotencyKey: null }

describeOnBothDatabases('the desk', (open) => {
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

  /** Comments under an article of their own. */
  async function send(...bodies: string[]) {
    const { slug } = await makeArticle(site)
    const target = `news/${slug}`
    const receipts = []
    for (const body of bodies) {
      site.clock.advance({ seconds: 1 })
      receipts.push(await sendComment(site.context, { target, body }))
    }
    const list = async (filter: Partial<QueueFilter> = {}, limit = 50) =>
      (await listComments(an, { ...PLAIN_QUEUE, target, ...filter }, { limit, after: null })).items.map(
        ({ body }) => body,
      )
    const { items } = await listComments(an, { ...PLAIN_QUEUE, target }, { limit: 50, after: null })
    return { target, receipts, items, list, only: items[0]?.id ?? '' }
  }

  const batch = (action: BulkAction, items: readonly { id: string; revision: number }[]) => ({
    batchId: site.context.newId(),
    action,
    reason: action === 'reject' ? ('off-topic' as const) : null,
    note: null,
    items,
  })

  test('words are found without regard to diacritics, case and "đ", also as phrase, prefix and name', async () => {
    const { list } = await send(
      'Đường về bản Nà Tòng ĐÃ thông.',
      'Bản xa, tòng quân.',
      'Hộ nghèo ở xuân châu.',
    )
    const found = async (words: string) => (await list({ words })).length
    expect(await found('duong')).toBe(1)
    expect(await found('ĐƯỜNG thông')).toBe(1)
    expect(await found('tong')).toBe(2)
    expect(await found('"na tong"')).toBe(1)
    expect(await found('"tong na"')).toBe(0)
    expect(await found('xu*')).toBe(1)
    expect(await found('xu')).toBe(0)
    expect(await found('!!! ???')).toBe(0)
    expect(await found(`' OR "1"="1" ) NOT NEAR(a b) : * ^`)).toBe(0)
  })

  test('a search follows a comment from state to state and ends with its erasure', async () => {
    const { items, list, only } = await send('Cầu treo Tà Hộc xuống cấp.')
    await publish(an, { id: only, revision: items[0]?.revision ?? 0 })
    expect(await list({ words: 'ta hoc' })).toEqual([])
    expect(await list({ words: 'ta hoc', status: 'published' })).toHaveLength(1)
    const erase = { commentId: only, revision: 2, action: 'erase' as const, reason: null, note: null }
    await decide(admin, erase)
    expect(await list({ words: 'ta hoc', status: 'published' })).toEqual([])
    const left = await site.db.read.selectFrom('comment_words').selectAll().execute()
    expect(left.filter(({ comment_id: id }) => id === only)).toEqual([])
  })

  test('a tracking code finds its comment in whatever state', async () => {
    const { receipts, items } = await send('Tìm tôi bằng mã.')
    await publish(an, { id: items[0]?.id ?? '', revision: 1 })
    const filter = { ...PLAIN_QUEUE, words: receipts[0]?.code ?? '' }
    const { items: found } = await listComments(an, filter, { limit: 5, after: null })
    expect(found.map(({ id, status }) => [id, status])).toEqual([[items[0]?.id, 'published']])
  })

  test('every order and a search give each comment once, page by page', async () => {
    const { target, list } = await send(...Array.from({ length: 7 }, (_, n) => `Trang số ${n}, giống nhau.`))
    const all = await list()
    for (const filter of [
      { order: 'oldest' },
      { order: 'due' },
      { order: 'newest' },
      { words: 'giong nhau' },
      { words: 'giong nhau', order: 'newest' },
    ] as const) {
      const seen: (string | null)[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listComments>> = await listComments(
          an,
          { ...PLAIN_QUEUE, target, ...filter },
          { limit: 3, after },
        )
        seen.push(...page.items.map(({ body }) => body))
        after = page.next
      } while (after !== null)
      const expected = 'order' in filter && filter.order === 'newest' ? all.toReversed() : all
      expect(seen).toEqual(expected)
    }
  })

  test('a comment is due in working days, again after an appeal, and overdue only then', async () => {
    const { list, items, receipts, only } = await send('Bao giờ thì được duyệt?')
    const due = items[0]?.dueAt ?? ''
    expect(Date.parse(due)).toBeGreaterThan(site.clock.now().getTime())
    expect(await list({ age: 'overdue' })).toEqual([])
    site.clock.set(new Date(Date.parse(due) + 1).toISOString())
    expect(await list({ age: 'overdue' })).toHaveLength(1)
    await decide(an, { commentId: only, revision: 1, action: 'reject', reason: 'off-topic', note: null })
    expect((await getDossier(an, only)).entry.dueAt).toBeNull()
    await takeSubmitterStep(site.context, receipts[0]?.code ?? '', step('appeal'), bySubmitter)
    const { entry, allowed } = await getDossier(an, only)
    expect(Date.parse(entry.dueAt ?? '')).toBeGreaterThan(site.clock.now().getTime())
    // Who decided before is neither asked nor marked as reading it.
    expect(allowed).toEqual([])
    expect(await claimComment(an, only)).toBeNull()
    expect(await claimComment(binh, only)).toMatchObject({ mine: true })
  })

  test('counts follow every step', async () => {
    const before = await countComments(an)
    const { only } = await send('Đếm tôi.')
    await publish(an, { id: only, revision: 1 })
    const after = await countComments(an)
    expect(after.byStatus.get('published')).toBe((before.byStatus.get('published') ?? 0) + 1)
    expect(after.byStatus.get('pending')).toBe(before.byStatus.get('pending') ?? 0)
    expect(after.entered.get('pending')).toBe((before.entered.get('pending') ?? 0) + 1)
    const counted = await site.db.read
      .selectFrom('comment')
      .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
      .groupBy('status')
      .execute()
    for (const { status, count } of counted) expect(after.byStatus.get(status)).toBe(count)
  })

  test('a claim is one person’s until it expires, is taken over or let go, and blocks no decision', async () => {
    const { only } = await send('Ai đang đọc?')
    const both = await Promise.all([claimComment(an, only), claimComment(binh, only)])
    expect(both.filter((claim) => claim?.mine)).toHaveLength(1)
    const [first, second] = both[0]?.mine === true ? [an, binh] : [binh, an]
    expect(await claimComment(second, only)).toMatchObject({ mine: false, byName: first.staff.name })
    expect(await claimComment(second, only, { takeOver: true })).toMatchObject({ mine: true })
    expect(await claimComment(first, only)).toMatchObject({ mine: false })
    site.clock.advance({ minutes: 5, seconds: 1 })
    expect(await claimComment(first, only)).toMatchObject({ mine: true })
    await releaseComment(first, only)
    expect(await claimComment(second, only)).toMatchObject({ mine: true })
    await publish(first, { id: only, revision: 1 })
    expect((await getDossier(first, only)).entry.claim).toBeNull()
    await expect(claimComment(await staffContext(site, 'auditor'), only)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('of many decisions each is told, and those that were taken can be taken back together', async () => {
    const { items } = await send('Một nhé bà con.', 'Hai nhé bà con.', 'Ba nhé bà con.')
    const [one, two, three] = items
    if (one === undefined || two === undefined || three === undefined) throw new Error('not in the queue')
    await publish(binh, two)
    const asked = batch('reject', [one, two, three, { id: 'khong-co', revision: 1 }])
    expect(await decideMany(an, asked)).toEqual([])
    const { lines, undoable } = await getBatch(an, asked.batchId)
    expect(lines.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'done', status: 'rejected' },
      { kind: 'changed', status: 'published', by: binh.staff.name },
      { kind: 'done', status: 'rejected' },
      { kind: 'missing' },
    ])
    expect(undoable.map(({ id }) => id)).toEqual([one.id, three.id])
    // The same form once more changes nothing.
    await decideMany(an, asked)
    expect((await getDossier(an, one.id)).entry.revision).toBe(2)
    const undoId = site.context.newId()
    await undoMany(an, asked.batchId, undoId)
    expect((await getBatch(an, undoId)).lines.map(({ entry }) => entry?.status)).toEqual([
      'pending',
      'pending',
    ])
    expect((await getDossier(an, one.id)).history.map(({ action }) => action)).toEqual(['reject', 'undo'])
    await expect(getBatch(binh, asked.batchId)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('many decisions with a key are taken once, and get the same answer again whatever happened since', async () => {
    const { items } = await send('Bốn nhé bà con.', 'Năm nhé bà con.')
    const key = `key-${site.context.newId()}`
    const print = ({ lines }: Awaited<ReturnType<typeof getBatch>>) =>
      JSON.stringify(lines.map(({ id, entry }) => [id, entry?.status, entry?.revision]))
    const ask = (action: BulkAction, given = key) => decideManyOnce(an, batch(action, items), given, print)
    // The same request twice at once: both are answered, one is taken.
    const [one, other] = await Promise.all([ask('publish'), ask('publish')])
    const { answer } = one.answer.length >= other.answer.length ? one : other
    expect(JSON.parse(answer)).toEqual(items.map(({ id }) => [id, 'published', 2]))
    const decided = items[0]?.id ?? ''
    await decide(an, { commentId: decided, revision: 2, action: 'undo', reason: null, note: null })
    expect((await ask('publish')).answer).toBe(answer)
    expect((await getDossier(an, decided)).history.map(({ action }) => action)).toEqual(['publish', 'undo'])
    await expect(ask('reject')).rejects.toMatchObject({ code: 'idempotency-mismatch' })
    await expect(ask('publish', 'có dấu')).rejects.toMatchObject({ code: 'invalid' })
    // What is refused as a whole leaves its key unused.
    const fresh = `key-${site.context.newId()}`
    await expect(decideManyOnce(an, batch('publish', []), fresh, print)).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(ask('publish', fresh)).resolves.toMatchObject({ failures: [] })
  })

  test('many decisions without a reason, or none at all, are refused as a whole', async () => {
    const { items } = await send('Không lý do.')
    const without = { ...batch('reject', items), reason: null }
    await expect(decideMany(an, without)).rejects.toMatchObject({ code: 'invalid' })
    await expect(decideMany(an, batch('publish', []))).rejects.toMatchObject({ code: 'invalid' })
    const tooMany = Array.from({ length: 101 }, (_, n) => ({ id: `x${n}`, revision: 1 }))
    await expect(decideMany(an, batch('publish', tooMany))).rejects.toMatchObject({
      fields: [{ pointer: '/comments', code: 'too-many', count: 100 }],
    })
    expect((await getDossier(an, items[0]?.id ?? '')).entry.status).toBe('pending')
  })

  test('notes and drafts are for the desk alone and go with an erasure', async () => {
    const { only, receipts } = await send('Có trao đổi về tôi.')
    await addNote(an, only, ' Hỏi lại xã rồi. ')
    await saveDrafts(an, new Map([[only, { reason: 'insult', note: 'Viết dở' }]]))
    expect(await listNotes(binh, only)).toMatchObject([{ note: 'Hỏi lại xã rồi.', byName: an.staff.name }])
    expect((await getDossier(an, only)).entry.draft).toEqual({ reason: 'insult', note: 'Viết dở' })
    expect((await getDossier(binh, only)).entry.draft).toBeNull()
    await expect(addNote(an, only, '  ')).rejects.toMatchObject({ code: 'invalid' })
    await expect(addNote(an, only, 'a'.repeat(1_001))).rejects.toMatchObject({ code: 'invalid' })
    await takeSubmitterStep(site.context, receipts[0]?.code ?? '', step('withdraw'), bySubmitter)
    await decide(admin, { commentId: only, revision: 2, action: 'erase', reason: null, note: null })
    expect(await listNotes(an, only)).toEqual([])
    expect((await findDrafts(an, [only])).size).toBe(0)
    await expect(addNote(an, only, 'Sau khi xoá')).rejects.toMatchObject({ code: 'not-found' })
    await saveDrafts(an, new Map([[only, { reason: '', note: 'Sau khi xoá' }]]))
    expect((await findDrafts(an, [only])).size).toBe(0)
  })

  test('what came from the same network and reads the same is shown beside a comment', async () => {
    const text = 'Mời bà con vào xem hàng giảm giá ở cửa hàng đầu bản nhé.'
    const { items } = await send(text, `${text}!`, 'Chuyện khác hẳn về đường sá trong xã.')
    const { alike, sameNetwork } = await findNeighbours(an, items[0]?.id ?? '')
    expect(alike.last.map(({ id }) => id)).toEqual([items[1]?.id])
    expect(sameNetwork.last[0]?.id).toBe(items[2]?.id)
    expect(sameNetwork.counts.get('pending')).toBeGreaterThanOrEqual(2)
  })
})
