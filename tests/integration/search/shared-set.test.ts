import { beforeAll, expect, test } from 'vitest'
import type { SearchResult } from '../../../src/domain/search/result-rules.ts'
import { search } from '../../../src/domain/search/service.ts'
import { prepareContent } from '../../../src/server/content.ts'
import { prepareDemo } from '../../../src/server/demo.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { ENGLISH_CASES, SEARCH_CASES } from '../../fixtures/search-queries.ts'

/** Comments get another id in every database: they are told by how they begin. */
function nameOf(result: SearchResult): string {
  return result.kind === 'comment' ? `comment ${result.text.slice(0, 21)}` : `${result.kind} ${result.id}`
}

/** What each query found, in order, by database. */
const orders: Record<string, string[]>[] = []

describeOnBothDatabases('the shared set of searches', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    site.clock.set('2026-11-23T03:00:00.000Z')
    await prepareContent(site.context)
    await publishNewPackages(site.context, { print: () => undefined })
    await prepareDemo(site.context)
  }, 60_000)

  test('holds at least 60 searches', () => {
    expect(new Set(SEARCH_CASES.map(({ q }) => q)).size).toBeGreaterThanOrEqual(60)
  })

  test.each(SEARCH_CASES)('$q finds $first', async ({ q, first }) => {
    const outcome = await search(site.context, { q }, 'vi')
    expect(outcome.ok && outcome.results.map(nameOf)[0]).toBe(first)
  })

  test.each(ENGLISH_CASES)('$q finds $first on an English page', async ({ q, first }) => {
    const outcome = await search(site.context, { q }, 'en')
    expect(outcome.ok && outcome.results.map(nameOf)[0]).toBe(first)
  })

  test('finds the same in the same order as on the other database', async () => {
    const order: Record<string, string[]> = {}
    for (const lang of ['vi', 'en'] as const) {
      for (const { q } of [...SEARCH_CASES, ...ENGLISH_CASES]) {
        const outcome = await search(site.context, { q }, lang, 100)
        order[`${lang} ${q}`] = outcome.ok ? outcome.results.map(nameOf) : []
      }
    }
    orders.push(order)
    expect(order).toEqual(orders[0])
  })
})
