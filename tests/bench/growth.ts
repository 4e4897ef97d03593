/*
 * What reading a page costs while the data grow: two sites that show the same on the pages that are read, one with few
 * and one with many comments, articles and figures. `npm run bench -- growth` goes up to 10,000 comments, 1,000 articles
 * and 180,000 figures in some minutes; `--size full` to 1,000,000, 10,000 and 1,800,000. On one database with
 * `--only sqlite` or `--only postgres`, one part with `--part start` or `--part read`. With `--folder DIR` the sites are
 * filled there and stay: the next time they are measured as they are. Those of PostgreSQL stay where their server does,
 * `--server URL`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWhenNeeded } from '../../src/server/build.ts'
import { createPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres } from '../fixtures/postgres-server.ts'
import { openBeside } from './growth/changes.ts'
import { startWithMany } from './growth/many-articles.ts'
import { lendPlace, prepare, start, type Place } from './growth/places.ts'
import { readsOf, type Which } from './growth/reads.ts'
import { compareReads, settled, WHICH, type Measured } from './growth/rounds.ts'
import { GROWTHS, printAmounts, type Growth } from './growth/sizes.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'small' },
    only: { type: 'string' },
    part: { type: 'string' },
    folder: { type: 'string' },
    server: { type: 'string' },
    write: { type: 'boolean' },
  },
  allowPositionals: true,
})
const growth = growthOf(values.size)

await buildWhenNeeded()
const root = values.folder ?? mkdtempSync(join(tmpdir(), 'bench-growth-'))
try {
  if (values.only !== 'postgres') await run('SQLite', (folder) => Promise.resolve(`file:${folder}/site.db`))
  if (values.only !== 'sqlite') {
    const server = values.server === undefined ? await startPostgres({ durable: true }) : null
    try {
      await run('PostgreSQL', () => createPostgresDatabase(values.server ?? server?.url ?? ''))
    } finally {
      await server?.stop()
    }
  }
} finally {
  if (values.folder === undefined) rmSync(root, { recursive: true, force: true })
}

function growthOf(size: string): Growth {
  const found = GROWTHS[size]
  if (found === undefined) throw new Error(`--size is one of ${Object.keys(GROWTHS).join(', ')}`)
  return found
}

async function run(kind: string, freshUrl: (folder: string) => Promise<string>): Promise<void> {
  const folder = join(root, kind)
  mkdirSync(folder, { recursive: true })
  const size = `${printAmounts(growth.most)}, ${kind}`
  if (values.part === undefined || values.part === 'start') {
    for (const which of WHICH) {
      await startWithMany(
        `Building and starting, ${kind}`,
        join(folder, 'starting'),
        growth[which].articles,
        freshUrl,
      )
    }
  }
  if (values.part === 'start') return
  const places: Partial<Record<Which, Place>> = {}
  for (const which of WHICH) {
    const place = await lendPlace(join(folder, which), freshUrl)
    places[which] = place
    const seconds = await prepare(place, growth[which])
    if (seconds > 0) {
      process.stdout.write(`${kind}: ${printAmounts(growth[which])}, filled in ${seconds.toFixed(0)} s\n`)
    }
  }
  if (values.part === 'fill') return
  await compare(`Growth to ${size}`, places as Record<Which, Place>)
}

async function compare(section: string, places: Record<Which, Place>): Promise<void> {
  const opened: Measured[] = []
  try {
    for (const which of WHICH) {
      const place = places[which]
      opened.push({ site: await start(place), database: await openBeside(place.databaseUrl) })
    }
    const [least, most] = opened
    if (least === undefined || most === undefined) return
    for (const measured of opened) await settled(measured)
    await compareReads(section, { least, most }, readsOf(growth.most))
  } finally {
    for (const { site, database } of opened) {
      await database.close()
      await site.stop()
    }
  }
}
