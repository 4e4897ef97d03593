import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import {
  htmlAnswer,
  startListener,
  type ListenerOptions,
  type RunningListener,
} from '../../fixtures/listener.ts'
import { rawExchange } from '../../fixtures/raw-http.ts'

const LONG_PAGE = `<!doctype html><h1>Tỷ lệ hộ nghèo</h1>${'<p>Sơn La</p>'.repeat(500)}`

let listener: RunningListener
const start = async (options: ListenerOptions): Promise<void> => {
  listener = await startListener(options)
}
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(listener.url + path, {
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
    redirect: 'manual',
  })
/** The bytes as sent: fetch would decode them. */
const bytesOf = async (path: string, encoding: string): Promise<Buffer> => {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request(listener.url + path, { headers: { 'accept-encoding': encoding, connection: 'close' } }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        resolve(Buffer.concat(chunks))
      })
    })
      .on('error', reject)
      .end()
  })
}

afterEach(() => listener.close())

describe('a rendered page', () => {
  test('is compressed as the reader allows, brotli before gzip', async () => {
    await start({ render: () => Promise.resolve(htmlAnswer(LONG_PAGE)) })
    expect(brotliDecompressSync(await bytesOf('/', 'gzip, br')).toString()).toBe(LONG_PAGE)
    expect(gunzipSync(await bytesOf('/', 'gzip, br;q=0')).toString()).toBe(LONG_PAGE)
    expect(gunzipSync(await bytesOf('/', 'br;q=0.5, gzip;q=0.8')).toString()).toBe(LONG_PAGE)
    expect((await bytesOf('/', 'gzip;q=0, *;q=0')).toString()).toBe(LONG_PAGE)
    expect((await bytesOf('/', 'zstd')).toString()).toBe(LONG_PAGE)
    expect(brotliDecompressSync(await bytesOf('/', '*')).toString()).toBe(LONG_PAGE)
  })

  test('says its length, its encoding and that it varies', async () => {
    await start({ render: () => Promise.resolve(htmlAnswer(LONG_PAGE)) })
    const response = await get('/', { 'accept-encoding': 'br' })
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-length')).toBe(String((await bytesOf('/', 'br')).length))
  })

  test('stays as it is when it is short, no text, or encoded already', async () => {
    const answers = {
      '/short': htmlAnswer('<h1>Ngắn</h1>'),
      '/image': { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.alloc(5000) },
      '/encoded': htmlAnswer(LONG_PAGE, { 'content-encoding': 'x-own' }),
    }
    await start({ render: ({ path }) => Promise.resolve(answers[path as keyof typeof answers]) })
    for (const path of ['/short', '/image']) {
      expect((await get(path, { 'accept-encoding': 'br' })).headers.get('content-encoding')).toBeNull()
    }
    expect((await bytesOf('/encoded', 'br')).toString()).toBe(LONG_PAGE)
  })

  test('is answered with 304 while the reader still has it', async () => {
    let page = LONG_PAGE
    await start({ render: () => Promise.resolve(htmlAnswer(page)) })
    const first = await get('/', { 'accept-encoding': 'br' })
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"/u)
    const again = await get('/', { 'accept-encoding': 'gzip', 'if-none-match': `"x", ${etag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('etag')).toBe(etag)
    expect(again.headers.get('content-length')).toBeNull()
    page += '<p>Ý kiến mới</p>'
    expect((await get('/', { 'if-none-match': etag })).status).toBe(200)
  })

  test('has no tag where it may not be kept, is posted or is no success', async () => {
    await start({
      render: ({ path, method }) =>
        Promise.resolve(
          htmlAnswer(
            LONG_PAGE,
            path === '/kept' ? {} : { 'cache-control': 'private, no-store' },
            method === 'GET' ? 200 : 422,
          ),
        ),
    })
    expect((await get('/secret', { 'if-none-match': '*' })).headers.get('etag')).toBeNull()
    expect((await get('/kept', {}, 'POST')).headers.get('etag')).toBeNull()
    expect((await get('/kept', {}, 'POST')).headers.get('cache-control')).toBe('no-store')
    expect((await get('/kept')).headers.get('cache-control')).toBe('no-cache')
  })

  test('answers HEAD like GET, without the body', async () => {
    await start({ render: () => Promise.resolve(htmlAnswer(LONG_PAGE)) })
    const [head, whole] = [await get('/', {}, 'HEAD'), await get('/')]
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    for (const name of ['content-length', 'etag', 'content-type', 'vary']) {
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
    }
    expect(listener.requests.map((request) => request.method)).toEqual(['GET', 'GET'])
  })

  test('keeps every cookie it sets', async () => {
    await start({ render: () => Promise.resolve(htmlAnswer('x', { 'set-cookie': ['a=1', 'b=2'] })) })
    expect((await get('/')).headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})

describe('a static file', () => {
  const files = {
    '_assets/site.a1b2.css': `/* Sơn La */${'.a{color:red}'.repeat(400)}`,
    'fonts/vi.woff2': Buffer.alloc(4000, 7),
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'site.webmanifest': '{}',
    'mẫu số liệu.xlsx': 'x',
    'trang/index.html':
      "<meta http-equiv=\"content-security-policy\" content=\"script-src 'self' 'sha256-abc'; style-src 'self';\"><h1>a</h1>",
  }

  test('has its type', async () => {
    await start({ files })
    const types = {
      '/_assets/site.a1b2.css': 'text/css; charset=utf-8',
      '/fonts/vi.woff2': 'font/woff2',
      '/icon.svg': 'image/svg+xml',
      '/site.webmanifest': 'application/manifest+json',
      '/m%E1%BA%ABu%20s%E1%BB%91%20li%E1%BB%87u.xlsx':
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
    for (const [path, type] of Object.entries(types)) {
      const response = await get(path)
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type])
    }
    expect(listener.requests).toEqual([])
  })

  test('is kept for ever under a hashed name, else for an hour', async () => {
    await start({ files })
    expect((await get('/_assets/site.a1b2.css')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    )
    expect((await get('/icon.svg')).headers.get('cache-control')).toBe('public, max-age=3600')
  })

  test('has a strong tag for each encoding, and 304', async () => {
    await start({ files })
    const path = '/_assets/site.a1b2.css'
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (encoding) =>
        (await get(path, { 'accept-encoding': encoding })).headers.get('etag'),
      ),
    )
    expect(new Set(tags).size).toBe(3)
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]+"$/u)
    const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': tags[0] ?? '' })
    expect([again.status, again.headers.get('vary')]).toEqual([304, 'Accept-Encoding'])
    expect((await get(path, { 'accept-encoding': 'gzip', 'if-none-match': tags[0] ?? '' })).status).toBe(200)
    expect(brotliDecompressSync(await bytesOf(path, 'br')).toString()).toBe(files['_assets/site.a1b2.css'])
    expect((await bytesOf('/fonts/vi.woff2', 'br')).length).toBe(4000)
  })

  test('is only for reading', async () => {
    await start({ files })
    const response = await get('/icon.svg', {}, 'POST')
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await get('/icon.svg', {}, 'HEAD')).status).toBe(200)
  })

  test('cannot be used to reach another folder', async () => {
    await start({ files })
    for (const path of [
      '/_assets/..%2f..%2fpackage.json',
      '/../../etc/passwd',
      '/_assets/%2e%2e/%2e%2e/etc/passwd',
    ]) {
      const answer = await rawExchange(
        listener.port,
        `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      )
      expect(answer).toContain('<h1>Trang</h1>')
    }
  })

  test('that is a page brings the policy it was built with', async () => {
    await start({ files })
    const policy = (await get('/trang/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self' 'sha256-abc';")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})

describe('security headers', () => {
  const paths = ['/', '/icon.svg', '/healthz', '/readyz', '/%zz', '/api/v1/%zz', '/a//b', '/throws']
  const options: ListenerOptions = {
    files: { 'icon.svg': '<svg/>' },
    render: ({ path }) =>
      path === '/throws'
        ? Promise.reject(new Error('boom'))
        : Promise.resolve(htmlAnswer('x', { 'x-powered-by': 'Astro' })),
  }

  test('stand on every answer', async () => {
    await start(options)
    for (const path of paths) {
      const { headers } = await get(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/u)
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/u)
    }
  })

  test('that mean something to pages alone are left off files that are parts of one', async () => {
    await start({ files: { '_assets/a.css': 'a{}' } })
    const { headers } = await get('/_assets/a.css')
    expect(headers.get('cache-control')).toContain('immutable')
    expect(headers.get('permissions-policy')).toBeNull()
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  test('ask for https to be kept where the site is on https', async () => {
    await start({ ...options, siteUrl: 'https://giamngheo.example.vn' })
    for (const path of paths) {
      expect((await get(path)).headers.get('strict-transport-security')).toBe('max-age=31536000')
    }
    expect((await get('/')).headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  })

  test('keep what the page allows itself, one directive at a time', async () => {
    const own = "frame-ancestors *;script-src 'self' 'sha256-a=' ; style-src 'self' 'sha256-b=';"
    await start({ render: () => Promise.resolve(htmlAnswer('x', { 'content-security-policy': own })) })
    const { headers } = await get('/nhung/x/')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self' 'sha256-a='; style-src 'self' 'sha256-b='; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *; manifest-src 'self'",
    )
    expect(headers.get('x-frame-options')).toBeNull()
  })
})
