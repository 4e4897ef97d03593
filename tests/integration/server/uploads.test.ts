import { afterEach, describe, expect, test } from 'vitest'
import { MAX_UPLOAD_BYTES } from '../../../src/domain/releases/desk-rules.ts'
import { UPLOAD_LIMIT_BYTES, UPLOAD_PATH } from '../../../src/http/uploads.ts'
import {
  htmlAnswer,
  startListener,
  type ListenerOptions,
  type RunningListener,
} from '../../fixtures/listener.ts'
import { rawConnection } from '../../fixtures/raw-http.ts'

const MIB = 1024 * 1024

let listener: RunningListener
const start = async (options: ListenerOptions = {}): Promise<void> => {
  listener = await startListener(options)
}
afterEach(() => listener.close())

const STAFF: ListenerOptions = { mayUpload: ({ cookie }) => Promise.resolve(cookie === 'session=staff') }
const send = (path: string, bytes: number, cookie: string) =>
  fetch(listener.url + path, { method: 'POST', headers: { cookie }, body: Buffer.alloc(bytes, 'a') })

describe('a package of figures', () => {
  test('arrives whole from those who may send one, up to its own limit', async () => {
    await start(STAFF)
    const response = await send(UPLOAD_PATH, UPLOAD_LIMIT_BYTES, 'session=staff')
    expect(response.status).toBe(200)
    expect(listener.requests[0]?.body.length).toBe(UPLOAD_LIMIT_BYTES)
  })

  test('may be as large as its file may be, with the form around it', () => {
    const around = UPLOAD_LIMIT_BYTES - MAX_UPLOAD_BYTES
    expect(around).toBeGreaterThan(10_000)
    expect(around).toBeLessThan(MAX_UPLOAD_BYTES / 50)
  })

  test('one byte larger is refused in words of its own', async () => {
    await start(STAFF)
    const response = await send(UPLOAD_PATH, UPLOAD_LIMIT_BYTES + 1, 'session=staff')
    const text = await response.text()
    expect(response.status).toBe(413)
    expect(text).toContain('<title>Tệp quá lớn</title>')
    expect(text).toContain('tối đa 8 MB')
    expect(text).not.toContain('500 ký tự')
    expect(listener.requests).toEqual([])
  })

  test('that turns out larger while it is read is refused', async () => {
    await start(STAFF)
    const connection = await rawConnection(listener.port)
    connection.send(
      `POST ${UPLOAD_PATH} HTTP/1.1\r\nHost: a\r\nCookie: session=staff\r\nTransfer-Encoding: chunked\r\n\r\n`,
    )
    const chunk = `100000\r\n${'a'.repeat(MIB)}\r\n`
    for (let sent = 0; sent <= UPLOAD_LIMIT_BYTES; sent += MIB) connection.send(chunk)
    expect(await connection.until(/<\/html>/u)).toMatch(/^HTTP\/1.1 413 /u)
    connection.send('0\r\n\r\n')
    await connection.closed()
    expect(listener.requests).toEqual([])
  })

  test('from anyone else is answered by the page before any of it is read', async () => {
    await start({ ...STAFF, render: () => Promise.resolve(htmlAnswer('Đăng nhập', {}, 401)) })
    const connection = await rawConnection(listener.port)
    connection.send(`POST ${UPLOAD_PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: ${2 * MIB}\r\n\r\nabc`)
    expect(await connection.until(/Đăng nhập/u)).toMatch(/^HTTP\/1.1 401 [\s\S]*connection: close/iu)
    connection.socket.destroy()
    expect(listener.requests[0]?.body.length).toBe(0)
    expect(listener.requests[0]?.headers['content-length']).toBeUndefined()
  })

  test('that is small needs no one to be asked before it is read', async () => {
    await start({ mayUpload: () => Promise.reject(new Error('asked')) })
    expect((await send(UPLOAD_PATH, MIB, '')).status).toBe(200)
  })

  test.each(['/', '/tin-tuc/a/', `${UPLOAD_PATH}a/`, '/api/v1/comments'])(
    'sent to %s is too large',
    async (path) => {
      await start({ mayUpload: () => Promise.resolve(true) })
      expect((await send(path, MIB + 1, 'session=staff')).status).toBe(413)
    },
  )
})
