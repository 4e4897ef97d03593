import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildWhenNeeded, buildState, PROJECT_DIR, sourceFingerprint } from '../../src/server/build.ts'
import { rawConnection } from '../fixtures/raw-http.ts'
import { freePort, runSite, startSite, type SiteOptions } from '../fixtures/site.ts'

/** A start that must fail: its exit code and everything it printed. */
async function failedStart(options: SiteOptions): Promise<{ code: number | null; output: string }> {
  const started = await runSite({ ...options, env: { PORT: String(await freePort()), ...options.env } })
  const code = await new Promise<number | null>((resolve) => started.process.once('close', resolve))
  await started.stop()
  return { code, output: started.output() }
}

describe('a stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s finishes a slow request and ends with 0', async (signal) => {
    const site = await startSite()
    const port = Number(new URL(site.url).port)
    const slow = await rawConnection(port)
    slow.send(
      'POST /api/v1/comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{',
    )
    const kept = await rawConnection(port)
    kept.send('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    await kept.until(/ok\n/u)

    site.process.kill(signal)
    await kept.closed()
    await expect(rawConnection(port)).rejects.toThrow('ECONNREFUSED')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(site.process.exitCode).toBeNull()
    slow.send('}')
    const answer = await slow.closed()
    expect(answer).toMatch(/^HTTP\/1.1 422 [\s\S]*connection: close/iu)
    expect(answer).toContain('application/problem+json')
    expect(await site.stop()).toBe(0)
    expect(site.output()).toContain('"msg":"stopped"')
  })

  test('asked for twice ends at once', async () => {
    const site = await startSite()
    const slow = await rawConnection(Number(new URL(site.url).port))
    slow.send('POST /api/v1/comments HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{')
    await new Promise((resolve) => setTimeout(resolve, 200))
    site.process.kill('SIGTERM')
    await expect.poll(() => site.output()).toContain('draining')
    site.process.kill('SIGTERM')
    await slow.closed()
    expect(await site.stop()).toBe(1)
  })
})

describe('a start that cannot succeed says why in words', () => {
  test('another program has the port', async () => {
    await buildWhenNeeded()
    const other = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    const { code, output } = await failedStart({ env: { PORT: String(port) } })
    other.close()
    expect(code).toBe(1)
    expect(output).toBe(
      `Cổng ${port} đang có chương trình khác dùng. Hãy tắt chương trình đó hoặc đặt PORT khác.\n`,
    )
  })

  test.each([
    [{ TRUSTED_PROXIES: 'proxy.local' }, 'TRUSTED_PROXIES'],
    [{ PORT: 'x' }, 'PORT phải là'],
    [{ RATE_LIMITS: 'off', SITE_URL: 'https://giamngheo.example.vn' }, 'RATE_LIMITS=off'],
  ])('a setting is wrong: %j', async (env, words) => {
    const { code, output } = await failedStart({ env })
    expect([code, output]).toEqual([1, expect.stringContaining(words)])
    expect(output).not.toMatch(/\n\s+at /u)
  })

  test('the database is away, which it waits for until it is stopped or gives up', async () => {
    const port = await freePort()
    const site = await runSite({ databaseUrl: `postgres://site:mat-khau@127.0.0.1:${port}/site` })
    await expect.poll(site.output).toMatch(/^Chưa nối được với cơ sở dữ liệu \(.*ECONNREFUSED.*20 giây/u)
    expect(await site.stop()).toBe(0)
    expect(site.output()).not.toMatch(/mat-khau|\n\s+at /u)
  })

  test('an article has a mistake', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'office-'))
    await cp(join(PROJECT_DIR, 'content'), join(cwd, 'content'), { recursive: true })
    await writeFile(join(cwd, 'content/news/2026/loi.md'), '---\ntitle: [\n---\nText\n')
    const { code, output } = await failedStart({ cwd })
    await rm(cwd, { recursive: true })
    expect([code, output]).toEqual([1, expect.stringContaining('news/2026/loi.md')])
    expect(output).not.toMatch(/\n\s+at /u)
  })

  test('Node is too old', () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.19.2' })`
    const started = spawnSync(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(pretend)}`,
        join(PROJECT_DIR, 'src/server/start.mjs'),
      ],
      { encoding: 'utf8' },
    )
    expect(started.status).toBe(1)
    expect(started.stderr).toMatch(/22\.18[\s\S]*npm start/u)
  })
})

describe('the build', () => {
  test('is fresh exactly as long as its sources stay the same', async () => {
    await buildWhenNeeded()
    expect(await buildState()).toBe('fresh')
    const project = await mkdtemp(join(tmpdir(), 'project-'))
    for (const source of ['src', 'db', 'public', 'astro.config.mjs', 'package-lock.json']) {
      await cp(join(PROJECT_DIR, source), join(project, source), { recursive: true })
    }
    const before = await sourceFingerprint(project)
    expect(await sourceFingerprint(project)).toBe(before)
    await writeFile(join(project, 'public/moi.txt'), 'mới')
    const withFile = await sourceFingerprint(project)
    await writeFile(join(project, 'public/moi.txt'), 'khác')
    const changed = await sourceFingerprint(project)
    await rm(project, { recursive: true })
    expect(new Set([before, withFile, changed]).size).toBe(3)
  })

  test('ends with a start that is stopped meanwhile, and leaves nobody at work', async () => {
    const project = await mkdtemp(join(tmpdir(), 'project-'))
    for (const source of ['src', 'db', 'public', 'astro.config.mjs', 'package.json', 'package-lock.json']) {
      await cp(join(PROJECT_DIR, source), join(project, source), { recursive: true })
    }
    await symlink(join(PROJECT_DIR, 'node_modules'), join(project, 'node_modules'))
    const started = spawn(process.execPath, [join(project, 'src/server/start.mjs')], {
      cwd: project,
      env: { PATH: process.env['PATH'] },
      stdio: 'ignore',
    })
    const builder = (): string =>
      spawnSync('ps', ['--ppid', String(started.pid), '-o', 'pid='], { encoding: 'utf8' }).stdout.trim()
    await expect.poll(builder, { timeout: 30_000 }).toMatch(/^\d+$/u)
    const atWork = new RegExp(`--outDir \\S*build-${builder()}`, 'u')
    const processes = (): string => spawnSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' }).stdout
    await expect.poll(processes, { timeout: 30_000 }).toMatch(atWork)
    started.kill('SIGTERM')
    expect(await once(started, 'close')).toEqual([0, null])
    await expect.poll(processes).not.toMatch(atWork)
    await rm(project, { recursive: true })
  })
})
