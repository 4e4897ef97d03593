/*
 * The desk of a large office: 1,000,000 comments of two years, one in ten of which waits. How long its lists, a
 * search, a comment, a decision and the public record take; each beside a limit measured in the same run.
 * `npm run bench -- desk`, smaller with `--scale 0.1`, on one database with `--only sqlite` or `--only postgres`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { createPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres } from '../fixtures/postgres-server.ts'
import { fillDesk } from './fill-desk.ts'
import { measureDesk } from './measure-desk.ts'

const COMMENTS = 1_000_000

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string' },
    write: { type: 'boolean' },
  },
  allowPositionals: true,
})
const count = Math.round(COMMENTS * Number(values.scale))
if (!(count >= 10_000)) throw new Error('--scale must be at least 0.01')

if (values.only !== 'postgres') {
  const folder = mkdtempSync(join(tmpdir(), 'bench-desk-'))
  try {
    await run(`file:${join(folder, 'site.db')}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
if (values.only !== 'sqlite') {
  const postgres = await startPostgres({ durable: true })
  try {
    await run(await createPostgresDatabase(postgres.url))
  } finally {
    await postgres.stop()
  }
}

async function run(url: string): Promise<void> {
  const db = connect(url)
  await migrate(db)
  await db.close()
  const started = performance.now()
  const events = await fillDesk(url, count, Date.now())
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  process.stdout.write(`${count} comments and ${events} events, filled in ${seconds} s\n`)
  await measureDesk(url, count)
}
