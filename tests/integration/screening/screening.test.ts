import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { HeldReason } from '../../../src/domain/screening/rules.ts'
import { forgetOldChallenges, forgetOldTexts } from '../../../src/domain/screening/service.ts'
import { eraseTraces } from '../../../src/domain/moderation/erasure.ts'
import { challengeOf, refusalOf, solve } from '../../fixtures/challenges.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const CLIENT = { address: '192.0.2.55', userAgent: 'x' }
/** Nothing like any other, and without digits, which could make a telephone number. */
const another = () =>
  `${crypto.randomUUID()}${crypto.randomUUID()}`.replace(/\d/gu, (digit) =>
    'ghijklmnop'.charAt(Number(digit)),
  )

describeOnBothDatabases('screening', (open) => {
  let site: TestSite
  let target: string

  beforeAll(async () => {
    site = await open()
  })
  beforeEach(async () => {
    site.clock.advance({ hours: 1 })
    target = `news/${(await makeArticle(site)).slug}`
  })

  const send = (body: string, options: Parameters<typeof sendComment>[2] = {}) =>
    sendComment(site.context, { target, body }, options)
  const rowOf = async (body: string) =>
    site.db.read
      .selectFrom('comment')
      .innerJoin('comment_fingerprint as print', 'print.comment_id', 'comment.id')
      .select(['comment.id', 'held', 'print.group_id'])
      .where('body', '=', body)
      .orderBy('comment.id', 'desc')
      .executeTakeFirstOrThrow()
  const heldFor = async (body: string) => JSON.parse((await rowOf(body)).held) as HeldReason[]
  const fill = async (count: number, options = { client: CLIENT }) => {
    for (let n = 0; n < count; n += 1) {
      // Slower than what makes the whole site busy.
      site.clock.advance({ seconds: 2 })
      await send(another(), options)
    }
  }

  test('an ordinary comment is held for nothing', async () => {
    const body = 'Bà con bản tôi mong có thêm lớp học chữ buổi tối cho người lớn.'
    await send(body, { hints: { openMs: 40_000, hiddenField: false } })
    expect(await heldFor(body)).toEqual([])
  })

  test('words, numbers, links, haste and the hidden field are each kept as a reason', async () => {
    const body = 'Vay tiền nhanh gọi 0912 345 678, xem https://a.vn và https://b.vn'
    await send(body, { hints: { openMs: 500, hiddenField: true } })
    expect(await heldFor(body)).toEqual(['hidden-field', 'too-fast', 'links', 'advertising', 'phone-number'])
  })

  test('the same text and a nearly same one are recognised and grouped, a short one only when it is the same', async () => {
    const text = 'Đường liên bản mùa mưa lầy lội, các cháu đi học phải lội suối, mong xã sớm sửa.'
    await send(text)
    const first = await rowOf(text)
    const shouted = 'ĐƯỜNG liên bản mùa mưa lầy lội,  các cháu đi học phải lội suối, mong xã sớm sửa!'
    await send(shouted)
    expect(await rowOf(shouted)).toMatchObject({ held: '["same-text"]', group_id: first.group_id })
    const varied = text.replace('sớm sửa', 'sớm làm lại')
    await send(varied)
    expect(await rowOf(varied)).toMatchObject({ held: '["similar-text"]', group_id: first.group_id })
    await send('Cảm ơn bà con')
    await send('cảm ơn bà con')
    await send('Cảm ơn bà con ạ')
    expect(await heldFor('cảm ơn bà con')).toEqual(['same-text'])
    expect(await heldFor('Cảm ơn bà con ạ')).toEqual([])
  })

  test('an erased comment leaves nothing to recognise its text by, and old bands go after 30 days', async () => {
    const body = 'Nhà tôi ở cuối bản, năm nay được hỗ trợ làm mái mới, xin cảm ơn cán bộ xã đã giúp.'
    await send(body)
    const { id } = await rowOf(body)
    const { seq } = await site.db.read
      .selectFrom('submission')
      .select('seq')
      .where('comment_id', '=', id)
      .executeTakeFirstOrThrow()
    const bands = () =>
      site.db.read.selectFrom('text_band').select('band').where('number', '=', seq).execute()
    expect((await bands()).length).toBe(16)
    await site.db.transaction((tx) => eraseTraces(tx, id))
    expect(await bands()).toEqual([])
    const prints = site.db.read.selectFrom('comment_fingerprint').where('comment_id', '=', id)
    expect(await prints.select('exact').execute()).toEqual([])

    const other = 'Trạm y tế xã có thêm bác sĩ, người già khám bệnh không phải ra tận tỉnh nữa.'
    await send(other)
    site.clock.advance({ days: 31 })
    await forgetOldTexts(site.context)
    expect(await site.db.read.selectFrom('text_band').select('band').execute()).toEqual([])
    await send(other)
    expect(await heldFor(other)).toEqual([])
  })

  test('above its free share a network gets a challenge, and gets through with it, once', async () => {
    await fill(40)
    const body = another()
    const altcha = await solve(await challengeOf(send(body, { client: CLIENT })))
    const { code } = await send(body, { client: CLIENT, evidence: { altcha } })
    expect(code).not.toBe('')
    expect(await heldFor(body)).toEqual(['busy-network'])
    await challengeOf(send(another(), { client: CLIENT, evidence: { altcha } }))

    const elsewhere = another()
    await send(elsewhere, { client: { ...CLIENT, address: '192.0.2.56' } })
    expect(await heldFor(elsewhere)).toEqual([])
    site.clock.advance({ minutes: 11 })
    await send(another(), { client: CLIENT })
    await forgetOldChallenges(site.context)
  })

  test('a challenge is of one network, for a while, and cannot be made up', async () => {
    await fill(40)
    const refused = send(another(), { client: CLIENT })
    const challenge = await challengeOf(refused)
    const altcha = await solve(challenge)
    const made = {
      challenge: { ...challenge, parameters: { ...challenge.parameters, cost: 1 } },
      solution: {},
    }
    for (const evidence of [
      { altcha: 'nonsense' },
      { altcha: Buffer.from('null').toString('base64') },
      { altcha: Buffer.from(JSON.stringify(made)).toString('base64') },
      { confirmation: 'nonsense' },
    ]) {
      await challengeOf(send(another(), { client: CLIENT, evidence }))
    }
    const neighbour = { ...CLIENT, address: '192.0.2.99' }
    await fill(40, { client: neighbour })
    await challengeOf(send(another(), { client: neighbour, evidence: { altcha } }))
    site.clock.advance({ minutes: 21 })
    await fill(40)
    await challengeOf(send(another(), { client: CLIENT, evidence: { altcha } }))
  })

  test('the same request comes again with its solution under the same key, and gives one comment', async () => {
    await fill(40)
    const body = another()
    const options = { client: CLIENT, idempotencyKey: crypto.randomUUID() }
    const evidence = { altcha: await solve(await challengeOf(send(body, options))) }
    const [one, two] = await Promise.all([
      send(body, { ...options, evidence }),
      send(body, { ...options, evidence }),
    ])
    expect(two).toEqual(one)
    expect(await send(body, options)).toEqual(one)
  })

  test('without a script a confirmation does, and says so on the comment', async () => {
    await fill(40)
    const body = another()
    const options = { client: CLIENT, from: 'form' } as const
    const { confirmation } = await refusalOf(send(body, options))
    await send(body, { ...options, evidence: { confirmation } })
    expect(await heldFor(body)).toEqual(['busy-network', 'confirmed-by-hand'])
    await refusalOf(send(another(), { ...options, evidence: { confirmation } }))
  })

  test('a target and the whole site that many networks write to at once ask everyone for the sum', async () => {
    const from = (n: number) => ({ client: { ...CLIENT, address: `198.51.100.${n}` } })
    for (let n = 0; n < 60; n += 1) await send(another(), from(n))
    const body = another()
    const altcha = await solve(await challengeOf(send(body, from(200))))
    await send(body, { ...from(200), evidence: { altcha } })
    expect(await heldFor(body)).toEqual(['busy-site'])
    site.clock.advance({ seconds: 61 })
    await send(another(), from(201))
    for (let n = 60; n < 118; n += 1) await send(another(), from(n))
    site.clock.advance({ seconds: 61 })
    const last = another()
    const proof = await solve(await challengeOf(send(last, from(202))))
    await send(last, { ...from(202), evidence: { altcha: proof } })
    expect(await heldFor(last)).toEqual(['busy-target'])
  })

  test('above what anyone may send, a network waits', async () => {
    const key = site.context.secrets.hmac('rate-limit', `comment ${CLIENT.address}`)
    const expires = new Date(site.clock.now().getTime() + 300_000).toISOString()
    await site.db.write
      .insertInto('rate_limit')
      .values({ key, points: 1_000, expires_at: expires })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ points: 1_000, expires_at: expires }))
      .execute()
    await expect(send(another(), { client: CLIENT })).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfter: 300,
    })
    site.clock.advance({ seconds: 301 })
    await send(another(), { client: CLIENT })
  })
})
