import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { FUZZ_TIMEOUT, fuzzApi, fuzzLength } from '../fixtures/api-fuzz.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { fuzzForms } from '../fixtures/form-fuzz.ts'
import { createPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const TARGET = 'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const CLOSED = 'news/gui-binh-luan-va-theo-doi-ket-qua'

interface Problem {
  type: string
  status: number
  title: string
  detail: string
  errors?: { pointer: string; code: string; detail: string }[]
  current?: { revision: number; status: string; by: string; at: string }
}

describe.each(['SQLite', 'PostgreSQL'])('the API on %s', (kind) => {
  let site: RunningSite
  let databaseUrl: string | undefined
  let cookie: string

  beforeAll(async () => {
    databaseUrl = kind === 'PostgreSQL' ? await createPostgresDatabase(inject('postgresUrl')) : undefined
    site = await startSite({ env: { RATE_LIMITS: 'off' }, ...(databaseUrl !== undefined && { databaseUrl }) })
    cookie = await signInOverApi(site, demoAccount(site))
  })
  afterAll(async () => {
    await site.stop()
    if (databaseUrl !== undefined) await dropPostgresDatabase(databaseUrl)
  })

  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(site.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const comment = (body: unknown, headers: Record<string, string> = {}) =>
    post('/api/v1/comments', typeof body === 'string' ? body : JSON.stringify(body), headers)
  const decide = (id: string, body: unknown, headers: Record<string, string> = {}) =>
    post(`/api/v1/staff/comments/${id}/decisions`, JSON.stringify(body), {
      origin: site.url,
      cookie,
      ...headers,
    })
  const queue = async (query = '') =>
    (await (await fetch(`${site.url}/api/v1/staff/comments${query}`, { headers: { cookie } })).json()) as {
      items: { id: string; revision: number; status: string; target: string; body: string; held: string[] }[]
      next: string | null
    }

  async function expectProblem(response: Response, status: number): Promise<Problem> {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await response.json()) as Problem
    expect(problem).toMatchObject({
      status,
      type: expect.any(String) as string,
      title: expect.any(String) as string,
    })
    expect(response.status).toBe(status)
    return problem
  }

  test('a comment goes its whole way', async () => {
    const sent = await comment({ target: TARGET, body: 'Đi hết một vòng.', displayName: 'Hoa' })
    expect(sent.status).toBe(201)
    const receipt = (await sent.json()) as Record<string, string>
    expect(Object.keys(receipt)).toEqual(['code', 'status', 'submittedAt', 'trackUrl', 'receiptHash'])
    const track = async () =>
      (await (await fetch(`${site.url}/api/v1/comments/${receipt['code'] ?? ''}`)).json()) as unknown
    expect(await track()).toMatchObject({
      status: 'pending',
      reason: null,
      note: null,
      submittedAt: receipt['submittedAt'],
      decidedAt: null,
      decisionDue: { workingDays: 3, dueDay: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/u) as string },
      awaitedAnswer: null,
      answer: null,
    })

    const waiting = (await queue()).items.find(({ body }) => body === 'Đi hết một vòng.')
    expect(waiting).toMatchObject({
      revision: 1,
      status: 'pending',
      target: TARGET,
      displayName: 'Hoa',
      held: [],
    })
    const decided = await decide(waiting?.id ?? '', { revision: 1, action: 'publish' })
    expect(await decided.json()).toEqual({ id: waiting?.id, revision: 2, status: 'published' })
    expect(await track()).toMatchObject({ status: 'published' })
    const thread = (await (await fetch(`${site.url}/api/v1/comments?target=${TARGET}`)).json()) as {
      items: object[]
    }
    expect(thread.items.at(-1)).toMatchObject({
      id: waiting?.id,
      body: 'Đi hết một vòng.',
      displayName: 'Hoa',
      answer: null,
    })

    const late = await expectProblem(
      await decide(waiting?.id ?? '', { revision: 1, action: 'reject', reason: 'insult' }),
      409,
    )
    expect(late.current).toMatchObject({ revision: 2, status: 'published', by: 'Tài khoản dùng thử' })
  })

  test.each([
    ['too short', { body: 'abc' }, 'too-short', 'Bạn vui lòng nhập từ 5 ký tự trở lên'],
    ['empty', { body: '' }, 'too-short', 'Bạn vui lòng nhập từ 5 ký tự trở lên'],
    ['too long', { body: 'ế'.repeat(501) }, 'too-long', 'Bạn đã nhập quá 1 ký tự'],
    [
      'invisible',
      { body: '\u200b\u3164\u200b\u3164\u200b' },
      'too-short',
      'Bạn vui lòng nhập từ 5 ký tự trở lên',
    ],
    ['without letters', { body: '😀😀😀😀😀😀' }, 'no-letters', 'Bình luận cần có'],
    ['nothing but NUL', { body: '\0\0\0\0\0\0' }, 'too-short', 'Bạn vui lòng'],
    ['lone surrogates', { body: '\ud800\ud800\ud800\ud800\ud800\ud800' }, 'no-letters', 'Bình luận cần có'],
    ['a number', { body: 5 }, 'wrong-type', ''],
    ['missing', {}, 'required', ''],
  ])('a body that is %s is refused at /body', async (_, body, code, detail) => {
    const problem = await expectProblem(await comment({ target: TARGET, ...body }), 422)
    expect(problem.errors).toMatchObject([{ pointer: '/body', code }])
    expect(problem.errors?.[0]?.detail).toContain(detail)
  })

  test.each([
    ['not JSON', '{"target":', 400],
    ['nothing', '', 400],
    ['not UTF-8', Buffer.from('7b22626f6479223a22ff227d', 'hex'), 400],
    ['an array', '[]', 422],
    ['null', 'null', 422],
    ['2 MB', () => JSON.stringify({ target: TARGET, body: 'a'.repeat(2_000_000) }), 413],
  ])('a request that is %s is refused', async (_, body, status) => {
    await expectProblem(await post('/api/v1/comments', typeof body === 'function' ? body() : body), status)
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=windows-1258',
    '',
  ])('the content type %j is 415', async (type) => {
    await expectProblem(await comment({ target: TARGET, body: 'Xin chào' }, { 'content-type': type }), 415)
  })

  test('unknown and closed targets', async () => {
    await expectProblem(await comment({ target: 'news/khong-co', body: 'Xin chào' }), 404)
    await expectProblem(await comment({ target: CLOSED, body: 'Xin chào' }), 403)
    await expectProblem(await fetch(`${site.url}/api/v1/comments?target=news/khong-co`), 404)
    await expectProblem(await fetch(`${site.url}/api/v1/comments`), 422)
    await expectProblem(await fetch(`${site.url}/api/v1/comments?target=${TARGET}&limit=0`), 422)
    await expectProblem(await fetch(`${site.url}/api/v1/comments?target=${TARGET}&after=zzz`), 422)
    await expectProblem(await fetch(`${site.url}/api/v1/comments/ABC`), 404)
    await expectProblem(await fetch(`${site.url}/api/v1/khong-co`), 404)
    await expectProblem(await fetch(`${site.url}/api/v1/comments`, { method: 'DELETE' }), 405)
  })

  test('a key makes a repeat the same answer, to the byte', async () => {
    const key = crypto.randomUUID()
    const send = async (body: string) => comment({ target: TARGET, body }, { 'idempotency-key': key })
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send('Gửi năm lần.').then((response) => response.text())),
    )
    expect(new Set(answers).size).toBe(1)
    await expectProblem(await send('Khoá cũ, lời mới.'), 422)
    expect((await queue('?limit=100')).items.filter(({ body }) => body === 'Gửi năm lần.')).toHaveLength(1)
  })

  test('what stands for tags is stored as text without them', async () => {
    await comment({ target: TARGET, body: '<script>alert(1)</script><b>Chữ</b> &lt;giữ&gt; A & B < 5' })
    expect((await queue('?limit=100')).items.map(({ body }) => body)).toContain('Chữ &lt;giữ&gt; A & B < 5')
  })

  test('staff addresses let nobody in without session and origin', async () => {
    await expectProblem(await fetch(`${site.url}/api/v1/staff/comments`), 401)
    await expectProblem(
      await fetch(`${site.url}/api/v1/staff/comments`, { headers: { cookie: 'session=abc' } }),
      401,
    )
    const credentials = JSON.stringify(demoAccount(site))
    await expectProblem(await post('/api/v1/staff/session', credentials), 403)
    await expectProblem(
      await post('/api/v1/staff/session', credentials, { origin: 'https://evil.example' }),
      403,
    )
    await expectProblem(
      await post('/api/v1/staff/session', JSON.stringify({ email: 'demo@localhost', password: 'sai' }), {
        origin: site.url,
      }),
      401,
    )
    const headers = { 'content-type': 'application/json', cookie }
    for (const origin of [
      'null',
      'https://evil.example',
      site.url.replace('http:', 'https:'),
      `${site.url}.evil.example`,
    ]) {
      await expectProblem(await decide('x', { revision: 1, action: 'publish' }, { origin }), 403)
    }
    await expectProblem(
      await fetch(`${site.url}/api/v1/staff/comments/x/decisions`, { method: 'POST', headers, body: '{}' }),
      403,
    )
    await expectProblem(
      await comment({ target: TARGET, body: 'Từ trang khác.' }, { origin: 'https://evil.example' }),
      403,
    )
  })

  test('a decision names what is wrong with it', async () => {
    await comment({ target: TARGET, body: 'Chờ quyết định sai.' })
    const id = (await queue('?limit=100')).items.find(({ body }) => body === 'Chờ quyết định sai.')?.id ?? ''
    const errorsOf = async (body: object) =>
      (await expectProblem(await decide(id, body), 422)).errors?.map(
        ({ pointer, code }) => `${pointer} ${code}`,
      )
    expect(await errorsOf({ revision: 1, action: 'reject' })).toEqual(['/reason required'])
    expect(await errorsOf({ revision: 1, action: 'reject', reason: 'vì thích' })).toEqual(['/reason unknown'])
    expect(await errorsOf({ revision: 1, action: 'nhảy' })).toEqual(['/action unknown'])
    expect(await errorsOf({ action: 'publish' })).toEqual(['/revision required'])
    expect(await errorsOf({ revision: 1, action: 'restore' })).toEqual(['/action no-such-step'])
    await expectProblem(await decide('khong-co', { revision: 1, action: 'publish' }), 404)
    await expectProblem(await decide(id, { revision: 9, action: 'publish' }), 409)
  })

  test('a decision with a key that comes again gets its first answer', async () => {
    await comment({ target: TARGET, body: 'Quyết định gửi hai lần.' })
    const id =
      (await queue('?limit=100')).items.find(({ body }) => body === 'Quyết định gửi hai lần.')?.id ?? ''
    const key = { 'idempotency-key': crypto.randomUUID() }
    const send = (action: string) => decide(id, { revision: 1, action }, key)
    const answers = await Promise.all([send('publish'), send('publish'), send('publish')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    await expectProblem(await send('hide'), 422)
  })

  test('of ten decisions at the same moment one counts', async () => {
    await comment({ target: TARGET, body: 'Mười người cùng quyết định.' })
    const id =
      (await queue('?limit=100')).items.find(({ body }) => body === 'Mười người cùng quyết định.')?.id ?? ''
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        decide(id, {
          revision: 1,
          ...(n % 2 === 0 ? { action: 'publish' } : { action: 'reject', reason: 'insult' }),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  })

  test('the submitter takes a comment back with the code', async () => {
    const { code } = (await (await comment({ target: TARGET, body: 'Tôi sẽ rút lại.' })).json()) as {
      code: string
    }
    await expectProblem(await post(`/api/v1/comments/${code}/appeal`, '{}'), 422)
    const response = await fetch(`${site.url}/api/v1/comments/${code}/withdraw`, { method: 'POST' })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'withdrawn' })
    await expectProblem(await post(`/api/v1/comments/${code}/withdraw`, '{}'), 422)
  })

  test('signing out ends the session, also for who kept the cookie', async () => {
    const own = await signInOverApi(site, demoAccount(site))
    const out = await fetch(`${site.url}/api/v1/staff/session`, {
      method: 'DELETE',
      headers: { origin: site.url, cookie: own },
    })
    expect(out.status).toBe(204)
    await expectProblem(await fetch(`${site.url}/api/v1/staff/comments`, { headers: { cookie: own } }), 401)
  })

  test('OpenAPI 3.1 describes every address that answers', async () => {
    const document = (await (await fetch(`${site.url}/api/v1/openapi.json`)).json()) as {
      openapi: string
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
    }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/v1/comments',
      '/api/v1/comments/{code}',
      '/api/v1/comments/{code}/appeal',
      '/api/v1/comments/{code}/withdraw',
      '/api/v1/comments/{id}/report',
      '/api/v1/figures',
      '/api/v1/figures/{id}',
      '/api/v1/funding',
      '/api/v1/indicators',
      '/api/v1/programmes',
      '/api/v1/releases',
      '/api/v1/releases/{dataset}/{version}',
      '/api/v1/search',
      '/api/v1/search/suggestions',
      '/api/v1/staff/comments',
      '/api/v1/staff/comments/decisions',
      '/api/v1/staff/comments/{id}/claim',
      '/api/v1/staff/comments/{id}/decisions',
      '/api/v1/staff/session',
      '/api/v1/units',
      '/api/v1/units/{id}',
    ])
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { responses }] of Object.entries(operations)) {
        const response = await fetch(site.url + path.replace(/\{\w+\}/gu, 'x'), {
          method: method.toUpperCase(),
        })
        expect(Object.keys(responses), `${method} ${path}`).toContain(String(response.status))
      }
    }
  })

  // Last: they leave comments behind.
  test(
    'whatever an operation is sent, it answers as described, and tells nothing of itself',
    async () => {
      const { code } = (await (await comment({ target: TARGET, body: 'Ai cũng gửi được.' })).json()) as {
        code: string
      }
      const known = {
        code: [code],
        id: [(await queue()).items[0]?.id ?? '', 'ty-le-ho-ngheo_son-la_2022', 'son-la'],
        ...{ dataset: ['ket-qua-giam-ngheo'], version: ['1'], target: [TARGET] },
        ...{ indicator: ['ty-le-ho-ngheo'], unit: ['son-la'], q: ['ho ngheo', 'Sơn La'] },
      }
      const own = await signInOverApi(site, demoAccount(site))
      const faults = await fuzzApi(site, { ...fuzzLength(), known, cookie: own })
      expect(faults.join('\n')).toBe('')
      expect((await queue()).items.length).toBeGreaterThan(0)
    },
    FUZZ_TIMEOUT,
  )

  test(
    'whatever a form of a page is sent, it is taken or refused',
    async () => {
      const { code } = (await (await comment({ target: TARGET, body: 'Ai cũng điền được.' })).json()) as {
        code: string
      }
      const id = (await queue(`?words=${code}`)).items[0]?.id ?? ''
      const own = await signInOverApi(site, demoAccount(site))
      const { seed, runs } = fuzzLength()
      const known = { code, comment: id }
      const faults = await fuzzForms(site, { seed, runs: Math.ceil(runs / 4), known, cookie: own })
      expect(faults.join('\n')).toBe('')
    },
    FUZZ_TIMEOUT,
  )
})
