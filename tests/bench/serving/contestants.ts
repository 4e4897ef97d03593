import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RunningSite } from '../../fixtures/site.ts'
import type { Contestant, Load } from '../load/in-turn.ts'
import type { Order } from '../load/order.ts'
import { cpuOf } from '../load/processes.ts'
import { getRequest } from '../load/requests.ts'
import type { Generator } from '../load/start-generator.ts'

/** A server on this machine. */
export interface Served {
  port: number
  pid: number
}

export const CONNECTIONS = 16
export const SLICE_MS = 250
export const SLICES = 8

export function servedBy(site: RunningSite): Served {
  return { port: Number(new URL(site.url).port), pid: site.process.pid ?? 0 }
}

/** A server that is asked for a page. */
export function reading(
  generator: Generator,
  served: Served,
  path: string,
  how: Partial<Pick<Order, 'perSecond' | 'connections'>> & { warmMs?: number } = {},
): Contestant {
  return asking(generator, served, { requests: () => [getRequest(served.port, path)], status: 200, ...how })
}

type Asked = Pick<Order, 'status' | 'perSecond'> &
  Partial<Pick<Order, 'connections' | 'ms'>> & {
    requests: (slice: number) => readonly string[]
    /** How long it gets warm, where that takes longer than one slice. */
    warmMs?: number
  }

/** A server that is asked something; each slice may have requests of its own. */
export function asking(
  generator: Generator,
  { port, pid }: Served,
  { requests, warmMs, ...asked }: Asked,
): Contestant {
  return async (slice) => {
    const order = { port, connections: CONNECTIONS, ms: SLICE_MS, ...asked, requests: requests(slice) }
    if (slice < 0 && warmMs !== undefined) order.ms = warmMs
    const before = cpuOf(pid)
    const tally = await generator.ask(order)
    return { ...tally, cpu: cpuOf(pid) - before }
  }
}

/** Lends a server of node:http that sends everybody what the site sends at an address, to the byte. */
export async function besideBare<T>(address: string, work: (bare: Served) => Promise<T>): Promise<T> {
  const script = fileURLToPath(new URL('../load/bare-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script, address], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [printed] = (await once(child.stdout, 'data')) as [Buffer]
    return await work({ port: Number(printed), pid: child.pid ?? 0 })
  } finally {
    child.kill()
  }
}

/** As the report prints it. */
export function printLoad({ perSecond, cpu, p50, p99 }: Load): string {
  return `${perSecond.toFixed(0)}/s, ${cpu.toFixed(1)} µs CPU, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
}
