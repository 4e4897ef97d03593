import { beforeEach, describe, expect, test } from 'vitest'
import { drawOnce } from '../../../src/domain/charts/drawing-queue.ts'
import type { Context } from '../../../src/domain/context.ts'
import { NOBODY, PICTURES, SEARCHES, countNetworks, inTurn } from '../../../src/domain/turns/service.ts'

const HOME = '203.0.113.7'

describe('searches of one network', () => {
  let now = 0
  let ctx: Context

  beforeEach(() => {
    now = Date.parse('2026-11-23T00:00:00Z')
    ctx = { db: {}, config: { rateLimits: true }, now: () => new Date(now) } as unknown as Context
  })

  const search = (address = HOME, ms = 1): Promise<string> => {
    let at = 0
    return inTurn(
      ctx,
      address,
      SEARCHES,
      () => Promise.resolve('found'),
      () => (at += ms),
    )
  }
  async function useUp(ms: number): Promise<number> {
    for (let count = 0; ; count += 1) {
      const refused = await search(HOME, ms).then(
        () => null,
        (error: unknown) => error,
      )
      if (refused === null) continue
      expect(refused).toMatchObject({ code: 'rate-limited' })
      return count
    }
  }

  test('are as many as a whole office needs, then some each second, for that network alone', async () => {
    expect(await useUp(1)).toBe(SEARCHES.most)
    await expect(search()).rejects.toMatchObject({ retryAfter: 1 })
    expect(await search('203.0.113.8')).toBe('found')
    now += 1_000
    expect(await useUp(1)).toBe(SEARCHES.pointsPerSecond)
    now += 3_600_000
    expect(await useUp(1)).toBe(SEARCHES.most)
  })

  test('are fewer the longer they take: at most a quarter of the time', async () => {
    await useUp(1_000)
    const begun = now
    let searches = 0
    for (; now < begun + 100_000; now += 1_000) searches += await useUp(1_000)
    expect(searches).toBeGreaterThan(10)
    expect(searches).toBeLessThanOrEqual(25)
  })

  test.each([60_000, 10 * 365 * 86_400_000])(
    'are not stopped by a clock that was %d ms ahead',
    async (ahead) => {
      now += ahead
      await useUp(1)
      now -= ahead
      // The first may still be refused: with it time begins to count again.
      await search().catch(() => undefined)
      now += 1_000
      expect(await search()).toBe('found')
    },
  )

  test('wait for each other two at a time, go on where one fails, and let other networks in', async () => {
    let underWay = 0
    let most = 0
    const slow = (fails: boolean): Promise<void> =>
      inTurn(ctx, HOME, SEARCHES, async () => {
        most = Math.max(most, (underWay += 1))
        await new Promise((resolve) => setTimeout(resolve, 1))
        underWay -= 1
        if (fails) throw new Error('no answer')
      })
    const all = Promise.allSettled(Array.from({ length: 60 }, (_, at) => slow(at % 3 === 0)))
    expect(await search('203.0.113.8')).toBe('found')
    expect(underWay).toBe(2)
    const ends = Object.groupBy(await all, (end) =>
      end.status === 'fulfilled' ? 'done' : String(end.reason),
    )
    expect(most).toBe(2)
    // Two at once and fifty that wait; eight were refused.
    expect(ends['Error: no answer']?.length).toBe(18)
    expect(ends.done?.length).toBe(34)
  })

  test('leave room in the queue of pictures for those of others', async () => {
    const draw = (address: string, key: string): Promise<Buffer> =>
      inTurn(ctx, address, PICTURES, () =>
        drawOnce(key, () => new Promise((resolve) => setTimeout(() => resolve(Buffer.from(key)), 1))),
      )
    const many = Promise.allSettled(Array.from({ length: 50 }, (_, at) => draw(HOME, `many ${at}`)))
    expect((await draw('203.0.113.8', 'one')).toString()).toBe('one')
    expect((await many).filter(({ status }) => status === 'rejected')).toEqual([])
  })

  test('leave no trace of who searched for longer than some minutes', async () => {
    await search()
    await search('203.0.113.8')
    expect(countNetworks(ctx)).toBe(2)
    now += 5 * 60_000
    await search('203.0.113.9')
    expect(countNetworks(ctx)).toBe(1)
  })

  test('are not counted where they are made for the page cache, which asks once for all', async () => {
    for (let count = 0; count <= SEARCHES.most; count += 1) expect(await search(NOBODY)).toBe('found')
  })

  test('are not counted where limits are off', async () => {
    ctx = { ...ctx, config: { ...ctx.config, rateLimits: false } }
    for (let count = 0; count <= SEARCHES.most; count += 1) expect(await search()).toBe('found')
  })
})
