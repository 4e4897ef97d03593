import { beforeEach, expect, test } from 'vitest'
import {
  consume,
  countTaken,
  deleteExpired,
  isMarked,
  mark,
  refund,
} from '../../../src/domain/rate-limits/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

describeOnBothDatabases('a rate limit', (open) => {
  let site: TestSite
  const twice = { key: 'comments from 203.0.113.7', points: 2, windowSeconds: 600 }

  beforeEach(async () => {
    site = await open()
  })

  const spend = async (limit: typeof twice, times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) await consume(site.context, limit)
  }

  test('allows its number of attempts and then says how long to wait', async () => {
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true, retryAfterSeconds: 0 })
    site.clock.advance({ minutes: 3 })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false, retryAfterSeconds: 420 })
  })

  test('opens again when its window ends, however often it was tried meanwhile', async () => {
    await spend(twice, 5)
    site.clock.advance({ seconds: 599 })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false, retryAfterSeconds: 1 })
    site.clock.advance({ seconds: 1 })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false, retryAfterSeconds: 600 })
  })

  test('counts each key for itself', async () => {
    await spend(twice, 2)
    expect(await consume(site.context, { ...twice, key: 'another' })).toMatchObject({ allowed: true })
  })

  test('lets in exactly its number of attempts that come at the same moment', async () => {
    const five = { ...twice, points: 5 }
    const results = await Promise.all(Array.from({ length: 20 }, () => consume(site.context, five)))
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(5)
  })

  test('that refuses takes nothing from the others asked with it', async () => {
    const wide = { key: 'account', points: 1, windowSeconds: 3600 }
    await spend(twice, 2)
    expect(await consume(site.context, wide, twice)).toMatchObject({ allowed: false })
    expect(await consume(site.context, wide)).toMatchObject({ allowed: true })
  })

  test('takes back the points of an attempt that should not count', async () => {
    const first = await consume(site.context, twice)
    await refund(site.context, first)
    await spend(twice, 1)
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false })
  })

  test('does not put points of an old window into a new one', async () => {
    const old = await consume(site.context, twice)
    site.clock.advance({ minutes: 11 })
    await spend(twice, 2)
    await refund(site.context, old)
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false })
  })

  test('keeps no key that a person could be recognised by', async () => {
    await spend(twice, 1)
    await mark(site.context, 'staff@example.vn from 203.0.113.7', 60)
    const rows = await site.db.read.selectFrom('rate_limit').selectAll().execute()
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toMatch(/203\.0|staff/u)
    for (const row of rows) expect(row.key).toMatch(/^[0-9a-f]{64}$/u)
  })

  test('is deleted once its window is over, and not before', async () => {
    await spend(twice, 2)
    const longer = { ...twice, key: 'longer', windowSeconds: 3600 }
    await spend(longer, 2)
    site.clock.advance({ minutes: 10 })
    await deleteExpired(site.context)
    expect(await site.db.read.selectFrom('rate_limit').selectAll().execute()).toHaveLength(1)
    expect(await consume(site.context, longer)).toMatchObject({ allowed: false })
  })

  test('shuts nobody out for longer than its window where the clock was ahead and was set back', async () => {
    site.clock.advance({ days: 400 })
    await spend(twice, 3)
    site.clock.advance({ days: -400 })
    expect(await countTaken(site.context, [twice])).toEqual([0])
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: true })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false, retryAfterSeconds: 600 })
    expect(await countTaken(site.context, [twice])).toEqual([2])
  })

  test('is the same for machines whose clocks are some seconds apart', async () => {
    await spend(twice, 2)
    site.clock.advance({ seconds: -40 })
    expect(await consume(site.context, twice)).toMatchObject({ allowed: false })
    expect(await countTaken(site.context, [twice])).toEqual([2])
  })

  test('does not exist where limits are lifted', async () => {
    const lifted = { ...site.context, config: { ...site.context.config, rateLimits: false } }
    for (let n = 0; n < 5; n += 1) expect(await consume(lifted, twice)).toMatchObject({ allowed: true })
    expect(await site.db.read.selectFrom('rate_limit').selectAll().execute()).toEqual([])
  })

  test('a mark holds for its time and can be renewed', async () => {
    expect(await isMarked(site.context, 'known')).toBe(false)
    await mark(site.context, 'known', 60)
    site.clock.advance({ seconds: 40 })
    await mark(site.context, 'known', 60)
    site.clock.advance({ seconds: 59 })
    expect(await isMarked(site.context, 'known')).toBe(true)
    site.clock.advance({ seconds: 1 })
    expect(await isMarked(site.context, 'known')).toBe(false)
  })
})
