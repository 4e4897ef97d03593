import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playThrough } from '../../bench/simulator/events.ts'
import { forecastCache } from '../../bench/simulator/formula.ts'
import { costOf, loadOf } from '../../bench/simulator/load.ts'
import { addressesOf, popularity, type Constants, type Cost, type Plan } from '../../bench/simulator/plan.ts'

const cost = (cpuMicros: number, queries: number): Cost => ({
  cpuMicros,
  queries,
  databaseMicros: cpuMicros / 4,
})
const CONSTANTS: Constants = {
  ...{ hit: cost(50, 0), article: cost(2_000, 8), otherPage: cost(3_000, 5) },
  ...{ comment: cost(10_000, 60), figure: cost(100, 2), idleQueriesPerSecond: 2 },
  ...{ articleBytes: 40_000, otherPageBytes: 30_000, processBytes: 100_000_000 },
}
const PLAN: Plan = {
  ...{ readersPerSecond: 50, uncachedPerSecond: 0, commentsPerDay: 86_400, articles: 200, otherPages: 60 },
  ...{ articleShare: 0.7, skew: 1, figuresPerWeek: 0, releasesPerWeek: 0, newArticlesPerWeek: 0 },
  ...{ nodes: 1, processes: 1, cacheBytes: 2 ** 26, database: 'sqlite' },
}
const plans = fc.record<Plan>({
  readersPerSecond: fc.double({ min: 0.01, max: 5_000, noNaN: true }),
  uncachedPerSecond: fc.double({ min: 0, max: 10, noNaN: true }),
  commentsPerDay: fc.integer({ min: 0, max: 1_000_000 }),
  articles: fc.integer({ min: 1, max: 200 }),
  otherPages: fc.integer({ min: 0, max: 100 }),
  articleShare: fc.double({ min: 0, max: 1, noNaN: true }),
  skew: fc.double({ min: 0, max: 2, noNaN: true }),
  figuresPerWeek: fc.integer({ min: 0, max: 100_000 }),
  releasesPerWeek: fc.integer({ min: 0, max: 1_000 }),
  newArticlesPerWeek: fc.integer({ min: 0, max: 1_000 }),
  nodes: fc.integer({ min: 1, max: 5 }),
  processes: fc.integer({ min: 1, max: 4 }),
  cacheBytes: fc.integer({ min: 2 ** 16, max: 2 ** 25 }),
  database: fc.constantFrom('sqlite', 'postgres'),
})
const hitRate = (plan: Plan): number => forecastCache(plan, CONSTANTS).hitRate
const play = (plan: Plan, views = 25_000) => playThrough(plan, CONSTANTS, { views, seed: 3 })

describe('the formula', () => {
  test('gives what can be worked out by hand for a single article', () => {
    const single = { ...PLAN, articles: 1, otherPages: 0, readersPerSecond: 3 }
    // Views and comments race: of 4 events a second 3 are views; the end of the day adds next to nothing.
    expect(hitRate(single)).toBeCloseTo(3 / 4, 4)
    expect(hitRate({ ...single, processes: 3 })).toBeCloseTo(1 / 2, 4)
  })

  test('never loses hits by more readers or more room, and never gains any by more changes or more caches', () => {
    const better = (plan: Plan): Plan[] => [
      { ...plan, readersPerSecond: plan.readersPerSecond * 2 },
      { ...plan, cacheBytes: plan.cacheBytes * 2 },
    ]
    const worse = (plan: Plan): Plan[] => [
      { ...plan, commentsPerDay: plan.commentsPerDay + 500 },
      { ...plan, releasesPerWeek: plan.releasesPerWeek + 5 },
      { ...plan, newArticlesPerWeek: plan.newArticlesPerWeek + 5 },
      { ...plan, processes: plan.processes + 1 },
    ]
    fc.assert(
      fc.property(plans, (plan) => {
        const rate = hitRate(plan)
        expect(rate).toBeGreaterThanOrEqual(-1e-9)
        expect(rate).toBeLessThanOrEqual(1)
        for (const one of better(plan)) expect(hitRate(one)).toBeGreaterThanOrEqual(rate - 1e-9)
        for (const one of worse(plan)) expect(hitRate(one)).toBeLessThanOrEqual(rate + 1e-9)
      }),
      { numRuns: 40 },
    )
  })

  test('holds no more bytes than there is room, and no more than all pages have', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { bytesHeld, bytesWanted } = forecastCache(plan, CONSTANTS)
        expect(bytesHeld).toBeLessThanOrEqual(bytesWanted + 1)
        expect(bytesHeld).toBeLessThanOrEqual(plan.cacheBytes * 0.75 + 1)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a plan played through event by event', () => {
  test.each([
    ['with room for everything', PLAN],
    ['with room for a third', { ...PLAN, cacheBytes: 4_000_000 }],
    ['in four processes', { ...PLAN, processes: 4 }],
    ['with ten comments a second', { ...PLAN, commentsPerDay: 864_000 }],
    ['with all pages asked for alike', { ...PLAN, skew: 0, cacheBytes: 6_000_000 }],
    ['with a release every half minute', { ...PLAN, releasesPerWeek: 20_000 }],
  ])('comes within 1.5 points of the formula, %s', (_, plan) => {
    expect(Math.abs(play(plan).hitRate - hitRate(plan))).toBeLessThan(0.015)
  })

  test('is the same each time, and another one with another seed', () => {
    const [one, other] = [3, 4].map((seed) => playThrough(PLAN, CONSTANTS, { views: 2_000, seed }))
    expect(play(PLAN, 2_000)).toEqual(one)
    expect(other).not.toEqual(one)
  })

  test('keeps a process as busy as the load says, and waits as a queue with one desk does', () => {
    const alike = { ...CONSTANTS, article: cost(0, 0), otherPage: cost(0, 0), hit: cost(500, 0) }
    const plan = { ...PLAN, commentsPerDay: 0, readersPerSecond: 1_000 }
    const { busiest, milliseconds } = playThrough(plan, alike, { views: 60_000, seed: 5 })
    expect(busiest).toBeCloseTo(loadOf(plan, alike).busyPerProcess, 1)
    // M/D/1 at half load: every second view waits for nothing, one in a hundred for 1.67 ms (its tail is known: 0.66
    // e^(-2.51 t)); then come 0.5 ms of work.
    expect(milliseconds.p50).toBeGreaterThanOrEqual(0.499)
    expect(milliseconds.p50).toBeLessThan(0.6)
    expect(milliseconds.p99).toBeGreaterThan(1.95)
    expect(milliseconds.p99).toBeLessThan(2.4)
  })

  test('renders an article once for all who ask while it is rendered', () => {
    const slow = { ...CONSTANTS, article: { ...cost(100, 5), databaseMicros: 200_000 } }
    const plan: Plan = { ...PLAN, articles: 1, otherPages: 0, database: 'postgres', readersPerSecond: 100 }
    const { hitRate: played, sharedRate } = playThrough(plan, slow, { views: 20_000, seed: 6 })
    expect(played).toBeCloseTo(hitRate(plan), 2)
    // After each of the comments, one a second, a fifth of a second: a little less where two come together.
    expect(sharedRate).toBeGreaterThan(0.13)
    expect(sharedRate).toBeLessThan(0.2)
  })
})

describe('the load', () => {
  test('adds up what everything costs', () => {
    const plan = { ...PLAN, uncachedPerSecond: 2, figuresPerWeek: 604_800 }
    const { cache, cores, queriesPerSecond, processesNeeded } = loadOf(plan, CONSTANTS)
    const { articleRenders, otherRenders } = cache
    expect(articleRenders + otherRenders).toBeCloseTo(50 * (1 - cache.hitRate), 6)
    const micros = 50 * 50 + articleRenders * 2_000 + (otherRenders + 2) * 3_000 + 10_000 + 100
    expect(cores).toBeCloseTo(micros / 1e6, 9)
    expect(queriesPerSecond).toBeCloseTo(articleRenders * 8 + (otherRenders + 2) * 5 + 60 + 2 + 2, 6)
    expect(processesNeeded).toBe(1)
    expect(loadOf({ ...plan, readersPerSecond: 100_000 }, CONSTANTS).processesNeeded).toBeGreaterThan(7)
  })

  test('costs what the given prices come to, and nothing is made up without them', () => {
    expect(costOf({ ...PLAN, nodes: 3 }, { node: 10, database: 25 })).toBe(55)
    expect(costOf({ ...PLAN, nodes: 3 }, { node: 10, database: null })).toBe(30)
    expect(costOf(PLAN, { node: null, database: 25 })).toBeNull()
  })
})

test('views and comments are shared out completely', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const addresses = addressesOf(plan, CONSTANTS)
      const sum = (of: 'share' | 'changes') => addresses.reduce((total, address) => total + address[of], 0)
      expect(sum('share')).toBeCloseTo(1, 9)
      expect(sum('changes')).toBeCloseTo(plan.commentsPerDay / 86_400, 6)
    }),
    { numRuns: 30 },
  )
  expect(popularity(3, 1).map((share) => share.toFixed(3))).toEqual(['0.545', '0.273', '0.182'])
})
