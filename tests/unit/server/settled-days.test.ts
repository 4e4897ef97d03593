import { expect, test } from 'vitest'
import type { SiteRequest } from '../../../src/server/render.ts'
import { withSettledDays } from '../../../src/server/settled-days.ts'

/** The query with which a page is asked for on 23 November 2026 in Vietnam. */
async function passedOn(search: string, method = 'GET'): Promise<string> {
  let passed = ''
  const render = withSettledDays(
    (request) => {
      passed = request.search
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) })
    },
    () => new Date('2026-11-22T18:00:00Z'),
  )
  const rest = { headers: {}, body: Buffer.alloc(0), clientAddress: '::1', requestId: 'a' }
  await render({ path: '/ket-qua/', plainPath: '/ket-qua/', search, method, ...rest } satisfies SiteRequest)
  return passed
}

test('a day to come is asked for as today, in one spelling and once', async () => {
  expect(await passedOn('?asof=2026-11-24')).toBe('?asof=2026-11-23')
  expect(await passedOn('?cap=xa&asof=9999-12-31&nam=2022')).toBe('?cap=xa&asof=2026-11-23&nam=2022')
  expect(await passedOn('?asof=2030%2D01%2D01&asof=2031-01-01')).toBe('?asof=2026-11-23')
})

test('everything else is asked for as it is written', async () => {
  for (const search of ['', '?asof=2026-11-23', '?asof=1800-01-01', '?asof=mai&q=50%', '?don-vi=a%2Cb']) {
    expect(await passedOn(search)).toBe(search)
  }
  expect(await passedOn('?asof=2030-01-01', 'POST')).toBe('?asof=2030-01-01')
})
