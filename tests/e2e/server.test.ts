import { brotliDecompressSync } from 'node:zlib'
import { request } from 'node:http'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIST_DIR } from '../../src/server/build.ts'
import { rawExchange } from '../fixtures/raw-http.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

let site: RunningSite
let port: number

beforeAll(async () => {
  site = await startSite()
  port = Number(new URL(site.url).port)
})
afterAll(() => site.stop())

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(site.url + path, { redirect: 'manual', ...init })

describe('the built site', () => {
  test('answers its home page compressed, tagged and under a strict policy', async () => {
    const response = await get('/')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<html lang="vi"')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self' 'sha256-/u)
    expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/u)
    expect(policy).not.toMatch(/unsafe|https?:/u)
    const etag = response.headers.get('etag') ?? ''
    const again = await get('/', { headers: { 'if-none-match': etag } })
    expect([again.status, again.headers.get('content-security-policy')]).toEqual([304, policy])
  })

  test('allows every inline script and style that its pages bring', async () => {
    const pages = ['/', '/tin-tuc/', '/khong-co-trang-nay/']
    for (const path of pages) {
      const response = await get(path)
      const html = await response.text()
      const policy = response.headers.get('content-security-policy') ?? ''
      for (const [, attributes = '', code = ''] of html.matchAll(
        /<(?:script|style)([^>]*)>([\s\S]*?)<\//gu,
      )) {
        // Data is no script to a browser.
        if (code === '' || /application\/(?:ld\+)?json/u.test(attributes)) continue
        const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(code))).toString(
          'base64',
        )
        expect(policy).toContain(`'sha256-${digest}'`)
      }
      expect(html).not.toMatch(/ style="| on\w+="/u)
    }
  })

  test('shows its own page where nothing is, whatever the method', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const response = await get('/khong-co/trang/nay/', { method })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(await response.text()).toMatch(/<html lang="vi"[\s\S]*<h1/u)
    }
    const api = await get('/api/v1/khong-co')
    expect([api.status, api.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ])
  })

  test('leads an address in capitals to the printed one', async () => {
    const response = await get('/TIN-TUC/?trang=2')
    expect([response.status, response.headers.get('location')]).toEqual([308, '/tin-tuc/?trang=2'])
  })

  test('does not offer what Astro adds by itself', async () => {
    for (const path of ['/_image?href=/_assets/x.png&w=9000', '/_server-islands/x', '/_actions/x']) {
      expect((await get(path)).status).toBe(404)
    }
  })

  test('keeps its own address whatever host it is asked for', async () => {
    const answer = await rawExchange(
      port,
      'GET /tin-tuc HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: evil.test\r\nConnection: close\r\n\r\n',
    )
    expect(answer).not.toContain('evil.test')
    const page = await rawExchange(port, 'GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n')
    expect(page).toMatch(/^HTTP\/1.1 200 /u)
    expect(page).not.toContain('evil.test')
  })

  test('sends its scripts and styles compressed, for ever', async () => {
    const [name = ''] = await readdir(join(DIST_DIR, 'client/_assets'))
    const original = await readFile(join(DIST_DIR, 'client/_assets', name))
    const { headers, body } = await new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
      (resolve) => {
        request(`${site.url}/_assets/${name}`, { headers: { 'accept-encoding': 'br' } }, (res) => {
          const chunks: Buffer[] = []
          res.on('data', (chunk: Buffer) => chunks.push(chunk))
          res.on('end', () => {
            resolve({ headers: res.headers, body: Buffer.concat(chunks) })
          })
        }).end()
      },
    )
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const plain = headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body
    expect(plain.equals(original)).toBe(true)
  })

  test('refuses a text that is far too large, as a page and as a problem document', async () => {
    const body = 'a'.repeat(2 * 1024 * 1024)
    const page = await get('/tin-tuc/a/', { method: 'POST', body })
    expect([page.status, await page.text()]).toEqual([413, expect.stringContaining('Nội dung quá dài')])
    const api = await get('/api/v1/comments', { method: 'POST', body })
    expect(await api.json()).toMatchObject({ status: 413 })
  })

  test('writes one JSON line a request and no tracking code', async () => {
    await get('/tra-cuu/AAAA-BBBB-CCCC?x=bi-mat')
    await expect.poll(() => site.output()).toContain('"route":"/tra-cuu/*"')
    const lines = site
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
    expect(site.output()).not.toMatch(/AAAA-BBBB|bi-mat|127\.0\.0\.1"?,"user/u)
  })

  test('says where to read, where to moderate and with which account', () => {
    expect(site.output()).toContain(`Đọc trang:   ${site.url}/\n`)
    expect(site.output()).toContain(`Kiểm duyệt:  ${site.url}/quan-tri/\n`)
    expect(site.output()).toMatch(/Tài khoản dùng thử: \S+@\S+ {2}mật khẩu: \S{8,}\n/u)
  })
})

test('a site on https asks browsers to stay there', async () => {
  const secure = await startSite({ env: { SITE_URL: 'https://giamngheo.example.vn' } })
  try {
    const response = await fetch(`${secure.url}/`)
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(response.headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
    const html = await response.text()
    expect(html).not.toContain('localhost')
    expect(secure.output()).not.toContain('Tài khoản dùng thử')
  } finally {
    await secure.stop()
  }
})
