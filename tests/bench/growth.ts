/*
 * What reading a page costs while the data grow: two sites that show the same on the pages that are read, asked in
 * turn, one with few and one with many comments, articles and figures. Neither keeps pages. `npm run bench -- growth`
 * goes up to 10,000 comments, 1,000 articles and 180,000 figures in two minutes; `--size full` to 1,000,000, 10,000 and
 * 1,800,000. On one database with `--only sqlite` or `--only postgres`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWhenNeeded } from '../../src/server/build.ts'
import { createPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres } from '../fixtures/postgres-server.ts'
import { openDatabaseTime } from './growth/database-time.ts'
import { startWithMany } from './growth/many-articles.ts'
import { compareReads, type Measured } from './growth/pages.ts'
import { prepare, start, type Place } from './growth/prepare.ts'
import { GROWTHS, printAmounts, type Growth } from './growth/sizes.ts'
import { startGenerator } from './load/start-generator.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'small' },
    only: { type: 'string' },
    write: { type: 'boolean' },
  },
  allowPositionals: true,
})
const growth = growthOf(values.size)

await buildWhenNeeded()
if (values.only !== 'postgres') await run('SQLite', (folder) => Promise.resolve(`file:${folder}/site.db`))
if (values.only !== 'sqlite') {
  const postgres = await startPostgres({ durable: true })
  try {
    await run('PostgreSQL', () => createPostgresDatabase(postgres.url))
  } finally {
    await postgres.stop()
  }
}

function growthOf(size: string): Growth {
  const found = GROWTHS[size]
  if (found === undefined) throw new Error(`--size is one of ${Object.keys(GROWTHS).join(', ')}`)
  return found
}

async function run(kind: string, freshUrl: (folder: string) => Promise<string>): Promise<void> {
  const section = `Growth to ${printAmounts(growth.most)}, ${kind}`
  const root = mkdtempSync(join(tmpdir(), 'bench-growth-'))
  try {
    await startWithMany(section, await place('articles'), growth.most.articles)
    const places = { least: await place('least'), most: await place('most') }
    for (const which of ['least', 'most'] as const) {
      const began = performance.now()
      await prepare(places[which], growth[which])
      const seconds = ((performance.now() - began) / 1_000).toFixed(0)
      process.stdout.write(`${kind}: ${printAmounts(growth[which])}, filled in ${seconds} s\n`)
    }
    await compare(section, places)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }

  async function place(name: string): Promise<Place> {
    const folder = join(root, name)
    mkdirSync(folder)
    return { folder, databaseUrl: await freshUrl(folder) }
  }
}

async function compare(section: string, places: Record<'least' | 'most', Place>): Promise<void> {
  const generator = startGenerator()
  const opened: Measured[] = []
  try {
    for (const place of [places.least, places.most]) {
      const database = await openDatabaseTime(place.databaseUrl)
      opened.push({ site: await start(place, { PAGE_CACHE_MIB: '0' }), database })
    }
    const [least, most] = opened
    if (least === undefined || most === undefined) return
    await compareReads(section, { least, most }, generator)
  } finally {
    generator.stop()
    for (const { site, database } of opened) {
      await site.stop()
      await database.close()
    }
  }
}
