import { beforeAll, expect, test } from 'vitest'
import { connect } from '../../../db/connect.ts'
import { verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import type { Context } from '../../../src/domain/context.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const MANY = 30

describeOnBothDatabases('many comments at once', (open) => {
  let site: TestSite
  let target: string

  beforeAll(async () => {
    site = await open({ rateLimits: false })
    target = `news/${(await makeArticle(site)).slug}`
  })

  /** A process of its own, which counts its transactions. */
  const another = (changes: Partial<Context> = {}) => {
    let transactions = 0
    const db: Context['db'] = {
      ...site.db,
      transaction: (work) => {
        transactions += 1
        return site.db.transaction(work)
      },
    }
    return { ctx: { ...site.context, ...changes, db }, count: () => transactions }
  }
  const send = (ctx: Context, body: string) => sendComment(ctx, { target, body })
  const bodies = (words: string) => Array.from({ length: MANY }, (_, at) => `${words} thứ ${at + 1}`)
  const stored = async (words: string) =>
    (await site.db.read.selectFrom('comment').select('body').where('body', 'like', `${words}%`).execute())
      .length

  test('share transactions, and each is there for everybody when its sender is told', async () => {
    const { ctx, count } = another()
    const elsewhere = connect(site.url)
    const seen = await Promise.all(
      bodies('Cùng lúc').map(async (body) => {
        await send(ctx, body)
        return elsewhere.read.selectFrom('comment').select('id').where('body', '=', body).execute()
      }),
    )
    await elsewhere.close()
    expect(seen.map((rows) => rows.length)).toEqual(bodies('').map(() => 1))
    expect(count()).toBeLessThan(MANY / 2)
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: true })
  })

  test('one that the database refuses fails alone', async () => {
    const taken = (await site.db.read.selectFrom('comment').select('id').executeTakeFirstOrThrow()).id
    let made = 0
    const newId = () => ((made += 1) === 7 ? taken : site.context.newId())
    const { ctx } = another({ newId })
    const sent = await Promise.allSettled(bodies('Một bị từ chối').map((body) => send(ctx, body)))
    expect(sent.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(await stored('Một bị từ chối')).toBe(MANY - 1)
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: true })
  })

  test('the same request twice at once is one comment with one answer', async () => {
    const { ctx } = another()
    const body = 'Gửi hai lần cùng lúc'
    const idempotencyKey = '0b0f7c7e-6a0b-4d0c-9a3b-8f5e2d1c4b6a'
    const answers = await Promise.all(
      [1, 2, 3].map(() => sendComment(ctx, { target, body }, { idempotencyKey })),
    )
    expect(new Set(answers.map(({ code }) => code)).size).toBe(1)
    expect(await stored(body)).toBe(1)
  })

  test('each is told what is its own, though they are looked up together', async () => {
    const { ctx } = another()
    const well = 'Giếng chung của bản cạn từ tháng trước, mong xã xem lại đường ống dẫn nước về.'
    const bridge = 'Cầu treo qua suối đã mục mấy thanh gỗ, trẻ con đi học qua đó rất nguy hiểm.'
    const idempotencyKey = 'd2b6a7f0-4c1e-4f58-9b0a-6a2f3c8e7d11'
    const first = await sendComment(ctx, { target, body: well }, { idempotencyKey })
    await send(ctx, bridge)
    const closed = await makeArticle(site, { comments_open: 0 })
    const to = (slug: string) =>
      sendComment(ctx, { target: `news/${slug}`, body: 'Gửi cùng lúc với bài khác.' })
    const [again, same, near, fresh, gone, refused] = await Promise.allSettled([
      sendComment(ctx, { target, body: well }, { idempotencyKey }),
      send(ctx, well.toUpperCase()),
      send(ctx, bridge.replace('rất', 'thật')),
      send(ctx, 'Lớp mầm non cần thêm một cô giáo biết tiếng Thái.'),
      to('khong-co-bai-nay'),
      to(closed.slug),
    ])
    expect(again).toEqual({ status: 'fulfilled', value: first })
    expect([same.status, near.status, fresh.status]).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    expect(gone).toMatchObject({ reason: { code: 'not-found' } })
    expect(refused).toMatchObject({ reason: { code: 'comments-closed' } })
    const rows = await site.db.read
      .selectFrom('comment')
      .innerJoin('comment_fingerprint as print', 'print.comment_id', 'comment.id')
      .select(['comment.id', 'body', 'held', 'group_id'])
      .execute()
    const rowOf = (body: string) => rows.find((row) => row.body === body)
    expect(rowOf(well.toUpperCase())).toMatchObject({ held: '["same-text"]', group_id: rowOf(well)?.id })
    expect(rowOf(bridge.replace('rất', 'thật'))).toMatchObject({
      ...{ held: '["similar-text"]', group_id: rowOf(bridge)?.id },
    })
    expect(rows.filter(({ body }) => body?.startsWith('Lớp mầm non'))).toMatchObject([{ held: '[]' }])
  })

  test('two processes that write at the same time leave one unbroken chain', async () => {
    const [one, other] = [another(), another()]
    await Promise.all(bodies('Hai nơi').map((body, at) => send(at % 2 === 0 ? one.ctx : other.ctx, body)))
    expect(await stored('Hai nơi')).toBe(MANY)
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: true })
  })
})
