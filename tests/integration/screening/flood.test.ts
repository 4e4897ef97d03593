import { beforeEach, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { PLAIN_QUEUE } from '../../../src/domain/moderation/queue-rules.ts'
import { listComments } from '../../../src/domain/moderation/queue.ts'
import { challengeOf, solve } from '../../fixtures/challenges.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { flood } from '../../fixtures/flood.ts'
import { staffContext } from '../../fixtures/staff.ts'

const COUNT = 1_000
/** Of those who do every sum: each is stored, which takes longer. */
const STORED = 200
const NEIGHBOUR = { client: { address: '10.0.0.0', userAgent: 'điện thoại' } }
const ELSEWHERE = { client: { address: '203.0.113.200', userAgent: 'điện thoại' } }

describeOnBothDatabases('a flood', (open) => {
  let site: TestSite
  let staff: StaffContext
  let target: string
  let other: string

  beforeEach(async () => {
    site = await open()
    staff = await staffContext(site)
    target = `news/${(await makeArticle(site)).slug}`
    other = `news/${(await makeArticle(site)).slug}`
  })

  const published = () =>
    site.db.read.selectFrom('comment').select('id').where('status', '<>', 'pending').execute()

  test('from one network takes its free share and no more; its neighbours get through with the sum', async () => {
    expect(await flood(site.context, target, { count: COUNT, networks: 1 })).toMatchObject({
      taken: 40,
      challenged: COUNT - 40,
    })
    const body = 'Nhà tôi chung mạng với người gửi quảng cáo, vẫn muốn hỏi về lớp xoá mù chữ.'
    const altcha = await solve(await challengeOf(sendComment(site.context, { target, body }, NEIGHBOUR)))
    await sendComment(site.context, { target, body }, { ...NEIGHBOUR, evidence: { altcha } })
    await sendComment(site.context, { target: other, body: 'Người ở xã khác gửi bình thường.' }, ELSEWHERE)
    expect(await published()).toEqual([])
  })

  test('from many networks takes what the site takes freely; a resident gets through with the sum', async () => {
    expect(await flood(site.context, target, { count: COUNT, networks: 200 })).toMatchObject({
      taken: 60,
      challenged: COUNT - 60,
    })
    const comment = { target: other, body: 'Giữa lúc nhiều người gửi, tôi vẫn góp ý được.' }
    const altcha = await solve(await challengeOf(sendComment(site.context, comment, ELSEWHERE)))
    await sendComment(site.context, comment, { ...ELSEWHERE, evidence: { altcha } })
    expect(await published()).toEqual([])
  })

  test('that does every sum waits for a person all the same, in one group that the desk can tell apart', async () => {
    const lifted = { ...site.context, config: { ...site.context.config, rateLimits: false } }
    const { taken } = await flood(lifted, target, { count: STORED, networks: 100 })
    expect(taken).toBe(STORED)
    await sendComment(lifted, { target, body: 'Ý kiến thật giữa những quảng cáo.' }, ELSEWHERE)
    expect(await published()).toEqual([])
    const { items } = await listComments(
      staff,
      { ...PLAIN_QUEUE, held: 'similar-text' },
      { limit: 50, after: null },
    )
    expect(items.length).toBe(50)
    const groups = await site.db.read
      .selectFrom('comment_fingerprint')
      .select((eb) => ['group_id', eb.fn.countAll<number>().as('size')])
      .groupBy('group_id')
      .orderBy('size', 'desc')
      .execute()
    expect(groups[0]?.size).toBeGreaterThanOrEqual(STORED - 5)
    const bands = await site.db.read
      .selectFrom('text_band')
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    expect(bands.rows).toBeLessThan(200)
  })
})
