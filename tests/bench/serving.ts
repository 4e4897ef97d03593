/*
 * What readers are served: pages and files from the cache and without it, beside a bare node:http server that sends the
 * same bytes, in the same run; comments and decisions beside durable inserts. `npm run bench -- serving`, on one database
 * with `--only sqlite` or `--only postgres`. `--flush-ms 2` measures the writes alone, as on a disk of which each flush
 * takes so much longer than here: what a site gains by storing comments together shows only where flushes are dear.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { buildWhenNeeded } from '../../src/server/build.ts'
import { createPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres } from '../fixtures/postgres-server.ts'
import { startSite } from '../fixtures/site.ts'
import { writeLargeContent } from './large-content.ts'
import { residentMiB } from './load/processes.ts'
import { startGenerator, type Generator } from './load/start-generator.ts'
import { report } from './report.ts'
import { fillArticle } from './serving/content.ts'
import { readKept, readRendered } from './serving/reads.ts'
import { runOnSlowDisk } from './serving/slow-disk.ts'
import { writeComments } from './serving/writes.ts'

/** 18,000 figures beside those of the office. */
const FIGURES = { units: 300, indicators: 6, years: 10 }
const COMMENTS = 20
const RESIDENT_MIB = 150

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    part: { type: 'string' },
    'flush-ms': { type: 'string' },
    write: { type: 'boolean' },
  },
  allowPositionals: true,
})
const flushMs = values['flush-ms']
const part = flushMs === undefined ? values.part : 'writes'
const does = (name: string): boolean => part === undefined || part === name
const code = runOnSlowDisk(flushMs)
if (code !== null) process.exit(code)

await buildWhenNeeded()
const folder = mkdtempSync(join(tmpdir(), 'bench-serving-'))
writeLargeContent(join(folder, 'content'), FIGURES)
const generator = startGenerator()
try {
  if (values.only !== 'postgres') {
    const scratchUrl = `file:${join(folder, 'scratch.db')}`
    const scratch = connect(scratchUrl)
    await migrate(scratch)
    await scratch.close()
    await run('SQLite', { databaseUrl: `file:${join(folder, 'site.db')}`, scratchUrl }, generator)
  }
  if (values.only !== 'sqlite') {
    const postgres = await startPostgres({ durable: true })
    try {
      const fresh = () => createPostgresDatabase(postgres.url)
      await run('PostgreSQL', { databaseUrl: await fresh(), scratchUrl: await fresh() }, generator)
    } finally {
      await postgres.stop()
    }
  }
} finally {
  generator.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function run(
  kind: string,
  { databaseUrl, scratchUrl }: { databaseUrl: string; scratchUrl: string },
  generator: Generator,
): Promise<void> {
  const section =
    flushMs === undefined ? `Serving, ${kind}` : `Writes, each flush ${flushMs} ms more, ${kind}`
  const start = (env: Record<string, string> = {}) =>
    startSite({
      // Nor does a service keep what Node compiled, as the tests do: six megabytes that it would hold as long as it runs.
      ...{ databaseUrl, cwd: folder, env: { RATE_LIMITS: 'off', NODE_DISABLE_COMPILE_CACHE: '1', ...env } },
      // As a service prints. A pipe would have to be read here: a third process, on two processors that are both needed.
      printsTo: join(folder, 'site.log'),
    })
  // The first start loads what the office wrote and publishes its figures.
  await (await start()).stop()
  const began = performance.now()
  const site = await start()
  const seconds = (performance.now() - began) / 1_000
  if (part !== 'writes')
    report(section, {
      what: 'cold start until ready',
      measured: `${seconds.toFixed(2)} s`,
      ratio: '-',
      limit: '-',
    })
  try {
    await fillArticle(site, COMMENTS)
    if (does('kept')) await readKept(section, site, generator)
    const mebibytes = residentMiB(site.process.pid ?? 0)
    if (part !== 'writes')
      report(section, {
        what: 'memory after this load',
        measured: `${mebibytes.toFixed(0)} MiB`,
        ratio: `${(mebibytes / RESIDENT_MIB).toFixed(2)} ×`,
        limit: `limit (${RESIDENT_MIB} MiB)`,
      })
  } finally {
    await site.stop()
  }
  if (does('rendered')) {
    const keepsNothing = await start({ PAGE_CACHE_MIB: '0' })
    try {
      await readRendered(section, keepsNothing, generator)
    } finally {
      await keepsNothing.stop()
    }
  }
  if (does('writes')) {
    const written = await start()
    try {
      await writeComments(section, { site: written, databaseUrl, scratchUrl }, generator)
    } finally {
      await written.stop()
    }
  }
}
