import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printedPath } from '../../src/http/address.ts'
import { faultsOf } from '../fixtures/answer-faults.ts'
import { builtRoutes, type BuiltRoute } from '../fixtures/built-routes.ts'
import { demoAccount } from '../fixtures/demo-account.ts'
import { NASTY_TEXTS } from '../fixtures/hostile-values.ts'
import { EXAMPLE_QUERIES, exampleParams, type Known } from '../fixtures/route-examples.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

/** As readers meet it: https in front, plain HTTP behind the proxy. */
const origin = 'https://localhost'
const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const JSON_TYPE = { 'content-type': 'application/json' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const TOO_LARGE = 'a'.repeat(2 * 1024 * 1024)

let site: RunningSite
let routes: BuiltRoute[]
let cookie: string
let known: Known

beforeAll(async () => {
  site = await startSite({ env: { SITE_URL: origin } })
  routes = (await builtRoutes()).filter((route) => route.origin === 'project')
  cookie = cookieOf(await signIn())
  known = await sendComment()
})
afterAll(() => site.stop())

const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(site.url + path, { redirect: 'manual', ...init })
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  call(path, { method: 'POST', body, headers })
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

function signIn(headers: Record<string, string> = {}, credentials = demoAccount(site)): Promise<Response> {
  return post('/api/v1/staff/session', JSON.stringify(credentials), { ...JSON_TYPE, origin, ...headers })
}

async function sendComment(): Promise<Known> {
  const target = ARTICLE.slice(1, -1).replace('tin-tuc', 'news')
  const sent = await post('/api/v1/comments', JSON.stringify({ target, body: 'Một lời góp ý.' }), JSON_TYPE)
  const { code } = (await sent.json()) as { code: string }
  const found = await call(`/api/v1/staff/comments?words=${code}`, { headers: { cookie } })
  const [item] = ((await found.json()) as { items: { id: string }[] }).items
  const comment = item?.id ?? ''
  const decision = JSON.stringify({ revision: 1, action: 'publish' })
  await post(`/api/v1/staff/comments/${comment}/decisions`, decision, { ...JSON_TYPE, origin, cookie })
  return { code, comment }
}

/** The printed address of a route; null where it has parameters and no example. */
function addressOf({ route, params }: BuiltRoute): string | null {
  const values = exampleParams(known)[route]
  if (params.length > 0 && values === undefined) return null
  const path = route.replace(/\[(?:\.\.\.)?(\w+)\]/gu, (_, name: string) => values?.[name] ?? `no ${name}`)
  return (printedPath(path) ?? path) + (EXAMPLE_QUERIES[route] ?? '')
}

/** Keys of the addresses of pages, each of which chooses something. */
const KEYS =
  'q asof cap sap-xep chieu trang theo roi-theo don-vi don-vi-tien minh-hoa loai nhom after limit dia-phuong'

/** A route with hostile texts for everything that may vary in its address, another one each time. */
function hostileAddress({ route }: BuiltRoute, turn: number): string {
  const text = (at: number): string =>
    encodeURIComponent((NASTY_TEXTS[(turn * 7 + at * 13) % NASTY_TEXTS.length] ?? '').toWellFormed())
  const path = route.replace(/\[(?:\.\.\.)?\w+\]/gu, (_, at: number) => text(at))
  const query = KEYS.split(' ').map((key, at) => `${key}=${text(at + turn)}`)
  return `${printedPath(path) ?? path}?${query.join('&')}`
}

/** Asks for every route and gathers what is wrong, by address; bodies are thrown away. */
async function faultsEverywhere(
  ask: (path: string) => Promise<Response>,
  among = routes,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const route of among) {
    const path = addressOf(route) ?? ''
    const response = await ask(path)
    await response.body?.cancel()
    const faults = faultsOf(path, response)
    if (response.status >= 500 && route.route !== '/500') faults.push(`answers ${response.status}`)
    if (faults.length > 0) found[`${response.status} ${path}`] = faults
  }
  return found
}

describe('every route', () => {
  test('has an example here, and the API is described route by route', async () => {
    expect(routes.length).toBeGreaterThan(90)
    expect(routes.filter((route) => addressOf(route) === null).map(({ route }) => route)).toEqual([])
    const { paths } = (await (await call('/api/v1/openapi.json')).json()) as { paths: object }
    const nameless = (path: string): string => path.replace(/[[{]\w+[\]}]/gu, '*')
    const built = routes.map(({ route }) => route).filter((route) => route.startsWith('/api/v1/'))
    expect(Object.keys(paths).map(nameless).sort()).toEqual(
      built
        .filter((route) => route !== '/api/v1/openapi.json')
        .map(nameless)
        .sort(),
    )
  })

  test('carries every header to a reader, and no cookie', async () => {
    let cookies = 0
    const faults = await faultsEverywhere(async (path) => {
      const response = await call(path)
      cookies += response.headers.getSetCookie().length
      return response
    })
    expect(faults).toEqual({})
    // Signing out takes a cookie away and is posted: reading sets none anywhere.
    expect(cookies).toBe(0)
  })

  test('carries them to staff, and where it refuses what is sent from another site', async () => {
    const evil = { origin: 'https://evil.example', cookie, ...FORM }
    const sent = (path: string): Promise<Response> => post(path, 'action=publish&revision=1', evil)
    const refused: number[] = []
    // An event stream has no end; public pages ignore cookies, which shared-pages.test.ts shows.
    const ofStaff = routes.filter(({ route }) =>
      /^\/(?:quan-tri|api\/v1\/staff)\/(?!hang-cho)/u.test(`${route}/`),
    )
    expect(ofStaff.length).toBeGreaterThan(20)
    expect({
      staff: await faultsEverywhere((path) => call(path, { headers: { cookie } }), ofStaff),
      foreign: await faultsEverywhere(async (path) => {
        const response = await sent(path)
        refused.push(response.status)
        return response
      }),
    }).toEqual({ staff: {}, foreign: {} })
    expect(new Set(refused)).toEqual(new Set([403]))
  })
})

describe('whatever stands in its address', () => {
  test('a route answers it with every header, and never with a failure of its own', async () => {
    const faults: Record<string, string[]> = {}
    for (const [turn, route] of routes.entries()) {
      if (route.route === '/500' || route.route === '/quan-tri/hang-cho') continue
      const path = hostileAddress(route, turn)
      const response = await call(path, { headers: { cookie } })
      await response.body?.cancel()
      const found = faultsOf(path, response)
      if (response.status >= 500) found.push(`answers ${response.status}`)
      if (found.length > 0) faults[path] = found
    }
    expect(faults).toEqual({})
  })
})

test.each<[number, string, () => Promise<Response>]>([
  [303, 'a page of staff for a reader', () => call('/quan-tri/nhan-su/')],
  [308, 'an address in another spelling', () => call('/TIN-TUC')],
  [308, 'doubled slashes', () => call('//evil.example//a')],
  [400, 'an address that is none', () => call('/%zz')],
  [400, 'one of the API', () => call('/api/v1/%zz')],
  [400, 'a body that is no JSON', () => post('/api/v1/comments', '{', JSON_TYPE)],
  [401, 'the API of staff for a reader', () => call('/api/v1/staff/comments')],
  [403, 'a form of another site', () => post(ARTICLE, 'body=x', { ...FORM, origin: 'https://evil.example' })],
  [403, 'a form of a page without an origin', () => post(ARTICLE, 'body=x', { ...FORM, origin: 'null' })],
  [403, 'a form of staff without an origin', () => post('/quan-tri/dang-nhap/', 'email=x', FORM)],
  [404, 'a page', () => call('/khong-co/')],
  [404, 'a picture', () => call('/anh-bai/khong-co/x.avif')],
  [404, 'a file', () => call('/_assets/khong-co.js')],
  [404, 'the API', () => call('/api/v1/khong-co')],
  [404, 'a frame', () => call('/nhung/ket-qua/khong-co/')],
  [404, 'a figure in a frame', () => call('/nhung/so-lieu/khong-co')],
  [405, 'a page', () => call('/tin-tuc/', { method: 'DELETE' })],
  [405, 'the API', () => call('/api/v1/comments', { method: 'PUT' })],
  [405, 'a file', () => call('/favicon.svg', { method: 'POST' })],
  [413, 'a page', () => post(ARTICLE, TOO_LARGE, FORM)],
  [413, 'the API', () => post('/api/v1/comments', TOO_LARGE, JSON_TYPE)],
  [415, 'a form of the wrong type', () => post(ARTICLE, '{}', { ...JSON_TYPE, origin })],
  [415, 'the API', () => post('/api/v1/comments', 'body=x', FORM)],
  [422, 'a page', () => post(ARTICLE, 'body=x', { ...FORM, origin })],
  [422, 'the API', () => call('/api/v1/figures?limit=0')],
  [500, 'a page', () => call('/500/')],
  [200, 'a file that never changes', async () => call((await assetOf('/')) ?? '')],
  [200, 'a page in English', () => call('/en/')],
  [200, 'a frame in English', () => call('/en/nhung/so-lieu/ty-le-ho-ngheo_son-la_2022')],
  [200, 'the worker', () => call('/sw.js')],
  [200, 'health', () => call('/readyz')],
])('an answer %i carries every header: %s', async (status, _, ask) => {
  const response = await ask()
  await response.body?.cancel()
  expect(response.status).toBe(status)
  expect(faultsOf(new URL(response.url).pathname, response)).toEqual([])
})

async function assetOf(path: string): Promise<string | undefined> {
  return /href="(\/_assets\/[^"]+)"/u.exec(await (await call(path)).text())?.[1]
}

test('what other sites may show in a frame has no form to be tricked into', async () => {
  const frames = routes.filter(({ route }) => route.startsWith('/nhung/'))
  expect(frames.length).toBeGreaterThan(2)
  for (const frame of frames) {
    const html = await (await call(addressOf(frame) ?? '')).text()
    expect(html).toContain('</html>')
    expect(html).not.toMatch(/<(?:form|input|button|textarea|select)\b/u)
  }
})

describe('what Astro adds by itself', () => {
  test.each([
    '/_image',
    '/%5Fimage',
    '/%5fimage',
    '/%255Fimage',
    '/en/%5fimage',
    '/_server-islands/x',
    '/%5Fserver-islands/x',
  ])('%s is not there', async (path) => {
    const response = await call(`${path}?href=/favicon.svg&f=svg`)
    expect([400, 404]).toContain(response.status)
    expect(await response.text()).not.toContain('<svg')
  })

  test('is known: another version of it may add more', async () => {
    const internal = (await builtRoutes()).filter((route) => route.origin === 'internal')
    expect(internal.map(({ route }) => route).sort()).toEqual(['/_image', '/_server-islands/[name]'])
  })
})

describe('a session', () => {
  test('has an id that nobody could have planted', async () => {
    const planted = `__Host-session=${'a2'.repeat(20)}`
    const response = await signIn({ cookie: planted })
    expect(response.status).toBe(204)
    expect(faultsOf('/api/v1/staff/session', response)).toEqual([])
    expect(cookieOf(response)).not.toBe(planted)
    expect((await call('/api/v1/staff/comments', { headers: { cookie: planted } })).status).toBe(401)
  })

  test('is not taken from a cookie of another name, which a neighbour of the host could set', async () => {
    const value = cookieOf(await signIn()).split('=')[1] ?? ''
    for (const name of ['session', '__Secure-session', '__host-session', ' __Host-sessionx'])
      expect((await call('/api/v1/staff/comments', { headers: { cookie: `${name}=${value}` } })).status).toBe(
        401,
      )
  })
})

test('a limit counts who is connected, whatever headers claim to be somebody else', async () => {
  const claims = (n: number): Record<string, string> => ({
    'x-forwarded-for': `203.0.113.${n}`,
    forwarded: `for=203.0.113.${n}`,
    'x-real-ip': `203.0.113.${n}`,
    'x-client-ip': `203.0.113.${n}`,
    'cf-connecting-ip': `203.0.113.${n}`,
    'true-client-ip': `203.0.113.${n}`,
    via: `1.1 proxy-${n}`,
    'user-agent': `agent ${n}`,
    cookie: `__Host-session=${'b'.repeat(39)}${n}`,
  })
  const wrong = { email: 'ai-do@example.vn', password: 'không phải mật khẩu này' }
  const statuses: number[] = []
  for (let n = 1; n <= 6; n += 1) statuses.push((await signIn(claims(n), wrong)).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  const last = await signIn(claims(7), wrong)
  expect(faultsOf('/api/v1/staff/session', last)).toEqual([])
  const form = new URLSearchParams(wrong).toString()
  const page = await post('/quan-tri/dang-nhap/', form, { ...FORM, ...claims(8), origin })
  expect([page.status, Number(page.headers.get('retry-after')) > 0]).toEqual([429, true])
  expect(faultsOf('/quan-tri/dang-nhap/', page)).toEqual([])
})
