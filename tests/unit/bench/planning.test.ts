import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecast, popularity, type Constants, type Plan } from '../../bench/planning/model.ts'

const CONSTANTS: Constants = {
  ...{ hitMicros: 30, missMicros: 700, commentMicros: 5_000, idleProcessors: 0.01 },
  pageBytes: 20_000,
}
const PLAN: Plan = {
  ...{ readersPerSecond: 50, commentsPerDay: 86_400, articles: 200, nodes: 2, cacheBytes: 64 * 2 ** 20 },
}

/** Plays a plan through, view by view, with a small generator of numbers so that it is the same each time. */
function played(
  { readersPerSecond, commentsPerDay, articles, nodes, cacheBytes }: Plan,
  views: number,
): number {
  let seed = 7
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const upTo: number[] = []
  for (const share of popularity(articles)) upTo.push((upTo.at(-1) ?? 0) + share)
  const pick = (): number => {
    const at = random()
    const found = upTo.findIndex((end) => at < end)
    return found === -1 ? articles - 1 : found
  }
  const room = Math.floor(cacheBytes / CONSTANTS.pageBytes)
  const caches = Array.from({ length: nodes }, () => new Set<number>())
  const changesPerView = commentsPerDay / 86_400 / readersPerSecond
  let hits = 0
  for (let view = 0; view < views; view += 1) {
    if (random() < changesPerView) {
      const changed = pick()
      for (const cache of caches) cache.delete(changed)
    }
    const page = pick()
    const cache = caches[Math.floor(random() * nodes)]
    if (cache?.delete(page) === true) hits += 1
    cache?.add(page)
    const [oldest] = cache ?? []
    if (cache !== undefined && cache.size > room && oldest !== undefined) cache.delete(oldest)
  }
  return hits / views
}

describe('a forecast', () => {
  test.each([
    ['with room for everything', PLAN],
    ['with little room', { ...PLAN, cacheBytes: 50 * CONSTANTS.pageBytes }],
    ['with many nodes', { ...PLAN, nodes: 8 }],
    ['with many comments', { ...PLAN, commentsPerDay: 864_000 }],
  ])('comes within two points of what happens when it is played through, %s', (_, plan) => {
    expect(Math.abs(forecast(plan, CONSTANTS).hitRate - played(plan, 60_000))).toBeLessThan(0.02)
  })

  test('never gains hits from more comments, less room or more nodes', () => {
    const plan = fc.record({
      readersPerSecond: fc.double({ min: 0.1, max: 5_000, noNaN: true }),
      commentsPerDay: fc.integer({ min: 0, max: 1_000_000 }),
      articles: fc.integer({ min: 1, max: 300 }),
      nodes: fc.integer({ min: 1, max: 16 }),
      cacheBytes: fc.integer({ min: 2 ** 16, max: 2 ** 26 }),
    })
    fc.assert(
      fc.property(plan, (given) => {
        const base = forecast(given, CONSTANTS).hitRate
        expect(base).toBeGreaterThanOrEqual(0)
        expect(base).toBeLessThanOrEqual(1)
        const worse = [
          { ...given, commentsPerDay: given.commentsPerDay * 2 },
          { ...given, cacheBytes: given.cacheBytes / 2 },
          { ...given, nodes: given.nodes + 1 },
        ]
        for (const one of worse) expect(forecast(one, CONSTANTS).hitRate).toBeLessThanOrEqual(base + 1e-9)
      }),
      { numRuns: 50 },
    )
  })

  test('says how many nodes are needed', () => {
    const { nodesNeeded, processors } = forecast({ ...PLAN, readersPerSecond: 100_000 }, CONSTANTS)
    expect(processors).toBeGreaterThan(3)
    expect(nodesNeeded).toBe(Math.ceil(processors / 0.7))
  })
})
