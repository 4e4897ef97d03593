/*
 * A large office: 300 units, 60 indicators, 10 years. How long it takes to check and to publish them, and to render
 * the page of one indicator; each beside a limit measured in the same run. `npm run bench`
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { connect, isPostgres } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { checkFolder } from '../../src/domain/packages/check.ts'
import { publishPackage } from '../../src/domain/releases/publish.ts'
import { readReference } from '../../src/domain/reference/files.ts'
import { createContext } from '../../src/server/context.ts'
import { testConfig } from '../fixtures/databases.ts'
import { createPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres } from '../fixtures/postgres-server.ts'
import { startSite } from '../fixtures/site.ts'
import { withoutOwnPackages, writeLargeContent } from './large-content.ts'
import { report } from './report.ts'

const UNITS = 300
const INDICATORS = 60
const YEARS = 10
const PAGE_REQUESTS = 40
const BATCH = 1_000

const content = mkdtempSync(join(tmpdir(), 'bench-content-'))
const folder = join(content, 'content')
const [dataset = ''] = writeLargeContent(folder, { units: UNITS, indicators: INDICATORS, years: YEARS })
withoutOwnPackages(folder)
const postgres = await startPostgres({ durable: true })
try {
  for (const url of [`file:${join(content, 'site.db')}`, await createPostgresDatabase(postgres.url)]) {
    await measure(url)
    if (isPostgres(url)) await dropPostgresDatabase(url)
  }
} finally {
  await postgres.stop()
  rmSync(content, { recursive: true, force: true })
}

async function measure(url: string): Promise<void> {
  const kind = isPostgres(url) ? 'PostgreSQL' : 'SQLite'
  const section = `Figures, ${kind}`
  const db = connect(url)
  await migrate(db)
  const csv = readFileSync(join(dataset, 'results.csv'))
  const rows = UNITS * INDICATORS * YEARS
  const context = { ...createContext(testConfig(url)), db, reference: readReference(folder) }

  const parsed = await timed(() => Promise.resolve(parse(csv, { columns: true })))
  const checked = await timed(() => checkFolder(context, dataset))
  const bare = await timed(() => insertBare(rows))
  const by = { channel: 'command', publishedBy: 'do@localhost', staffId: null, confirmedBy: null } as const
  const published = await timed(() => publishPackage(context, checked.result, by, []))
  if (published.result.kind !== 'published') throw new Error('the package was not published')
  print(section, `check ${rows} rows`, checked.ms, 'csv-parse of the same file', parsed.ms)
  print(section, 'publish them', published.ms, 'bare insert of as many rows', bare.ms)
  print(section, 'check and publish', checked.ms + published.ms, 'limit', 20_000)
  print(section, 'the same, processor time of this process', checked.cpu + published.cpu, 'limit', 20_000)
  await context.db.close()
  await measurePage(url, section)

  async function insertBare(count: number): Promise<void> {
    await db.write.schema.createTable('bare').addColumn('a', 'integer').addColumn('b', 'text').execute()
    await db.transaction(async (tx) => {
      for (let at = 0; at < count; at += BATCH) {
        const values = Array.from({ length: BATCH }, (_, i) => ({
          a: at + i,
          b: `${at + i}`.padEnd(200, 'x'),
        }))
        await tx
          .insertInto('bare' as never)
          .values(values)
          .execute()
      }
    })
    await db.write.schema.dropTable('bare').execute()
  }
}

/** Rendered anew for each request, as the first reader after a change gets it, and as all others do. */
async function measurePage(url: string, section: string): Promise<void> {
  const what = `page of an indicator, ${UNITS} units × ${YEARS} years`
  await serving(url, { PAGE_CACHE_MIB: '0' }, (page, bare) => {
    print(section, `${what}, rendered anew`, page, 'limit', 50)
    print(section, 'the same page', page, 'an answer without work', bare)
  })
  await serving(url, {}, (page, bare) => {
    print(section, `${what}, kept`, page, 'an answer without work', bare)
  })
}

async function serving(
  url: string,
  env: Record<string, string>,
  say: (page: number, bare: number) => void,
): Promise<void> {
  const site = await startSite({ databaseUrl: url, cwd: content, env: { RATE_LIMITS: 'off', ...env } })
  try {
    say(await medianOf(`${site.url}/ket-qua/chi-tieu-7/`), await medianOf(`${site.url}/healthz`))
  } finally {
    await site.stop()
  }
}

/** Milliseconds of one request, one after the other, warmed up. */
async function medianOf(address: string): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < PAGE_REQUESTS * 2; at += 1) {
    const { ms } = await timed(async () => {
      const response = await fetch(address)
      if (!response.ok) throw new Error(`${address} answered ${response.status}`)
      await response.arrayBuffer()
    })
    if (at >= PAGE_REQUESTS) times.push(ms)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; cpu: number; result: T }> {
  const start = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - start, cpu: (user + system) / 1_000, result }
}

function print(section: string, what: string, ms: number, limit: string, limitMs: number): void {
  report(section, {
    what,
    measured: `${ms.toFixed(1)} ms`,
    ratio: `${(ms / limitMs).toFixed(2)} ×`,
    limit: `${limit} (${limitMs.toFixed(1)} ms)`,
  })
}
