import fc from 'fast-check'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { ChangedTags, RevisionFeed } from '../../../../db/revision-feed.ts'
import type { Answer, AnswerHeaders } from '../../../../src/server/answer.ts'
import { createLog } from '../../../../src/server/log.ts'
import { pageCache } from '../../../../src/server/page-cache/page-cache.ts'
import { followRevisions, type Revisions } from '../../../../src/server/page-cache/revisions.ts'
import type { SiteRequest } from '../../../../src/server/render.ts'
import { securityHeaders } from '../../../../src/server/security-headers.ts'

const ROOM = 1_000_000
const log = createLog({ write: () => undefined })
const opened: Revisions[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((revisions) => revisions.stop()))
})

/** A database in which tags change, as a feed shows it. */
function changes(kind: 'file' | 'server') {
  const told: string[] = []
  const state = { away: false, delay: () => Promise.resolve() }
  const take = (): ChangedTags => {
    if (state.away) throw new Error('away')
    return told.splice(0)
  }
  const feed: RevisionFeed = {
    look: kind === 'file' ? take : null,
    ask: async () => {
      const changed = take()
      await state.delay()
      return changed
    },
    listen: () => undefined,
    close: () => Promise.resolve(),
  }
  return { feed, state, change: (tag: string) => void told.push(tag) }
}

function follow(feed: RevisionFeed, clock: { now: number; next: number | null } = { now: 0, next: null }) {
  const revisions = followRevisions(
    feed,
    {
      now: () => new Date(clock.now),
      nextChange: (after) =>
        Promise.resolve(clock.next !== null && clock.next > after.getTime() ? new Date(clock.next) : null),
      endOfDay: (of) => new Date((Math.floor(of.getTime() / 86_400_000) + 1) * 86_400_000),
    },
    log,
    // Only when it is told to: a test has its own order of events.
    1_000_000,
  )
  opened.push(revisions)
  return revisions
}

function open(
  render: (request: SiteRequest) => Promise<Answer> | Answer,
  revisions: Revisions,
  maxBytes = ROOM,
) {
  const rendered: SiteRequest[] = []
  const cache = pageCache({
    render: async (request) => {
      rendered.push(request)
      return render(request)
    },
    revisions,
    secure: securityHeaders({ https: false }),
    maxBytes,
    maxPartsBytes: 1_000_000,
  })
  return { cache, rendered }
}

function request(url: string, more: Partial<SiteRequest> = {}): SiteRequest {
  const [path = '', query] = url.split('?')
  return {
    ...{ path, plainPath: path, search: query === undefined ? '' : `?${query}` },
    ...{ method: 'GET', headers: {}, body: Buffer.alloc(0), clientAddress: '192.0.2.1', requestId: 'r' },
    ...more,
  }
}

function answer(text: string, headers: AnswerHeaders = {}, status = 200): Answer {
  const shared = { 'content-type': 'text/html', 'cache-control': 'public, max-age=0, must-revalidate' }
  return { status, headers: { ...shared, ...headers }, body: Buffer.from(text) }
}

const textOf = ({ body }: { body: unknown }): string => String(body)

describe('a page', () => {
  test('is rendered once for all who ask at the same time, and not again until what it shows changes', async () => {
    const { feed, change } = changes('file')
    const { cache, rendered } = open((_) => answer(`bản ${rendered.length}`), follow(feed))
    const together = await Promise.all(Array.from({ length: 20 }, () => cache.render(request('/tin-tuc/a/'))))
    expect(new Set(together.map(textOf))).toEqual(new Set(['bản 1']))
    expect(textOf(await cache.render(request('/tin-tuc/a/')))).toBe('bản 1')
    change('news/b')
    await nextTurn()
    expect(textOf(await cache.render(request('/tin-tuc/a/')))).toBe('bản 1')
    change('news/a')
    await nextTurn()
    expect(cache.find('/tin-tuc/a/', {})).toBeNull()
    expect(textOf(await cache.render(request('/tin-tuc/a/')))).toBe('bản 2')
    expect(textOf(cache.find('/tin-tuc/a/', {}) ?? { body: null })).toBe('bản 2')
  })

  test('is made without anything of who asked, and is the same for everybody', async () => {
    const { cache, rendered } = open(() => answer('trang'), follow(changes('file').feed))
    const headers = {
      host: 'site.test',
      cookie: '__Host-session=abc',
      'user-agent': 'x',
      'accept-language': 'en',
      'x-anything': 'poison',
      accept: '*/*',
    }
    await cache.render(request('/tin-tuc/a/?utm=1', { headers, clientAddress: '203.0.113.9' }))
    expect(rendered[0]).toMatchObject({
      headers: { host: 'site.test' },
      search: '',
      clientAddress: '0.0.0.0',
    })
    expect(Object.keys(rendered[0]?.headers ?? {})).toEqual(['host'])
    await cache.render(request('/tin-tuc/a/', { headers: { cookie: 'other=1', authorization: 'x' } }))
    await cache.render(request('/tin-tuc/a/?fbclid=2'))
    expect(rendered).toHaveLength(1)
  })

  test.each([
    ['a refusal', answer('x', {}, 404)],
    ['a redirect', answer('', { location: '/' }, 308)],
    ['what is nobody else’s', answer('x', { 'cache-control': 'private' })],
    ['what must not be stored', answer('x', { 'cache-control': 'public, no-store' })],
    ['what says nothing of it', { ...answer('x'), headers: { 'content-type': 'text/html' } }],
    ['what sets a cookie', answer('x', { 'set-cookie': ['a=b'] })],
    ['what varies by a header of the reader', answer('x', { vary: 'accept-encoding, cookie' })],
  ])('is not kept where it is %s', async (_what, refused) => {
    const { cache, rendered } = open(() => refused, follow(changes('file').feed))
    await cache.render(request('/tin-tuc/a/'))
    await cache.render(request('/tin-tuc/a/'))
    expect(rendered).toHaveLength(2)
    expect(cache.counts().pages).toBe(0)
  })

  test('that is asked for again and again is compressed again, better, and stays the same page', async () => {
    const words = fc.sample(
      fc.constantFrom(...'hộ nghèo bản xã huyện Sơn La nhà ở đường nước điện'.split(' ')),
      { numRuns: 4_000, seed: 1 },
    )
    const text = words.join(' ')
    const { cache, rendered } = open(() => answer(text), follow(changes('file').feed))
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const headers = { 'accept-encoding': encoding }
      await cache.render(request('/tin-tuc/a/', { headers }))
      const quick = cache.find('/tin-tuc/a/', headers)
      await expect
        .poll(() => cache.find('/tin-tuc/a/', headers)?.body.length)
        .toBeLessThan(quick?.body.length ?? 0)
      const well = cache.find('/tin-tuc/a/', headers)
      expect(well?.etag).toBe(quick?.etag)
      expect(well?.headers[well.headers.indexOf('content-length') + 1]).toBe(String(well?.body.length))
      for (const form of [quick, well]) expect(unpack(form?.body ?? Buffer.of()).toString()).toBe(text)
    }
    expect(rendered).toHaveLength(1)
  })

  test('keeps no memory but its own bytes, in whatever encoding', async () => {
    const { cache } = open(() => answer('một trang '.repeat(300)), follow(changes('file').feed))
    for (const encoding of ['', 'gzip', 'br']) {
      const headers = { 'accept-encoding': encoding }
      await cache.render(request('/tin-tuc/a/', { headers }))
      const { buffer, length } = cache.find('/tin-tuc/a/', headers)?.body ?? Buffer.alloc(0)
      expect([encoding, length > 0, buffer.byteLength]).toEqual([encoding, true, length])
    }
  })

  test('of staff passes with all its headers, each time', async () => {
    const { cache, rendered } = open(() => answer('x'), follow(changes('file').feed))
    const headers = { cookie: 'session=1' }
    await cache.render(request('/quan-tri/', { headers }))
    await cache.render(request('/quan-tri/', { headers }))
    expect(rendered.map((one) => one.headers.cookie)).toEqual(['session=1', 'session=1'])
  })

  test('is there as CSV for who asks by a header, beside the JSON and never in its place', async () => {
    const { cache, rendered } = open(
      ({ headers }) => answer(headers.accept === 'text/csv' ? 'csv' : 'json', { vary: 'accept' }),
      follow(changes('file').feed),
    )
    const ask = (accept: string) => cache.render(request('/api/v1/figures', { headers: { accept } }))
    const texts = [
      await ask('text/csv, */*;q=0.1'),
      await ask('*/*'),
      await ask('text/csv'),
      await ask('text/html'),
      await ask('text/csv;q=0'),
    ]
    expect(texts.map(textOf)).toEqual(['csv', 'json', 'csv', 'json', 'json'])
    expect(rendered).toHaveLength(2)
    for (const accept of ['text/csv', 'TEXT/*']) expect(cache.find('/api/v1/figures', { accept })).toBeNull()
    for (const accept of [undefined, '*/*', 'text/csv;q=0']) {
      const headers = accept === undefined ? {} : { accept }
      expect(textOf(cache.find('/api/v1/figures', headers) ?? { body: null })).toBe('json')
    }
  })

  test('is compressed once for each encoding, and its entity tag is that of the renderer’s bytes', async () => {
    const long = 'Sơn La '.repeat(500)
    const { cache } = open(() => answer(long), follow(changes('file').feed))
    const headers = { 'accept-encoding': 'br, gzip' }
    expect(cache.find('/', headers)).toBeNull()
    await cache.render(request('/', { headers }))
    const form = cache.find('/', headers)
    expect(form?.headers).toContain('br')
    expect(form?.body.length).toBeLessThan(500)
    expect(cache.find('/', headers)?.body).toBe(form?.body)
    // Another encoding is made where there is time for it.
    expect(cache.find('/', { 'accept-encoding': 'gzip' })).toBeNull()
    expect(textOf(cache.find('/', {}) ?? { body: null })).toBe(long)
    expect(cache.find('/', {})?.etag).toBe(form?.etag)
  })
})

test('a large page is compressed once for all who ask for it at the same time', async () => {
  const { cache } = open(() => answer('Sơn La '.repeat(30_000)), follow(changes('file').feed))
  const headers = { 'accept-encoding': 'br' }
  await cache.render(request('/'))
  // Each looks at what there is when its own answer comes.
  const made = Array.from({ length: 8 }, async () => {
    const { encoded } = await cache.render(request('/', { headers }))
    return encoded?.br
  })
  const [first, ...others] = await Promise.all(made)
  expect(first?.length).toBeLessThan(5_000)
  expect(others.every((other) => other === first)).toBe(true)
})

describe('a page whose subject changes while it is rendered', () => {
  test.each(['file', 'server'] as const)(
    'is not kept, and nobody who comes later waits for it (%s)',
    async (kind) => {
      const { feed, change } = changes(kind)
      const revisions = follow(feed)
      await revisions.refresh()
      const slow = Promise.withResolvers<undefined>()
      const { cache, rendered } = open(async () => {
        const version = rendered.length
        if (version === 1) await slow.promise
        return answer(`bản ${version}`)
      }, revisions)
      const first = cache.render(request('/'))
      change('news')
      await nextTurn()
      if (kind === 'server') await revisions.refresh()
      expect(textOf(await cache.render(request('/')))).toBe('bản 2')
      slow.resolve(undefined)
      expect(textOf(await first)).toBe('bản 1')
      expect(textOf(await cache.render(request('/')))).toBe('bản 2')
    },
  )
})

describe('time', () => {
  test('changes pages when an article’s moment comes, and at the end of the day', async () => {
    const clock = { now: 1_000, next: 5_000 as number | null }
    const revisions = follow(changes('file').feed, clock)
    await revisions.refresh()
    const { cache, rendered } = open(() => answer('x'), revisions)
    const readAt = async (now: number): Promise<number> => {
      clock.now = now
      await nextTurn()
      await cache.render(request('/'))
      return rendered.length
    }
    expect([await readAt(1_500), await readAt(4_999)]).toEqual([1, 1])
    expect([await readAt(5_000), await readAt(5_001)]).toEqual([2, 2])
    await revisions.refresh()
    expect([await readAt(86_399_999), await readAt(86_400_000), await readAt(86_400_001)]).toEqual([2, 3, 3])
  })

  test('is not missed where it passes before anyone asked when', async () => {
    const { feed, change } = changes('file')
    const clock = { now: 1_000, next: null as number | null }
    const revisions = follow(feed, clock)
    await revisions.refresh()
    const { cache, rendered } = open(() => answer('x'), revisions)
    change('news')
    clock.next = 1_200
    await cache.render(request('/'))
    clock.now = 1_300
    await revisions.refresh()
    await nextTurn()
    await cache.render(request('/'))
    expect(rendered).toHaveLength(2)
  })
})

describe('while the database is away', () => {
  test('readers get what is kept, also where it was known to be old', async () => {
    const { feed, state, change } = changes('server')
    const revisions = follow(feed)
    await revisions.refresh()
    const failing = { now: false }
    const { cache } = open(
      () => (failing.now ? answer('lỗi', { 'cache-control': 'no-store' }, 503) : answer('trang')),
      revisions,
    )
    await cache.render(request('/'))
    change('news')
    await revisions.refresh()
    state.away = true
    failing.now = true
    // Nobody has noticed yet.
    expect(revisions.isAway()).toBe(false)
    expect(textOf(await cache.render(request('/')))).toBe('trang')
    expect(revisions.isAway()).toBe(true)
    expect(textOf(cache.find('/', {}) ?? { body: null })).toBe('trang')
    expect((await cache.render(request('/tin-tuc/'))).status).toBe(503)
    state.away = false
    failing.now = false
    await revisions.refresh()
    expect(cache.find('/', {})).toBeNull()
    expect(cache.counts().stale).toBe(2)
  })

  test('a reader whose page hangs gets what is kept as soon as that is found out', async () => {
    const { feed, state, change } = changes('server')
    const revisions = follow(feed)
    await revisions.refresh()
    const hanging = { now: false }
    const never = new Promise<Answer>(() => undefined)
    const { cache } = open(() => (hanging.now ? never : answer('trang')), revisions)
    await cache.render(request('/'))
    change('news')
    await revisions.refresh()
    hanging.now = true
    const read = [cache.render(request('/')), cache.render(request('/'))]
    state.away = true
    await revisions.refresh()
    expect((await Promise.all(read)).map(textOf)).toEqual(['trang', 'trang'])
    expect(cache.counts().stale).toBe(2)
  })

  test('a page that failed although the database is back is made once more', async () => {
    const { feed, change } = changes('server')
    const revisions = follow(feed)
    const failures = { left: 0 }
    const { cache, rendered } = open(() => {
      if ((failures.left -= 1) >= 0) return answer('lỗi', { 'cache-control': 'no-store' }, 503)
      return answer(`trang ${rendered.length}`)
    }, revisions)
    await cache.render(request('/'))
    change('news')
    await revisions.refresh()
    failures.left = 1
    expect(textOf(await cache.render(request('/')))).toBe('trang 3')
  })

  test('an error that has another cause stays an error', async () => {
    const { feed, change } = changes('server')
    const revisions = follow(feed)
    const broken = { now: false }
    const { cache } = open(() => (broken.now ? answer('lỗi', {}, 500) : answer('trang')), revisions)
    await cache.render(request('/'))
    broken.now = true
    change('news')
    await revisions.refresh()
    expect((await cache.render(request('/'))).status).toBe(500)
  })
})

describe('under changes at any moment, nobody gets a page older than what was committed', () => {
  /** One thing that happens; `at` is how many turns later the next one does. */
  const step = fc.record({
    act: fc.constantFrom('change', 'read', 'read', 'refresh'),
    tag: fc.constantFrom('news', 'news/a', 'news/b'),
    url: fc.constantFrom('/', '/tin-tuc/a/', '/tin-tuc/b/'),
    turns: fc.nat(2),
    renderTurns: fc.nat(6),
  })

  test.each(['file', 'server'] as const)('with the database in a %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const { feed, change, state } = changes(kind)
        state.delay = () => nextTurn()
        const revisions = follow(feed)
        const versions: Record<string, number> = { news: 0, 'news/a': 0, 'news/b': 0, figures: 0 }
        const tagsOf = (url: string): string[] => [
          'news',
          'figures',
          `news/${/\/([ab])\//u.exec(url)?.[1] ?? ''}`,
        ]
        const stateOf = (url: string): string =>
          tagsOf(url)
            .map((tag) => versions[tag] ?? 0)
            .join()
        let turnsToRender = 0
        const { cache } = open(async ({ path }) => {
          const turns = turnsToRender
          const seen = stateOf(path)
          for (let turn = 0; turn < turns; turn += 1) await nextTurn()
          return answer(seen)
        }, revisions)
        /** What is certainly known here: on a file everything, otherwise what a refresh has brought. */
        let known = { ...versions }
        const reads: Promise<void>[] = []
        for (const { act, tag, url, turns, renderTurns } of steps) {
          if (act === 'change') {
            versions[tag] = (versions[tag] ?? 0) + 1
            change(tag)
            if (kind === 'file') await nextTurn()
          }
          if (act === 'refresh') {
            const committed = { ...versions }
            await revisions.refresh()
            known = committed
          }
          if (act === 'read') {
            turnsToRender = renderTurns
            const least = kind === 'file' ? { ...versions } : { ...known }
            const kept = cache.find(url, {})
            const reading = kept === null ? cache.render(request(url)) : Promise.resolve(kept)
            reads.push(
              reading.then((page) => {
                const shown = textOf(page).split(',').map(Number)
                tagsOf(url).forEach((one, index) => {
                  expect(shown[index]).toBeGreaterThanOrEqual(least[one] ?? 0)
                })
              }),
            )
          }
          for (let turn = 0; turn < turns; turn += 1) await nextTurn()
        }
        await Promise.all(reads)
        await revisions.stop()
      }),
      { numRuns: 100 },
    )
  })
})
