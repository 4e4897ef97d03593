/*
 * 10,000 advertisements from one network, from 1,000, and from 1,000 that do every sum: what an attempt costs the site,
 * how long a resident's comment takes afterwards, and how long a page of the queue. `npm run bench -- flood`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { connect, isPostgres } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import type { Context, StaffContext } from '../../src/domain/context.ts'
import { PLAIN_QUEUE, type QueueFilter } from '../../src/domain/moderation/queue-rules.ts'
import { listComments } from '../../src/domain/moderation/queue.ts'
import { createContext } from '../../src/server/context.ts'
import { sendComment } from '../fixtures/comments.ts'
import { testConfig } from '../fixtures/databases.ts'
import { flood } from '../fixtures/flood.ts'
import { createPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startPostgres } from '../fixtures/postgres-server.ts'

const COUNT = 10_000
const TARGET = 'units/son-la'
const folder = mkdtempSync(join(tmpdir(), 'bench-flood-'))
const postgres = await startPostgres()
try {
  for (const url of [`file:${join(folder, 'site.db')}`, await createPostgresDatabase(postgres.url)]) {
    await measure(url)
    if (isPostgres(url)) await dropPostgresDatabase(url)
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(url: string): Promise<void> {
  const db = connect(url)
  await migrate(db)
  await db.close()
  const ctx = createContext(testConfig(url))
  const lifted: Context = { ...ctx, config: { ...ctx.config, rateLimits: false } }
  const kind = isPostgres(url) ? 'PostgreSQL' : 'SQLite'
  const say = (what: string, value: unknown) => console.info(`${kind}: ${what}`, value)

  say('one network', await flood(ctx, TARGET, { count: COUNT, networks: 1 }))
  say('1,000 networks', await flood(ctx, TARGET, { count: COUNT, networks: 1_000 }))
  say('1,000 networks, every sum done', await flood(lifted, TARGET, { count: COUNT, networks: 1_000 }))
  const body = `Ý kiến của một người dân, ${v7()}`
  say('a resident sends, ms', await timed(() => sendComment(lifted, { target: TARGET, body })))
  const staff: StaffContext = {
    ...ctx,
    staff: { id: v7(), email: 'a@example.vn', name: 'A', role: 'moderator' },
  }
  const page = (filter: Partial<QueueFilter>) => () =>
    listComments(staff, { ...PLAIN_QUEUE, ...filter }, { limit: 20, after: null })
  say('queue, ms', await timed(page({})))
  say('queue by reason, ms', await timed(page({ held: 'similar-text' })))
  say('queue by words, ms', await timed(page({ words: 'người dân' })))
  const decided = await ctx.db.read
    .selectFrom('comment')
    .select('id')
    .where('status', '<>', 'pending')
    .execute()
  say('published or decided', decided.length)
  await ctx.db.close()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}
