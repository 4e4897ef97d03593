import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError } from '../../../src/config.ts'
import { clientAddress } from '../../../src/server/client-address.ts'
import { startListener, type ListenerOptions, type RunningListener } from '../../fixtures/listener.ts'
import { rawConnection, rawExchange } from '../../fixtures/raw-http.ts'

const MIB = 1024 * 1024

let listener: RunningListener
const start = async (options: ListenerOptions = {}): Promise<void> => {
  listener = await startListener(options)
}
const raw = (head: string, body = ''): Promise<string> =>
  rawExchange(listener.port, `${head}\r\nConnection: close\r\n\r\n${body}`)

afterEach(() => listener.close())

describe('who asks, and for which site', () => {
  test('headers that claim another host, address or id are not believed', async () => {
    await start()
    const answer = await raw(
      'GET /a?b=1 HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil.test\r\n' +
        'X-Forwarded-Proto: https\r\nForwarded: for=6.6.6.6;host=evil.test\r\nX-Real-IP: 6.6.6.6\r\nX-Request-Id: mine\r\n' +
        'Accept-Language: vi',
    )
    const [request] = listener.requests
    expect(request?.headers).toEqual({ host: 'site.test', 'accept-language': 'vi' })
    expect(request?.clientAddress).toBe('127.0.0.1')
    expect([request?.path, request?.search]).toEqual(['/a', '?b=1'])
    expect(answer).not.toContain('mine')
    expect(answer).toContain(`x-request-id: ${request?.requestId ?? ''}`)
  })

  test.each([
    ['6.6.6.6, 203.0.113.9', ['127.0.0.1'], '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9, 10.1.2.3', ['127.0.0.1', '10.0.0.0/8'], '203.0.113.9'],
    ['203.0.113.9:4711', ['127.0.0.1'], '203.0.113.9'],
    ['[2001:db8::7]:4711', ['127.0.0.1'], '2001:db8::7'],
    ['::ffff:203.0.113.9', ['127.0.0.1'], '203.0.113.9'],
    ['unknown', ['127.0.0.1'], '127.0.0.1'],
    ['203.0.113.9', ['10.0.0.0/8'], '127.0.0.1'],
    ['', ['127.0.0.1'], '127.0.0.1'],
  ])('X-Forwarded-For %j behind %j is %s', async (forwarded, trustedProxies, expected) => {
    await start({ trustedProxies })
    await raw(`GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${forwarded}`)
    expect(listener.requests[0]?.clientAddress).toBe(expected)
  })

  test('an entry of TRUSTED_PROXIES that is no address stops the start', async () => {
    await start()
    for (const entry of ['proxy.local', '10.0.0.0/99', '0.0.0.0/0']) {
      expect(() => clientAddress([entry])).toThrow(ConfigError)
    }
  })

  test('a target with host, as proxies send it, is read for its path', async () => {
    await start()
    await raw('GET http://evil.test/tin-tuc/?q=1 HTTP/1.1\r\nHost: evil.test')
    expect([listener.requests[0]?.path, listener.requests[0]?.search]).toEqual(['/tin-tuc/', '?q=1'])
  })
})

describe('a malformed request', () => {
  test.each(['/%', '/%zz', '/%E0%A4%A', '/a%00b', '/?q=%00', '/a%0d%0ab'])('%s is 400', async (target) => {
    await start()
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: a`)
    expect(answer).toMatch(/^HTTP\/1.1 400 /u)
    expect(answer).toContain('<html lang="vi">')
    expect(answer).toContain('<h1>Địa chỉ không hợp lệ</h1>')
    expect(answer).not.toMatch(/<style|<script|style=/u)
    expect(listener.requests).toEqual([])
  })

  test('a query with a stray percent sign is let through', async () => {
    await start()
    expect(await raw('GET /tim-kiem?q=50% HTTP/1.1\r\nHost: a')).toMatch(/^HTTP\/1.1 200 /u)
  })

  test('is a problem document at an API address', async () => {
    await start()
    const answer = await raw('GET /api/v1/figures/%zz HTTP/1.1\r\nHost: a')
    expect(answer).toContain('content-type: application/problem+json')
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ type: 'about:blank', status: 400 })
  })

  test('no host, or more than one, is 400; an unknown expectation 417', async () => {
    await start()
    expect(await raw('GET / HTTP/1.1\r\nAccept: */*')).toMatch(/^HTTP\/1.1 400 /u)
    expect(await raw('GET / HTTP/1.0')).toMatch(/^HTTP\/1.1 200 /u)
    // A proxy in front might go by the other one (RFC 9112, 3.2).
    expect(await raw('GET / HTTP/1.1\r\nHost: a\r\nHost: b')).toMatch(/^HTTP\/1.1 400 /u)
    expect(await raw('GET / HTTP/1.0\r\nHost: a\r\nhost: a')).toMatch(/^HTTP\/1.1 400 /u)
    expect(await raw('GET / HTTP/1.1\r\nHost: a/b@c')).toMatch(/^HTTP\/1.1 400 /u)
    expect(await raw('GET / HTTP/1.1\r\nHost: a\r\nExpect: tea')).toMatch(
      /^HTTP\/1.1 417 [\s\S]*x-frame-options/u,
    )
  })

  test.each([
    ['GET / HTTP/1.1\r\nBad Header\r\n\r\n', 400],
    ['GET no-slash HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['GET /tin-tức/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(33 * 1024)}\r\n\r\n`, 431],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
  ])('%.40j is answered on the socket with %i', async (message, status) => {
    await start()
    const answer = await rawExchange(listener.port, message)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'u'))
    expect(answer).toContain("content-security-policy: default-src 'none'")
    expect(answer).toContain('x-content-type-options: nosniff')
    expect(answer).toMatch(/x-request-id: [\da-f-]{36}/u)
  })

  test('chunks in HTTP/1.0, which a proxy may take for further requests, are refused and the connection closed', async () => {
    await start()
    const further = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
    const answer = await rawExchange(
      listener.port,
      `POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${further}`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*connection: close\r\n/iu)
    expect(answer.match(/HTTP\/1.1 \d/gu)).toHaveLength(1)
    expect(listener.requests).toEqual([])
  })

  test('a head that comes too slowly is 408, while others are served', async () => {
    await start({ headersWithinMs: 300 })
    const slow = await rawConnection(listener.port)
    slow.send('GET / HTTP/1.1\r\nX-Slow: ')
    const drip = setInterval(() => {
      if (slow.socket.writable) slow.send('x')
    }, 50)
    expect(await raw('GET / HTTP/1.1\r\nHost: a')).toMatch(/^HTTP\/1.1 200 /u)
    expect(await slow.closed()).toMatch(/^HTTP\/1.1 408 [\s\S]*connection: close\r\n/u)
    clearInterval(drip)
    await expect.poll(() => listener.logs().map(({ status }) => status)).toContain(408)
  })

  test('headers of 15 KB are fine', async () => {
    await start()
    expect(await raw(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(15 * 1024)}`)).toMatch(
      /^HTTP\/1.1 200 /u,
    )
  })

  test.each(['PUT', 'PATCH', 'OPTIONS', 'TRACE'])('%s is 405', async (method) => {
    await start()
    const answer = await raw(`${method} / HTTP/1.1\r\nHost: a`)
    expect(answer).toMatch(/^HTTP\/1.1 405 [\s\S]*allow: GET, HEAD, POST, DELETE\r\n/u)
    const api = await raw(`${method} /api/v1/comments HTTP/1.1\r\nHost: a`)
    expect(api).toContain('content-type: application/problem+json')
    expect(listener.requests).toEqual([])
  })

  test('doubled slashes lead to the one address', async () => {
    await start()
    const answer = await raw('GET //evil.test///a//?q=1 HTTP/1.1\r\nHost: a')
    expect(answer).toMatch(/^HTTP\/1.1 308 [\s\S]*location: \/evil.test\/a\/\?q=1\r\n/u)
    expect(await raw('GET /\\evil.test/ HTTP/1.1\r\nHost: a')).toContain('location: /evil.test/\r\n')
    expect(await raw('POST /a//b HTTP/1.1\r\nHost: a\r\nContent-Length: 0')).toMatch(/^HTTP\/1.1 404 /u)
  })
})

describe('a body', () => {
  test('arrives whole, up to one MiB', async () => {
    await start()
    const body = 'ý'.repeat(MIB / 2)
    const response = await fetch(`${listener.url}/tin-tuc/a/`, { method: 'POST', body })
    expect(response.status).toBe(200)
    expect(listener.requests[0]?.body.toString()).toBe(body)
    expect(listener.requests[0]?.headers['content-length']).toBe(String(MIB))
  })

  test('that declares more is refused at once', async () => {
    await start()
    const connection = await rawConnection(listener.port)
    connection.send(`POST /tin-tuc/a/ HTTP/1.1\r\nHost: a\r\nContent-Length: ${MIB + 1}\r\n\r\nabc`)
    const answer = await connection.until(/<\/html>/u)
    expect(answer).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close/iu)
    expect(answer).toContain('<html lang="vi">')
    expect(answer).toContain('<title>Nội dung quá dài</title>')
    expect(answer).toContain('500 ký tự')
    expect(answer).toContain('nút quay lại')
    connection.socket.destroy()
    expect(listener.requests).toEqual([])
  })

  test('that turns out larger while it is read is refused', async () => {
    await start()
    const connection = await rawConnection(listener.port)
    connection.send('POST /api/v1/comments HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`
    for (let sent = 0; sent <= MIB; sent += 65_536) connection.send(chunk)
    const answer = await connection.until(/\}/u)
    expect(answer).toMatch(/^HTTP\/1.1 413 /u)
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ type: 'about:blank', status: 413 })
    connection.send('0\r\n\r\n')
    await connection.closed()
    expect(listener.requests).toEqual([])
  })

  test('a browser that uploads twelve MiB sees the answer', async () => {
    await start()
    const response = await fetch(`${listener.url}/tin-tuc/a/`, {
      method: 'POST',
      body: Buffer.alloc(12 * MIB, 'a'),
    })
    expect([response.status, await response.text()]).toEqual([
      413,
      expect.stringContaining('Nội dung quá dài'),
    ])
    await expect.poll(() => listener.logs()).toMatchObject([{ status: 413, route: '/tin-tuc/a/' }])
  })

  test('one that never ends is cut off', async () => {
    await start()
    const connection = await rawConnection(listener.port)
    connection.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${1024 * MIB}\r\n\r\n`)
    let sent = 0
    const closed = connection.closed()
    const pump = (): void => {
      while (sent < 64 * MIB && !connection.socket.destroyed) {
        sent += MIB
        if (!connection.socket.write(Buffer.alloc(MIB))) return void connection.socket.once('drain', pump)
      }
    }
    pump()
    expect(await closed).toContain('413')
    expect(sent).toBeLessThan(40 * MIB)
  })

  test('of many that come and do not end, only so much is kept; what people write is still taken', async () => {
    await start()
    const stalled = await Promise.all(Array.from({ length: 40 }, () => rawConnection(listener.port)))
    for (const connection of stalled) {
      connection.send(`POST /tin-tuc/a/ HTTP/1.1\r\nHost: a\r\nContent-Length: ${MIB}\r\n\r\n`)
      connection.send(Buffer.alloc(MIB - 1, 'a'))
    }
    const refused = await Promise.race(stalled.map(({ until }) => until(/<\/html>/u)))
    expect(refused).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: \d+[\s\S]*connection: close/iu)
    const body = 'ý'.repeat(5_000)
    const comment = await fetch(`${listener.url}/tin-tuc/a/`, { method: 'POST', body })
    expect(comment.status).toBe(200)
    for (const { socket } of stalled) socket.destroy()
    // Who hung up keeps nothing.
    const large = (): Promise<number> =>
      fetch(`${listener.url}/tin-tuc/a/`, { method: 'POST', body: Buffer.alloc(MIB) }).then(
        ({ status }) => status,
      )
    await expect.poll(large).toBe(200)
  })

  test('a client that asks first is told before it sends', async () => {
    await start()
    const large = await rawConnection(listener.port)
    large.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${2 * MIB}\r\nExpect: 100-continue\r\n\r\n`)
    expect(await large.closed()).toMatch(/^HTTP\/1.1 413 /u)
    const small = await rawConnection(listener.port)
    small.send(
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n',
    )
    await small.until(/100 Continue/u)
    small.send('abc')
    expect(await small.closed()).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /u)
    expect(listener.requests[0]?.body.toString()).toBe('abc')
  })

  test('a client that leaves half-way is no error', async () => {
    await start()
    const connection = await rawConnection(listener.port)
    connection.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc')
    await new Promise((resolve) => setTimeout(resolve, 50))
    connection.socket.destroy()
    await expect.poll(() => listener.logs()).toMatchObject([{ level: 'info', status: null, cut: true }])
    expect(listener.requests).toEqual([])
  })
})
