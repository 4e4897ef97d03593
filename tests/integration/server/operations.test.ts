import { setTimeout as wait } from 'node:timers/promises'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import type { Answer } from '../../../src/server/answer.ts'
import { captureConsole, createLog, currentRequest } from '../../../src/server/log.ts'
import { databaseAnswers } from '../../../src/server/health.ts'
import { startHousekeeping } from '../../../src/server/housekeeping.ts'
import type { Context } from '../../../src/domain/context.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'
import {
  htmlAnswer,
  startListener,
  type ListenerOptions,
  type RunningListener,
} from '../../fixtures/listener.ts'
import { rawConnection } from '../../fixtures/raw-http.ts'

let listener: RunningListener
const start = async (options: ListenerOptions = {}): Promise<void> => {
  listener = await startListener(options)
}
const slowly = async (ms: number): Promise<Answer> => {
  await wait(ms)
  return htmlAnswer('<h1>Chậm</h1>')
}

describe('the log', () => {
  afterEach(() => listener.close())

  test('has one line a request, without anything that names a person', async () => {
    await start()
    await fetch(`${listener.url}/tim-kiem/?q=bi-mat`, {
      headers: { cookie: 'phien=bi-mat', 'user-agent': 'bi-mat', referer: 'http://site.test/bi-mat' },
    })
    await expect.poll(() => listener.logs().length).toBe(1)
    const [line] = listener.logs()
    expect(Object.keys(line ?? {}).sort()).toEqual(
      ['bytes', 'level', 'method', 'ms', 'msg', 'requestId', 'route', 'status', 'time'].sort(),
    )
    expect(line).toMatchObject({ level: 'info', method: 'GET', route: '/tim-kiem/', status: 200, bytes: 14 })
    expect(line?.['requestId']).toBe(listener.requests[0]?.requestId)
    expect(Date.parse(String(line?.['time']))).toBeGreaterThan(0)
    expect(JSON.stringify(line)).not.toMatch(/bi-mat|127\.0\.0\.1/u)
  })

  test.each([
    ['/tra-cuu/AB12-CD34', '/tra-cuu/*'],
    ['/TRA-CUU/AB12-CD34/', '/TRA-CUU/*'],
    ['/%74ra-cuu/AB12/x', '/tra-cuu/*'],
    ['/en/tra-cuu/AB12', '/en/tra-cuu/*'],
    ['/api/v1/comments/AB12/appeal', '/api/v1/comments/*'],
    ['/api/v1/comments', '/api/v1/comments'],
    ['/tra-cuu/', '/tra-cuu/'],
  ])('writes %s as %s', async (path, route) => {
    await start()
    await fetch(listener.url + path)
    await expect.poll(() => listener.logs()[0]?.['route']).toBe(route)
  })

  test('has the stack of an unexpected error, the reader has its id', async () => {
    await start({ render: () => Promise.reject(new Error('boom')) })
    const page = await fetch(`${listener.url}/tin-tuc/`)
    const api = await fetch(`${listener.url}/api/v1/figures`)
    const requestId = page.headers.get('x-request-id') ?? ''
    const html = await page.text()
    expect([page.status, html]).toEqual([500, expect.stringContaining(requestId)])
    expect(html).not.toContain('boom')
    expect(api.headers.get('content-type')).toBe('application/problem+json')
    expect(await api.json()).toMatchObject({ type: 'about:blank', status: 500 })
    const errors = listener.logs().filter((line) => line['level'] === 'error')
    expect(errors).toHaveLength(2)
    expect(errors[0]).toMatchObject({ requestId, err: { message: 'boom' } })
    expect(errors[0]?.['err']).toHaveProperty('stack', expect.stringContaining('operations.test.ts'))
  })

  test('takes in what libraries print, with the request it belongs to', async () => {
    await start()
    const lines: string[] = []
    const target = { ...console }
    captureConsole(createLog({ write: (line: string) => void lines.push(line) }), target)
    currentRequest.run('id-1', () => {
      target.error('\u001b[31mCould not render http://a/tra-cuu/AB12?x=1\u001b[39m')
    })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      requestId: 'id-1',
      msg: 'Could not render http://a/tra-cuu/*',
    })
  })
})

describe('health', () => {
  afterEach(() => listener.close())

  test('tells a living process from one that can serve', async () => {
    let ready = true
    await start({ ready: () => Promise.resolve(ready) })
    const statusOf = async (path: string, method = 'GET'): Promise<number> =>
      (await fetch(listener.url + path, { method })).status
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200])
    ready = false
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503])
    expect([await statusOf('/healthz', 'HEAD'), await statusOf('/healthz', 'POST')]).toEqual([200, 405])
    expect((await fetch(`${listener.url}/readyz`)).headers.get('cache-control')).toBe('no-store')
    expect(listener.requests).toEqual([])
  })
})

describeOnBothDatabases('readiness', (open) => {
  test('follows the database', async () => {
    const site = await open()
    expect(await databaseAnswers(site.db)).toBe(true)
    await site.close()
    expect(await databaseAnswers(site.db)).toBe(false)
  })
})

describe('an event stream', () => {
  afterEach(() => listener.close())

  test('is passed on while it is being written, and ends with its reader or with the process', async () => {
    const streams: PassThrough[] = []
    await start({
      render: () => {
        const body = new PassThrough()
        streams.push(body)
        return Promise.resolve({ status: 200, headers: { 'content-type': 'text/event-stream' }, body })
      },
    })
    const open = async (): Promise<Awaited<ReturnType<typeof rawConnection>>> => {
      const connection = await rawConnection(listener.port)
      connection.send('GET /stream HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\n\r\n')
      await connection.until(/\r\n\r\n/u)
      return connection
    }
    const leaving = await open()
    streams[0]?.write('data: 1\n\n')
    expect(await leaving.until(/data: 1/u)).not.toMatch(/content-encoding|etag/iu)
    leaving.socket.destroy()
    await expect.poll(() => streams[0]?.destroyed).toBe(true)
    const staying = await open()
    await listener.drain()
    await staying.closed()
    expect(streams[1]?.destroyed).toBe(true)
  })
})

describe('a drain', () => {
  test('finishes what is under way and what comes on connections that are open, and takes no new ones', async () => {
    await start({ render: () => slowly(400) })
    const idle = await rawConnection(listener.port)
    const kept = await rawConnection(listener.port)
    kept.send('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    await kept.until(/ok\n/u)
    const slow = await rawConnection(listener.port)
    slow.send('GET /cham HTTP/1.1\r\nHost: a\r\n\r\n')
    // Opened by a proxy before it knew.
    const half = await rawConnection(listener.port)
    half.send('GET /readyz HTTP/1.1\r\nHost: a\r\n')
    const page = await rawConnection(listener.port)
    page.send('GET /moi HTTP/1.1\r\nHost: a\r\n')
    const alive = await rawConnection(listener.port)
    alive.send('GET /healthz HTTP/1.1\r\nHost: a\r\n')
    await expect.poll(() => listener.requests.length).toBe(1)

    const drained = listener.drain()
    await Promise.all([idle.closed(), kept.closed()])
    await expect(rawConnection(listener.port)).rejects.toThrow('ECONNREFUSED')
    for (const connection of [half, page, alive]) connection.send('\r\n')
    expect(await half.closed()).toMatch(/^HTTP\/1.1 503 [\s\S]*not ready/u)
    expect(await page.closed()).toMatch(/^HTTP\/1.1 200 [\s\S]*connection: close[\s\S]*Chậm/iu)
    expect(await alive.closed()).toMatch(/^HTTP\/1.1 200 [\s\S]*connection: close[\s\S]*ok\n/iu)
    expect(await slow.closed()).toMatch(/^HTTP\/1.1 200 [\s\S]*connection: close[\s\S]*Chậm/iu)
    expect(await drained).toBe(true)
  })

  test('answers what a proxy sends on a connection that it kept, and then closes it', async () => {
    await start()
    const kept = await rawConnection(listener.port)
    kept.send('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    await kept.until(/ok\n/u)
    const drained = listener.drain()
    // On its way while the process was told to stop.
    kept.send('POST /gui HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n')
    expect(await kept.closed()).toMatch(/ok\n[\s\S]*^HTTP\/1.1 200 [\s\S]*connection: close[\s\S]*Trang/imu)
    expect(await drained).toBe(true)
  })

  test('does not wait longer than it may', async () => {
    await start({ render: () => slowly(60_000) })
    const stuck = await rawConnection(listener.port)
    stuck.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await expect.poll(() => listener.requests.length).toBe(1)
    expect(await listener.drain(300)).toBe(false)
    expect(await stuck.closed()).toBe('')
  })
})

describe('housekeeping', () => {
  const context = { newId: () => 'x' } as unknown as Context
  const collect = (): { lines: string[]; log: ReturnType<typeof createLog> } => {
    const lines: string[] = []
    return { lines, log: createLog({ write: (line: string) => void lines.push(line) }) }
  }

  test('runs every job at once and then again, past a failure that it logs', async () => {
    const { lines, log } = collect()
    const seen: unknown[] = []
    const jobs = [
      { name: 'breaks', run: () => Promise.reject(new Error('disk full')) },
      { name: 'works', run: (given: Context) => Promise.resolve(void seen.push(given)) },
    ]
    const stop = startHousekeeping(context, log, jobs, 20)
    await expect.poll(() => seen.length).toBeGreaterThanOrEqual(2)
    await stop()
    const rounds = seen.length
    await wait(60)
    expect(seen.length).toBe(rounds)
    expect(seen[0]).toBe(context)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      job: 'breaks',
      err: { message: 'disk full' },
    })
  })

  test('never runs two rounds at once, and the stop waits for the one under way', async () => {
    let running = 0
    let most = 0
    const run = async (): Promise<void> => {
      most = Math.max(most, (running += 1))
      await wait(50)
      running -= 1
    }
    const stop = startHousekeeping(context, collect().log, [{ name: 'slow', run }], 10)
    await wait(80)
    await stop()
    expect([running, most]).toEqual([0, 1])
  })
})
