import cluster, { type Worker } from 'node:cluster'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from './log.ts'
import { MetricsRelay, type Channel } from './metrics/siblings.ts'

/** Tells a process that it is a worker; the number that follows is its place among them. */
const WORKER_FLAG = '--worker'
/** A worker that dies again and again is started again after ever longer pauses. */
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 30_000
/** One that lived as long as this did not die of its start. */
const HEALTHY_AFTER_MS = 60_000
/** Workers cut off what is under way after 20 s. */
const KILL_AFTER_MS = 25_000

/** What the parent says to its workers. */
type Order = 'open' | 'stop'

/**
 * Starts so many processes that share the port, and starts one again where it dies. Resolves when all of them serve.
 * @returns lets every worker finish what is under way
 * @throws WorkerEnded where one ends before it served for the first time; what it was has been printed by the worker
 */
export async function startWorkers(count: number, log: Log): Promise<() => Promise<void>> {
  // Each takes from one queue of the system's. Handed out by the parent instead, a connection on its way to a worker that
  // is killed would wait for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const state = { stopping: false, open: false }
  const living = new Map<number, Worker>()
  const pauses = new Map<number, number>()
  const { promise: opened, resolve: open, reject: fail } = Promise.withResolvers<undefined>()
  const metrics = new MetricsRelay()
  let serving = 0

  const start = (place: number): void => {
    const began = performance.now()
    cluster.setupPrimary({ args: [WORKER_FLAG, String(place)] })
    const worker = cluster.fork()
    living.set(place, worker)
    metrics.add(worker.id, channelTo(worker))
    worker.once('listening', () => {
      if (state.open) order(worker, 'open')
      else if ((serving += 1) === count) open(undefined)
    })
    worker.once('exit', (code, signal) => {
      living.delete(place)
      metrics.remove(worker.id)
      if (state.stopping) return
      if (!state.open) {
        fail(new WorkerEnded())
        return
      }
      const healthy = performance.now() - began > HEALTHY_AFTER_MS
      const pause = healthy ? FIRST_PAUSE_MS : (pauses.get(place) ?? FIRST_PAUSE_MS)
      pauses.set(place, Math.min(LONGEST_PAUSE_MS, pause * 2))
      log.error({ worker: place, code, signal, againInMs: pause }, 'a worker ended')
      setTimeout(() => {
        if (!state.stopping) start(place)
      }, pause)
    })
  }

  const stop = async (): Promise<void> => {
    state.stopping = true
    const ends = [...living.values()].map(async (worker) => {
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      order(worker, 'stop')
      const late = new AbortController()
      const kill = wait(KILL_AFTER_MS, undefined, { signal: late.signal }).then(
        () => worker.process.kill('SIGKILL'),
        () => undefined,
      )
      await ended
      late.abort()
      await kill
    })
    await Promise.all(ends)
  }

  for (let place = 0; place < count; place += 1) start(place)
  try {
    await opened
  } catch (error) {
    await stop()
    throw error
  }
  state.open = true
  for (const worker of living.values()) order(worker, 'open')
  return stop
}

/** A worker did not get as far as serving. */
export class WorkerEnded extends Error {}

function order(worker: Worker, what: Order): void {
  if (worker.isConnected()) worker.send(what)
}

function channelTo(worker: Worker): Channel {
  return {
    send: (message) => {
      if (worker.isConnected()) worker.send(message)
    },
    listen: (hear) => void worker.on('message', hear),
  }
}

/** The way to the parent; null in a process that has none. */
export function channelToParent(): Channel | null {
  if (cluster.worker === undefined) return null
  return {
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
    listen: (hear) => void process.on('message', hear),
  }
}

/** What a worker knows of the others. */
export interface WorkerPlace {
  /** From 0. */
  place: number
  /** Whether all workers serve by now. */
  isOpen: () => boolean
}

/** Null in a process that is no worker. */
export function workerPlace(argv: readonly string[] = process.argv): WorkerPlace | null {
  const at = argv.indexOf(WORKER_FLAG)
  if (at === -1) return null
  let opened = false
  process.on('message', (message) => {
    if (message === 'open') opened = true
  })
  return { place: Number(argv[at + 1] ?? 0), isOpen: () => opened }
}
