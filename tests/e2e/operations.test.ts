import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { buildWhenNeeded, PROJECT_DIR } from '../../src/server/build.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { createEmptyPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { LONG } from '../fixtures/faults.ts'
import { freePort, SITE_TEMPLATE } from '../fixtures/site.ts'
import { STAFF_PASSWORD } from '../fixtures/staff.ts'

const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const METRICS_TOKEN = 'a-token-that-only-tests-use-but-long'
const DONE = '<<done>>'

/** `systemctl` for a machine without systemd: one process of the site for each port. */
const SYSTEMCTL = `#!/bin/sh
port=\${2#site@}
case $1 in
  start)
    PORT=$port node src/server/start.mjs > "$SANDBOX/log-$port" 2>&1 &
    echo $! > "$SANDBOX/pid-$port" ;;
  stop)
    pid=$(cat "$SANDBOX/pid-$port" 2>/dev/null) || exit 0
    kill -TERM "$pid" 2>/dev/null
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
    rm "$SANDBOX/pid-$port" ;;
esac
`
const NPM = `#!/bin/sh
shift 3
exec node src/cli/start.mjs "$@"
`

interface Step {
  heading: string
  commands: string
}

const steps = readSteps(readFileSync('docs/operations.md', 'utf8'))
let sandbox: string
let ports: { 4321: number; 4322: number }
let postgres: string
let shell: ChildProcess
let printed = ''

/** Every block of commands, with the heading it stands under. */
function readSteps(text: string): Step[] {
  let heading = ''
  const found: Step[] = []
  for (const [, title, commands] of text.matchAll(/^#+ (.+)$|^```sh\n([\s\S]*?)^```$/gmu)) {
    if (title !== undefined) heading = title
    else found.push({ heading, commands: commands ?? '' })
  }
  return found
}

/** The same commands in a folder of the test, on free ports. */
function here(commands: string): string {
  return commands
    .replaceAll('/srv/site/current', PROJECT_DIR)
    .replaceAll(/\/(?:var\/lib\/site|var\/backups\/site|etc)\b/gu, (path) => join(sandbox, path))
    .replaceAll('postgres://site:PASSWORD@127.0.0.1/site', postgres)
    .replaceAll('4321', String(ports[4321]))
    .replaceAll('4322', String(ports[4322]))
}

/** Types commands into the one shell and waits for their end. @returns what they printed */
async function type(commands: string): Promise<string> {
  const from = printed.length
  shell.stdin?.write(`${here(commands)}\necho '${DONE}'\n`)
  while (!printed.slice(from).includes(`${DONE}\n`)) {
    if (shell.exitCode !== null) throw new Error(`The shell ended:\n${printed.slice(from)}`)
    await wait(10)
  }
  return printed.slice(from).replace(`${DONE}\n`, '')
}

async function follow(heading: string): Promise<string> {
  const own = steps.filter((step) => step.heading === heading)
  expect(own.length).toBeGreaterThan(0)
  let said = ''
  for (const { commands } of own) said += await type(commands)
  return said
}

beforeAll(async () => {
  await buildWhenNeeded()
  sandbox = mkdtempSync(join(tmpdir(), 'site-operations-'))
  ports = { 4321: await freePort(), 4322: await freePort() }
  postgres = await createEmptyPostgresDatabase(inject('postgresUrl'))
  for (const folder of ['bin', 'etc', 'var/lib/site', 'var/backups/site']) {
    mkdirSync(join(sandbox, folder), { recursive: true })
  }
  writeFileSync(join(sandbox, 'bin/systemctl'), SYSTEMCTL, { mode: 0o755 })
  writeFileSync(join(sandbox, 'bin/npm'), NPM, { mode: 0o755 })
  copyFileSync(process.env[SITE_TEMPLATE] ?? '', join(sandbox, 'var/lib/site/site.db'))
  writeFileSync(join(sandbox, 'etc/site.env'), options())
  shell = spawn('sh', ['-e'], {
    env: {
      ...{ PATH: `${join(sandbox, 'bin')}:${process.env['PATH'] ?? ''}`, SANDBOX: sandbox },
      ...{ NODE_COMPILE_CACHE: COMPILE_CACHE, FIRST_PASSWORD: STAFF_PASSWORD },
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // Ends with its input, also when the tests are broken off; what it started ends with it.
  shell.stdin?.write(`trap 'cat "$SANDBOX"/pid-* 2>/dev/null | xargs -r kill' EXIT\n`)
  for (const stream of [shell.stdout, shell.stderr]) {
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  }
})
afterAll(async () => {
  for (const port of Object.values(ports)) await type(`systemctl stop site@${port}`).catch(() => undefined)
  shell.stdin?.end()
  if (shell.exitCode === null) await once(shell, 'close')
  await dropPostgresDatabase(postgres)
  rmSync(sandbox, { recursive: true })
})

const CLOSED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET'])

/** As docs/deploy/site.env begins, filled in. */
function options(): string {
  const values: Record<string, string> = {
    SECRET_KEY: 'a key for tests that nobody else uses',
    SIGNING_KEY: Buffer.alloc(32, 'a seed for tests').toString('base64'),
    METRICS_TOKEN,
    SITE_URL: 'http://localhost',
    BACKUP_DIR: '',
  }
  return readFileSync('docs/deploy/site.env', 'utf8')
    .replaceAll(
      /^([A-Z_]+)=(.*)$/gmu,
      (_, name: string, value: string) => `${name}='${values[name] ?? value}'`,
    )
    .replaceAll('/var/', `${sandbox}/var/`)
}

/**
 * What a proxy in front does: the first port that takes the connection, and the next one where a connection that was
 * kept is closed just as the request goes out.
 */
async function read(): Promise<number> {
  for (const port of Object.values(ports)) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${ARTICLE}`)
      await answer.text()
      return answer.status
    } catch (error) {
      const { code = '' } = (error as { cause?: { code?: string } }).cause ?? {}
      if (!CLOSED.has(code)) throw error
    }
  }
  return 0
}

test('the page is followed from the first start to the run book', { timeout: 300_000 }, async () => {
  await follow('Running the site')
  expect(await follow('First start')).toContain('quan-tri@example.vn')
  await follow('As a service')
  expect(await follow('Numbers')).toMatch(/site_database_up 1/u)

  expect(await follow('Backups')).toMatch(/Đã khôi phục[\s\S]*Chuỗi công bố nguyên vẹn/u)
  expect(readdirSync(join(sandbox, 'var/backups/site'))).toHaveLength(4)

  expect(await follow('Someone lost the password')).toMatch(/\/quan-tri\/loi-moi\//u)

  const statuses: number[] = []
  const stopReading = new AbortController()
  const reading = (async () => {
    while (!stopReading.signal.aborted) statuses.push(await read())
  })()
  await follow('A new version')
  stopReading.abort()
  await reading
  expect(statuses.length).toBeGreaterThan(20)
  expect(new Set(statuses)).toEqual(new Set([200]))

  expect(await follow('The disk is lost')).toMatch(/Đã khôi phục[\s\S]*Chuỗi công bố nguyên vẹn/u)
  const keys = await follow('A key has to be changed')
  expect(keys).toMatch(/\b0 lần không khớp/u)
  // Every row of such a move is compared in tests/integration/backups.
  if (!LONG) return
  expect(await follow('From SQLite to PostgreSQL')).toMatch(
    /comment: \d+ dòng, khớp[\s\S]*Chuỗi công bố nguyên vẹn/u,
  )
  expect(await read()).toBe(200)
})

test('no command of the page is left out', () => {
  expect(new Set(steps.map(({ heading }) => heading))).toEqual(
    new Set([
      ...[
        'Running the site',
        'First start',
        'As a service',
        'Numbers',
        'Backups',
        'From SQLite to PostgreSQL',
      ],
      ...['A new version', 'Someone lost the password', 'The disk is lost', 'A key has to be changed'],
    ]),
  )
})
