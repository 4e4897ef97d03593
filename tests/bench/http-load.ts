import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A process that answers at a port of this machine. */
export interface Served {
  port: number
  pid: number
  path: string
}

export interface Load {
  perSecond: number
  /** Processor time of the process, microseconds. */
  cpuPerRequest: number
  p50: number
  p99: number
}

interface Tally {
  requests: number
  cpuMs: number
  ms: number
  times: number[]
}

const CONNECTIONS = 16
const SLICE_MS = 400
const CLOCK_TICK_MS = 10

/**
 * Asks several processes the same, each in turn for a moment, again and again, so that whatever else the machine does
 * weighs on all of them alike.
 */
export async function loadInTurn(served: readonly Served[], rounds: number): Promise<Load[]> {
  const tallies = served.map((): Tally => ({ requests: 0, cpuMs: 0, ms: 0, times: [] }))
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, one] of served.entries()) {
      const slice = await loadOnce(one)
      const tally = tallies[at]
      // The first is to get warm.
      if (round === -1 || tally === undefined) continue
      tally.requests += slice.requests
      tally.cpuMs += slice.cpuMs
      tally.ms += slice.ms
      tally.times.push(...slice.times)
    }
  }
  return tallies.map(({ requests, cpuMs, ms, times }) => {
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
    return {
      perSecond: (requests / ms) * 1_000,
      cpuPerRequest: (cpuMs * 1_000) / requests,
      ...{ p50: at(0.5), p99: at(0.99) },
    }
  })
}

async function loadOnce({ port, pid, path }: Served): Promise<Tally> {
  const state = { stopped: false }
  const times: number[] = []
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n`
  const cpuBefore = cpuOf(pid)
  const began = performance.now()
  const all = Array.from({ length: CONNECTIONS }, () => keepAsking(port, request, state, times))
  await wait(SLICE_MS)
  state.stopped = true
  await Promise.all(all)
  const ms = performance.now() - began
  return { requests: times.length, cpuMs: cpuOf(pid) - cpuBefore, ms, times }
}

/** One connection that asks again as soon as it has the whole answer. */
function keepAsking(
  port: number,
  request: string,
  state: { stopped: boolean },
  times: number[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let head = ''
    let left = -1
    let sent = 0
    const ask = (): void => {
      head = ''
      left = -1
      sent = performance.now()
      socket.write(request)
    }
    socket.setNoDelay(true)
    socket.once('connect', ask)
    socket.once('error', reject)
    socket.on('data', (chunk: Buffer) => {
      if (left === -1) {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end === -1) return
        if (!head.startsWith('HTTP/1.1 200')) reject(new Error(`${head.slice(0, 30)} for ${request}`))
        left = Number(/content-length: (\d+)/iu.exec(head)?.[1] ?? 0) - (head.length - end - 4)
      } else left -= chunk.length
      if (left > 0) return
      times.push(performance.now() - sent)
      if (!state.stopped) ask()
      else {
        socket.destroy()
        resolve()
      }
    })
  })
}

/** Processor time of a process so far, milliseconds. Linux only. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS
}

/** Memory of a process that is its own or shared, MiB. */
export function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
