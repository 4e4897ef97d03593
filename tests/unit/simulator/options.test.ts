import { expect, test } from 'vitest'
import { help, readWanted } from '../../bench/simulator/options.ts'

test('a plan is read from what is typed, the rest being what the help says', () => {
  const { plan, prices } = readWanted([
    ...['--readers', '120.5', '--comments-per-day', '2000', '--database', 'postgres'],
    ...['--nodes', '3', '--cache-mib', '64', '--price-node', '40'],
  ])
  expect(plan).toMatchObject({ readersPerSecond: 120.5, commentsPerDay: 2_000, nodes: 3, articles: 1_000 })
  expect(plan.cacheBytes).toBe(64 * 2 ** 20)
  expect(prices).toEqual({ node: 40, database: null })
  expect(help()).toMatch(/--articles .*\(1000\)/u)
})

test.each([
  [['--readers', 'many'], '--readers'],
  [['--readers', ''], '--readers'],
  [['--articles', '1.5'], 'whole number'],
  [['--article-share', '2'], '--article-share'],
  [['--database', 'oracle'], 'sqlite or postgres'],
  [['--nodes', '2'], 'SQLite'],
  [['--reader', '5'], '--reader'],
])('%j is refused with a reason', (words, reason) => {
  expect(() => readWanted(words)).toThrow(reason)
})
