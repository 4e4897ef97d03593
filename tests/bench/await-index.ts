import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../db/connect.ts'
import { percentilesOf, reportTimes } from './timing.ts'

const PAUSE_MS = 100

/**
 * Waits until the site has taken all comments into its search index, which it does in the background after a first
 * start, and reports how long a reader waits for a page meanwhile and afterwards.
 */
export async function awaitIndex(
  db: Database,
  section: string,
  { read, requests }: { read: () => Promise<unknown>; requests: number },
): Promise<void> {
  const started = performance.now()
  const during: number[] = []
  while (!(await hasAllIndexed(db))) during.push(await timeOf(read))
  const seconds = (performance.now() - started) / 1_000
  const entries = await countEntries(db)
  process.stdout.write(
    `${section}: ${entries} comments taken into the search index in ${seconds.toFixed(0)} s\n`,
  )
  const after: number[] = []
  while (after.length < requests) after.push(await timeOf(read))
  reportTimes(section, 'an article, while comments are taken into the index', percentilesOf(during), {
    name: 'the same article afterwards',
    times: percentilesOf(after),
  })
}

/** A reader comes now and then: whoever asks without a pause has the process to himself. */
async function timeOf(read: () => Promise<unknown>): Promise<number> {
  await wait(PAUSE_MS)
  const begun = performance.now()
  await read()
  return performance.now() - begun
}

/** Whether the search index has all comments. */
export async function hasAllIndexed(db: Database): Promise<boolean> {
  const place = await db.read
    .selectFrom('search_walk')
    .innerJoin('ledger_head', (join) => join.on('ledger_head.ledger', '=', 'moderation'))
    .select(['search_walk.seq as followed', 'ledger_head.seq as last'])
    .executeTakeFirst()
  return place !== undefined && place.followed >= place.last
}

async function countEntries(db: Database): Promise<number> {
  const { count } = await db.read
    .selectFrom('search_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'comment')
    .executeTakeFirstOrThrow()
  return count
}
