import { connect } from '../../../db/connect.ts'
import { signInOverApi } from '../../fixtures/demo-account.ts'
import type { RunningSite } from '../../fixtures/site.ts'
import { inTurn, type Contestant, type Load } from '../load/in-turn.ts'
import { postRequest } from '../load/requests.ts'
import type { Generator } from '../load/start-generator.ts'
import { report } from '../report.ts'
import { newComment } from './content.ts'
import { CONNECTIONS, asking, printLoad, servedBy } from './contestants.ts'
import { openRaw, type Raw } from './raw-writes.ts'

const SLICE_MS = 400
const SLICES = 6
const WARMING = 6
/** More than a slice can use up. */
const REQUESTS = 3_000
const TO_REACH = 0.5

/** @param scratchUrl an empty, migrated database beside the site's, for what is inserted without it */
export async function writeComments(
  section: string,
  { site, databaseUrl, scratchUrl }: { site: RunningSite; databaseUrl: string; scratchUrl: string },
  generator: Generator,
): Promise<void> {
  const served = servedBy(site)
  const posting = (connections: number): Contestant =>
    asking(generator, served, { requests: newRequests, status: 201, connections, ms: SLICE_MS })
  const newRequests = (): string[] =>
    Array.from({ length: REQUESTS }, () => {
      const { body, headers } = newComment()
      return postRequest(served.port, '/api/v1/comments', body, headers)
    })
  // A site runs for weeks: its code is to be as warm as the few lines that it is measured against. What it writes for a
  // comment is taken from these.
  for (let slice = 0; slice < WARMING; slice += 1) await posting(CONNECTIONS)(-1)
  const raw = await openRaw(databaseUrl, scratchUrl)
  try {
    for (const [how, connections] of [
      [`${CONNECTIONS} at once`, CONNECTIONS],
      ['one after the other', 1],
    ] as const) {
      const loads = await inTurn(
        [posting(connections), inserting(raw.one, connections), inserting(raw.all, connections)],
        SLICES,
      )
      print(section, `a comment, durable, ${how}`, loads, raw)
    }
    await decide(section, { site, databaseUrl }, { generator, raw })
  } finally {
    await raw.close()
  }
}

function print(section: string, what: string, [ours, one, all]: readonly Load[], raw: Raw): void {
  if (ours === undefined || one === undefined) return
  const share = (limit: Load): string => `${(ours.perSecond / limit.perSecond).toFixed(2)} × as many`
  report(section, {
    what,
    measured: printLoad(ours),
    ratio: `${share(one)} (to reach: ${TO_REACH})`,
    limit: `durable inserts of one row, prepared (${printLoad(one)})`,
  })
  if (all === undefined) return
  report(section, {
    what: `${what}, beside what it writes`,
    measured: printLoad(ours),
    ratio: share(all),
    limit: `durable transactions with the ${raw.rowsOfAll} rows of a comment, prepared (${printLoad(all)})`,
  })
}

/** Each connection does it again and again for a while. */
function inserting(insert: (line: number) => Promise<void>, connections: number): Contestant {
  return async () => {
    const times: number[] = []
    const cpu = process.cpuUsage()
    const began = performance.now()
    const keepInserting = async (line: number): Promise<void> => {
      for (let now = began; now - began < SLICE_MS;) {
        await insert(line)
        const after = performance.now()
        times.push(after - now)
        now = after
      }
    }
    await Promise.all(Array.from({ length: connections }, (_, line) => keepInserting(line)))
    const { user, system } = process.cpuUsage(cpu)
    return { times, ms: performance.now() - began, cpu: user + system, generatorCpu: 0 }
  }
}

/** Decisions of one moderator, one after the other, and of several programs at once. */
async function decide(
  section: string,
  { site, databaseUrl }: { site: RunningSite; databaseUrl: string },
  { generator, raw }: { generator: Generator; raw: Raw },
): Promise<void> {
  const served = servedBy(site)
  const headers = { cookie: await signInOverApi(site), origin: site.url }
  const ids = await pending(databaseUrl)
  const each = Math.floor(ids.length / (SLICES + 1))
  const requests = (): string[] =>
    ids
      .splice(0, each)
      .map((id) =>
        postRequest(
          served.port,
          `/api/v1/staff/comments/${id}/decisions`,
          { revision: 1, action: 'publish' },
          headers,
        ),
      )
  const loads = await inTurn(
    [
      asking(generator, served, { requests, status: 200, connections: 1, ms: SLICE_MS }),
      inserting(raw.one, 1),
    ],
    SLICES,
  )
  print(section, 'a decision, durable, one after the other', loads, raw)
}

async function pending(databaseUrl: string): Promise<string[]> {
  const db = connect(databaseUrl)
  const rows = await db.read
    .selectFrom('comment')
    .select('id')
    .where('status', '=', 'pending')
    .where('revision', '=', 1)
    .execute()
  await db.close()
  return rows.map(({ id }) => id)
}
