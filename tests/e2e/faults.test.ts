import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../db/connect.ts'
import { findDamage } from '../../db/snapshot.ts'
import { verifySubmissions } from '../../src/domain/comments/submission-ledger.ts'
import { verifyLedger } from '../../src/domain/moderation/verify.ts'
import { PROJECT_DIR } from '../../src/server/build.ts'
import { createContext } from '../../src/server/context.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { testConfig } from '../fixtures/databases.ts'
import { logged, LONG, mountDisk } from '../fixtures/faults.ts'
import { rawConnection } from '../fixtures/raw-http.ts'
import { runSite, SITE_TEMPLATE, startSite, freePort, type RunningSite } from '../fixtures/site.ts'

const TARGET = 'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const env = { RATE_LIMITS: 'off' }

/** A database after a first start, in a folder of its own. */
function copyTemplate(folder: string): string {
  const file = join(folder, 'site.db')
  copyFileSync(process.env[SITE_TEMPLATE] ?? '', file)
  return file
}

/** What the site logged as its own faults; it arrives a little after the answer. */
function errorsOf(site: RunningSite): string {
  return JSON.stringify(logged(site).filter(({ level }) => level === 'error'))
}

async function post(site: RunningSite, body: string, key: string = randomUUID()): Promise<Response> {
  return fetch(`${site.url}/api/v1/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ target: TARGET, body }),
  })
}

/** Everything that was acknowledged is there once, and every chain and page of the file is whole. */
async function expectWhole(
  databaseUrl: string,
  sent: ReadonlyMap<string, string>,
  acknowledged: ReadonlySet<string>,
): Promise<void> {
  const context = createContext(testConfig(databaseUrl))
  const rows = await context.db.read
    .selectFrom('comment')
    .select('body')
    .where('body', 'like', '%trước khi mất điện.')
    .execute()
  const bodies = rows.map(({ body }) => body)
  expect(new Set(bodies).size).toBe(bodies.length)
  expect([...acknowledged].filter((key) => !bodies.includes(sent.get(key) ?? null))).toEqual([])
  expect(await verifyLedger(context)).toMatchObject({ ok: true })
  expect(await verifySubmissions(context)).toMatchObject({ ok: true })
  expect(await findDamage(context.db)).toBeNull()
  await context.db.close()
}

/** A process that writes and is killed. @returns what it printed */
async function writeAndDie(databaseUrl: string, again: readonly string[]): Promise<string> {
  const config = JSON.stringify({ ...testConfig(databaseUrl), rateLimits: false })
  const child = spawn(
    process.execPath,
    ['tests/fixtures/write-until-killed.ts', config, JSON.stringify(again)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { NODE_COMPILE_CACHE: COMPILE_CACHE } },
  )
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const closed = once(child, 'close')
  while (child.exitCode === null && printed.split('acknowledged ').length < again.length + 6) await wait(2)
  await wait(Math.random() * 60)
  child.kill('SIGKILL')
  await closed
  expect(child.signalCode).toBe('SIGKILL')
  // What was cut off is the end of a line.
  return printed.slice(0, printed.lastIndexOf('\n') + 1)
}

describe('a process that is killed while people write', () => {
  const cycles = LONG ? 10 : 2
  const folder = mkdtempSync(join(tmpdir(), 'site-killed-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  test(
    `loses and doubles nothing that it acknowledged, ${cycles} times over`,
    async () => {
      const file = copyTemplate(folder)
      const databaseUrl = `file:${file}`
      const sent = new Map<string, string>()
      const acknowledged = new Set<string>()
      const writeUntilKilled = async (site: RunningSite): Promise<void> => {
        for (;;) {
          const key = randomUUID()
          const body = `Bình luận ${key} trước khi mất điện.`
          sent.set(key, body)
          try {
            const answer = await post(site, body, key)
            if (answer.status === 201) acknowledged.add(key)
          } catch {
            return
          }
        }
      }
      for (let cycle = 1; cycle <= cycles; cycle += 1) {
        const site = await startSite({ databaseUrl, env })
        // Whoever got no answer sends the same again, as the comment form does.
        for (const [key, body] of sent) {
          if (acknowledged.has(key)) continue
          expect((await post(site, body, key)).status).toBe(201)
          acknowledged.add(key)
        }
        const before = acknowledged.size
        const writers = [1, 2, 3, 4].map(() => writeUntilKilled(site))
        await expect.poll(() => acknowledged.size, { timeout: 10_000 }).toBeGreaterThan(before + 4)
        await wait(Math.random() * 100)
        site.process.kill('SIGKILL')
        await Promise.all(writers)
        await site.stop()
      }
      await expectWhole(databaseUrl, sent, acknowledged)
    },
    LONG ? 60 * 60_000 : 180_000,
  )

  if (!LONG) return
  test('is killed a hundred times more, without the site around it', { timeout: 60 * 60_000 }, async () => {
    const copy = mkdtempSync(join(tmpdir(), 'site-killed-often-'))
    const databaseUrl = `file:${copyTemplate(copy)}`
    const sent = new Map<string, string>()
    const acknowledged = new Set<string>()
    for (let cycle = 1; cycle <= 100; cycle += 1) {
      const unanswered = [...sent.keys()].filter((key) => !acknowledged.has(key))
      const printed = await writeAndDie(databaseUrl, unanswered)
      for (const [, word, key = ''] of printed.matchAll(/^(sending|acknowledged) (.+)$/gmu)) {
        if (word === 'sending') sent.set(key, `Bình luận ${key} trước khi mất điện.`)
        else acknowledged.add(key)
      }
    }
    process.stdout.write(`${acknowledged.size} of ${sent.size} comments acknowledged in 100 lives\n`)
    await expectWhole(databaseUrl, sent, acknowledged)
    rmSync(copy, { recursive: true })
  })
})

describe('a site in trouble', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-trouble-'))
  let file: string
  let site: RunningSite
  beforeAll(async () => {
    file = copyTemplate(folder)
    site = await startSite({ databaseUrl: `file:${file}`, env })
  })
  afterAll(async () => {
    expect(await site.stop()).toBe(0)
    rmSync(folder, { recursive: true })
  })
  const isServed = async (): Promise<void> => {
    const began = performance.now()
    expect((await fetch(site.url + ARTICLE)).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(2_000)
  }

  test(`serves readers beside ${LONG ? 10_000 : 1_000} connections on which nothing moves`, async () => {
    const port = Number(new URL(site.url).port)
    const idle: Awaited<ReturnType<typeof rawConnection>>[] = []
    const count = LONG ? 10_000 : 1_000
    for (let at = 0; at < count; at += 250) {
      idle.push(...(await Promise.all(Array.from({ length: 250 }, () => rawConnection(port)))))
    }
    await isServed()
    idle[0]?.send('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(await idle[0]?.closed()).toMatch(/^HTTP\/1.1 200/u)
    for (const { socket } of idle) socket.destroy()
  })

  test('answers what is no HTTP, says so in the log, and goes on', async () => {
    const port = Number(new URL(site.url).port)
    const before = logged(site).length
    const messages = [
      'XYZZY\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
      '\u0000\u0001\u0002\u0003\r\n\r\n',
    ]
    for (const message of messages) {
      const connection = await rawConnection(port)
      connection.send(message)
      expect(await connection.closed()).toMatch(/^HTTP\/1.1 4\d\d /u)
    }
    await expect
      .poll(() =>
        logged(site)
          .slice(before)
          .map(({ status }) => status)
          // A page that was asked for before may be told of late.
          .filter((status) => status !== 200),
      )
      .toEqual([400, 400, 431, 400, 400, 400])
    await isServed()
  })

  test('whose database is held by another program keeps serving readers, refuses writers, and recovers', async () => {
    const other = connect(`file:${file}`)
    const { promise: held, resolve: release } = Promise.withResolvers<undefined>()
    const lock = other.write.transaction().execute(async (tx) => {
      await sql`delete from cache_revision where tag = 'none of the site'`.execute(tx)
      await held
    })
    const refused = post(site, 'Bình luận gửi lúc cơ sở dữ liệu bị giữ.')
    await isServed()
    const { status, headers } = await refused
    expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/u)])
    await expect.poll(() => errorsOf(site)).toContain('SQLITE_BUSY')
    release(undefined)
    await lock
    await other.close()
    expect((await post(site, 'Bình luận gửi khi đã được nhả ra.')).status).toBe(201)
  })

  if (LONG) {
    test('cuts off clients that send slowly, and serves the others meanwhile', async () => {
      const port = Number(new URL(site.url).port)
      const before = logged(site).length
      const slow = await Promise.all(Array.from({ length: 200 }, () => rawConnection(port)))
      const timer = setInterval(() => {
        for (const { socket } of slow) if (socket.writable) socket.write('X')
      }, 1_000)
      for (const { send } of slow) send('GET / HTTP/1.1\r\nX-Slow: ')
      await wait(5_000)
      await isServed()
      const ends = await Promise.all(slow.map(({ closed }) => closed()))
      clearInterval(timer)
      expect(ends.filter((text) => !text.startsWith('HTTP/1.1 408'))).toEqual([])
      const refused = () =>
        logged(site)
          .slice(before)
          .filter(({ status }) => status === 408)
      await expect.poll(() => refused().length).toBe(200)
    }, 60_000)
  }
})

describe('a start on a database that cannot be used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-broken-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  test('says that the file is damaged, and what to do', async () => {
    const file = join(folder, 'damaged.db')
    copyFileSync(process.env[SITE_TEMPLATE] ?? '', file)
    // The first page says what kind of file it is and where everything else stands.
    writeFileSync(file, Buffer.alloc(4096, 'x'), { flag: 'r+' })
    const site = await runSite({ databaseUrl: `file:${file}`, env: { PORT: String(await freePort()) } })
    const code = await new Promise((resolve) => site.process.once('close', resolve))
    await site.stop()
    expect([code, site.output()]).toEqual([1, expect.stringMatching(/bị hỏng.*restore.*SQLITE_NOTADB/su)])
  })
})

function disks(): void {
  const folder = mkdtempSync(join(tmpdir(), 'site-disk-'))
  let unmount: (() => void) | undefined
  afterEach(() => {
    unmount?.()
    unmount = undefined
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('that is full: readers are served, writers told, nothing is lost, and it goes on when there is room', async () => {
    const disk = mountDisk(folder, 24)
    unmount = disk.unmount
    const file = copyTemplate(folder)
    const site = await startSite({ databaseUrl: `file:${file}`, env })
    expect((await post(site, 'Bình luận trước khi đầy ổ đĩa.')).status).toBe(201)
    const ballast = join(folder, 'ballast')
    for (const size of [2 ** 20, 4096]) {
      for (;;) {
        try {
          appendFileSync(ballast, Buffer.alloc(size))
        } catch {
          break
        }
      }
    }
    const statuses: number[] = []
    // The log of changes has some room of its own until it has to grow.
    for (let at = 0; at < 200 && !statuses.some((status) => status >= 500); at += 1) {
      statuses.push((await post(site, `Bình luận số ${at} lúc đầy ổ đĩa.`)).status)
    }
    expect(statuses.at(-1)).toBe(503)
    await expect.poll(() => errorsOf(site)).toMatch(/SQLITE_(?:FULL|IOERR)/u)
    expect((await fetch(site.url + ARTICLE)).status).toBe(200)
    rmSync(ballast)
    expect((await post(site, 'Bình luận khi đã dọn chỗ.')).status).toBe(201)
    expect(await site.stop()).toBe(0)
    const context = createContext(testConfig(`file:${file}`))
    expect(await verifySubmissions(context)).toMatchObject({ ok: true })
    expect(await findDamage(context.db)).toBeNull()
    await context.db.close()
  }, 120_000)

  test('that is read-only: a start on it says why it cannot be', async () => {
    const disk = mountDisk(folder, 24)
    unmount = disk.unmount
    const file = copyTemplate(folder)
    const site = await startSite({ databaseUrl: `file:${file}`, env })
    await site.stop()
    disk.remount('ro')
    const refused = await runSite({ databaseUrl: `file:${file}`, env: { PORT: String(await freePort()) } })
    const code = await new Promise((resolve) => refused.process.once('close', resolve))
    await refused.stop()
    expect([code, refused.output()]).toEqual([
      1,
      expect.stringMatching(/chỉ đọc được|EROFS|SQLITE_(?:READONLY|CANTOPEN)/u),
    ])
  }, 120_000)
}

if (LONG) describe('a disk (needs root)', disks)

/** A program of its own, built, whose files may be damaged. */
function copyProgram(project: string): void {
  const parts = ['src', 'db', 'public', 'content', 'dist', 'astro.config.mjs', 'tsconfig.json']
  for (const name of [...parts, 'package.json', 'package-lock.json']) {
    cpSync(join(PROJECT_DIR, name), join(project, name), { recursive: true })
  }
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(project, 'node_modules'))
}

/** Cuts every second file of a folder in half and fills the others with junk. @returns how many there were */
function damage(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const [at, file] of files.entries()) {
    const { size } = statSync(file)
    if (at % 2 === 0) truncateSync(file, Math.floor(size / 2))
    else writeFileSync(file, Buffer.alloc(size, 'junk'))
  }
  return files.length
}

function caches(): void {
  const project = mkdtempSync(join(tmpdir(), 'site-caches-'))
  afterAll(() => {
    rmSync(project, { recursive: true })
  })
  /** The visible part of two pages and a style sheet. Scripts differ from one build to the next. */
  const shown = async (site: RunningSite): Promise<string[]> => {
    const read = async (path: string): Promise<string> => (await fetch(site.url + path)).text()
    const article = await read(ARTICLE)
    const style = /href="(\/_assets\/[^"]+\.css)"/u.exec(article)?.[1] ?? ''
    return [article, await read('/ket-qua/'), await read(style)].map((text) =>
      text.replaceAll(site.url, '').replace(/<script[\s\S]*?<\/script>|<(?:astro-island|link)[^>]*>/gu, ''),
    )
  }

  test('that hold junk: compiled code is made anew, a damaged build is said and built again', async () => {
    copyProgram(project)
    const compiled = join(project, 'compiled')
    const options = {
      project,
      cwd: project,
      databaseUrl: `file:${copyTemplate(project)}`,
      env: { ...env, NODE_COMPILE_CACHE: compiled },
    }
    const whole = await startSite(options)
    const before = await shown(whole)
    expect(await whole.stop()).toBe(0)
    expect(whole.output()).not.toContain('dựng lại')

    expect(damage(compiled)).toBeGreaterThan(100)
    for (const folder of ['dist/server', 'dist/client', 'dist/encoded']) {
      expect(damage(join(project, folder))).toBeGreaterThan(10)
    }
    const site = await startSite({ ...options, readyWithinMs: 240_000 })
    expect(site.output()).toContain('Có tệp trong dist/ bị hỏng')
    const after = await shown(site)
    expect(after.map((text, at) => text === before[at])).toEqual([true, true, true])
    expect(await site.stop()).toBe(0)
  }, 360_000)
}

if (LONG) describe('what is kept on the disk to be fast', caches)
