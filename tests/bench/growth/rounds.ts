import { setTimeout as wait } from 'node:timers/promises'
import type { RunningSite } from '../../fixtures/site.ts'
import type { Connection } from '../load/connection.ts'
import { openConnection } from '../load/connection.ts'
import { cpuOf } from '../load/processes.ts'
import { getRequest } from '../load/requests.ts'
import { report } from '../report.ts'
import { check } from '../serving/reads.ts'
import { servedBy } from '../serving/contestants.ts'
import { percentilesOf } from '../timing.ts'
import type { Beside } from './changes.ts'
import type { Read, Which } from './reads.ts'

/** How many times as much a page may cost on the larger site. */
const FLAT = 1.2
const ROUNDS = 9
/** In one round: each a change, and one request that nobody shares. */
const REQUESTS = 8
/** Rounds until what a program does again and again is compiled. */
const ROUNDS_TO_GET_WARM = 7

/** Share of a processor. */
const IDLE = 0.02
const LOOK_AGAIN_MS = 5_000
const SETTLES_WITHIN_MS = 600_000

export const WHICH = ['least', 'most'] as const

/** A site as it runs everywhere, and its database. */
export interface Measured {
  site: RunningSite
  database: Beside
}

/** What one request cost on average in a round. */
interface Cost {
  /** Processor time of the site and its database, microseconds. */
  cpu: number
  /** Milliseconds of each. */
  times: number[]
}

/** After a start a site tidies up; it has nothing left to do once it spends next to nothing for a while. */
export async function settled({ site, database }: Measured): Promise<void> {
  const { pid } = servedBy(site)
  const spent = async (): Promise<number> => cpuOf(pid) + (await database.cpu())
  const giveUpAt = performance.now() + SETTLES_WITHIN_MS
  for (let before = await spent(); ;) {
    await wait(LOOK_AGAIN_MS)
    const now = await spent()
    if (now - before < IDLE * LOOK_AGAIN_MS * 1_000) return
    if (performance.now() > giveUpAt) throw new Error('the site always has something to do')
    before = now
  }
}

/**
 * Compares what pages cost on two sites. A round asks one site some times and then the other, the next round the other
 * way round; what is compared is a round with itself, so that whatever else the machine does weighs on both alike.
 */
export async function compareReads(
  section: string,
  sites: Record<Which, Measured>,
  reads: readonly Read[],
): Promise<void> {
  for (const read of reads) {
    const asking = {
      least: await asker(sites.least, read, 'least'),
      most: await asker(sites.most, read, 'most'),
    }
    const { requests = REQUESTS } = read
    for (const which of WHICH) await asking[which](requests * ROUNDS_TO_GET_WARM)
    const costs: Record<Which, Cost[]> = { least: [], most: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const which of round % 2 === 0 ? WHICH : WHICH.toReversed()) {
        costs[which].push(await asking[which](requests))
      }
    }
    for (const which of WHICH) await asking[which](0)
    tell(section, read, costs)
  }
}

function tell(section: string, { what }: Read, costs: Record<Which, readonly Cost[]>): void {
  const ratios = costs.most.map(({ cpu }, round) => cpu / (costs.least[round]?.cpu ?? Number.NaN))
  const print = (which: Which): string => {
    const cpu = medianOf(costs[which].map((cost) => cost.cpu))
    const { p50 } = percentilesOf(costs[which].flatMap(({ times }) => times))
    return `${cpu.toFixed(0)} µs CPU, p50 ${p50.toFixed(2)} ms`
  }
  report(section, {
    what,
    measured: `${print('most')} (${print('least')})`,
    ratio: `${medianOf(ratios).toFixed(2)} × CPU (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    limit: `limit (${FLAT} ×)`,
  })
}

/** @returns asks so many times, one after the other; none closes the connection */
async function asker(
  { site, database }: Measured,
  { what, path: paths, after, rows }: Read,
  which: Which,
): Promise<(requests: number) => Promise<Cost>> {
  const path = typeof paths === 'string' ? paths : paths[which]
  await check(site, { what, path, ...(rows !== undefined && { rows }) })
  const { port, pid } = servedBy(site)
  const connection: Connection = await openConnection(port, 200)
  const request = getRequest(port, path)
  return async (requests) => {
    if (requests === 0) connection.close()
    const times: number[] = []
    const before = cpuOf(pid) + (await database.cpu())
    for (let at = 0; at < requests; at += 1) {
      if (after !== null) await database.change(after)
      const sent = performance.now()
      await connection.ask(request)
      times.push(performance.now() - sent)
    }
    const spent = cpuOf(pid) + (await database.cpu()) - before
    return { cpu: spent / requests, times }
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
