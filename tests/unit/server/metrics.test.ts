import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createMetrics, metricsAnswer } from '../../../src/server/metrics/metrics.ts'
import { createRegistry, exposition, merged } from '../../../src/server/metrics/registry.ts'
import { API_PLACES, PLACES, routeOf } from '../../../src/server/metrics/routes.ts'

describe('a registry', () => {
  test('writes the text that Prometheus reads', async () => {
    const registry = createRegistry()
    const answers = registry.counter('answers_total', 'Answers\nin all.')
    answers.of({ route: '/"a\\b"' })(1)
    answers.of({ route: '/"a\\b"' })(2)
    const times = registry.histogram('time_seconds', 'Times.', [0.1, 1])
    for (const value of [0.05, 0.1, 0.5, 7]) times.of({ route: '/' })(value)
    registry.counter('never_total', 'Nothing was counted.')
    expect(exposition(await registry.collect())).toBe(
      [
        '# HELP answers_total Answers\\nin all.',
        '# TYPE answers_total counter',
        'answers_total{route="/\\"a\\\\b\\""} 3',
        '# HELP time_seconds Times.',
        '# TYPE time_seconds histogram',
        'time_seconds_bucket{route="/",le="0.1"} 2',
        'time_seconds_bucket{route="/",le="1"} 3',
        'time_seconds_bucket{route="/",le="+Inf"} 4',
        'time_seconds_sum{route="/"} 7.65',
        'time_seconds_count{route="/"} 4',
        '',
      ].join('\n'),
    )
  })

  test('adds up processes, but takes the largest of what is no amount', () => {
    const one = (value: number) => [
      { name: 'a_total', help: 'A.', type: 'counter' as const, samples: [{ suffix: '', labels: {}, value }] },
      {
        ...{ name: 'late', help: 'L.', type: 'gauge' as const, together: 'largest' as const },
        samples: [{ suffix: '', labels: {}, value }],
      },
    ]
    const both = merged([one(2), one(5), one(3)])
    expect(both.map(({ name, samples }) => [name, samples[0]?.value])).toEqual([
      ['a_total', 10],
      ['late', 5],
    ])
  })
})

describe('the route of a path', () => {
  test.each([
    ['/', '/'],
    ['/en/', '/'],
    ['/tin-tuc/', '/tin-tuc/'],
    ['/en/tin-tuc/mot-bai/', '/tin-tuc/*'],
    ['/tin-tuc.json', '/tin-tuc.*'],
    ['/ket-qua/ty-le-ho-ngheo.csv', '/ket-qua/*'],
    ['/api/v1/comments', '/api/v1/comments'],
    ['/api/v1/comments/*/appeal', '/api/v1/comments/*'],
    ['/api/v1/anything', 'other'],
    ['/wp-login.php', 'other'],
    ['/anything/at/all', 'other'],
    ['/500/', '/500/'],
    ['-', 'other'],
  ])('%s is %s', (path, route) => {
    expect(routeOf(path)).toBe(route)
  })

  test('knows every place under src/pages', () => {
    const places = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    expect([...PLACES].sort()).toEqual(
      places('src/pages')
        .filter((name) => name !== 'api')
        .sort(),
    )
    expect([...API_PLACES].filter((name) => !name.includes('.')).sort()).toEqual(
      places('src/pages/api/v1').sort(),
    )
  })
})

describe('/metrics', () => {
  const token = 'a token that only tests use, but long'.replaceAll(' ', '-')
  const read = async (authorization: string | undefined, set: string | null = token) =>
    metricsAnswer(authorization, set, createMetrics().families)

  test('does not exist where no token is set, whatever is brought', async () => {
    expect(await read('Bearer null', null)).toBeNull()
  })

  test.each([undefined, 'Bearer', 'Bearer wrong', `Basic ${token}`, token])('refuses %s', async (brought) => {
    expect(await read(brought)).toMatchObject({ status: 401, headers: { 'cache-control': 'no-store' } })
  })

  test('gives the numbers of the process to the holder of the token', async () => {
    const answer = await read(`Bearer ${token}`)
    expect(answer?.status).toBe(200)
    const text = Buffer.isBuffer(answer?.body) ? answer.body.toString() : ''
    expect(text).toMatch(/^process_resident_memory_bytes \d{6,}$/mu)
  })

  test('counts answers by route, never by address', async () => {
    const metrics = createMetrics()
    metrics.watchCache(() => ({ hits: 9, fills: 2, shared: 1, stale: 0, passed: 3, pages: 2, bytes: 99 }))
    const answered = { method: 'GET', status: 200, ms: 3, isFile: false }
    metrics.answered({ ...answered, path: '/tin-tuc/mot-bai/' })
    metrics.answered({ ...answered, path: '/tin-tuc/bai-khac/' })
    metrics.answered({ ...answered, path: '/_astro/x.css', isFile: true })
    metrics.answered({ ...answered, path: '/x', method: 'BREW', status: null })
    const text = exposition(await metrics.families())
    expect(text).toContain('site_http_answers_total{route="/tin-tuc/*",method="GET",status="200"} 2')
    expect(text).toContain('site_http_answers_total{route="file",method="GET",status="200"} 1')
    expect(text).toContain('site_http_answers_total{route="other",method="other",status="cut"} 1')
    expect(text).toContain('site_http_request_duration_seconds_bucket{route="/tin-tuc/*",le="0.005"} 2')
    expect(text).toContain('site_page_cache_requests_total{outcome="hits"} 9')
    expect(text).not.toContain('mot-bai')
  })
})
