import {
  addressesOf,
  cachesOf,
  roomOf,
  SECONDS_PER_DAY,
  siteChanges,
  type Address,
  type Constants,
  type Plan,
} from './plan.ts'
import { drawing, seededRandom, untilNext, type Random } from './random.ts'

/** What happened when a plan was played through, event by event. */
export interface PlayedThrough {
  views: number
  /** Simulated time. */
  seconds: number
  /** Share of views that needed no rendering, from 0 to 1. */
  hitRate: number
  /** Share of views that waited for the rendering of somebody else. */
  sharedRate: number
  /** From the arrival of a view to its answer: its place in the queue of one process, and its own work. */
  milliseconds: { p50: number; p99: number }
  /** Of one processor, the busiest process. */
  busiest: number
}

interface Process {
  /** Addresses in the order in which they were last asked for, with the number of the change after which each was made. */
  kept: Map<number, Kept>
  bytes: number
  /** When it will have done everything that was asked of it. */
  freeAt: number
  worked: number
}

interface Kept {
  since: number
  /** End of its rendering. */
  readyAt: number
}

/**
 * Plays a plan through as so many views of kept addresses, with everything that happens beside them. The same seed gives
 * the same play. It begins as the site is in the long run, so nothing has to be thrown away.
 */
export function playThrough(
  plan: Plan,
  constants: Constants,
  options: { views: number; seed: number },
): PlayedThrough {
  const random = seededRandom(options.seed)
  const addresses = addressesOf(plan, constants)
  const play = new Play(plan, constants, addresses, random)
  const comments = plan.commentsPerDay / SECONDS_PER_DAY
  const others = [plan.readersPerSecond, comments, siteChanges(plan), plan.uncachedPerSecond]
  const all = others.reduce((sum, rate) => sum + rate, 0)
  const pickEvent = drawing(others)
  const pickAddress = drawing(addresses.map(({ share }) => share))
  const pickChanged = drawing(addresses.map(({ changes }) => changes))
  const latencies = new Float64Array(options.views)
  let now = 0
  let views = 0
  while (views < options.views) {
    now += untilNext(random, all)
    const event = pickEvent(random)
    if (event === 0) latencies[views++] = play.view(pickAddress(random), now)
    else if (event === 1) play.comment(pickChanged(random), now)
    else if (event === 2) play.changeEverything()
    else play.work(constants.otherPage.cpuMicros, now)
  }
  latencies.sort()
  const at = (share: number): number => (latencies[Math.ceil(share * views) - 1] ?? 0) * 1000
  return {
    ...{ views, seconds: now },
    hitRate: 1 - play.renders / views,
    sharedRate: play.shared / views,
    milliseconds: { p50: at(0.5), p99: at(0.99) },
    busiest: Math.max(...play.processes.map(({ worked }) => worked)) / now,
  }
}

class Play {
  renders = 0
  shared = 0
  readonly processes: Process[]
  private readonly constants: Constants
  private readonly addresses: readonly Address[]
  private readonly random: Random
  private readonly room: number
  private readonly database: Plan['database']
  private moment = 1
  private allAt = 0
  private readonly changedAt: Float64Array

  constructor(plan: Plan, constants: Constants, addresses: readonly Address[], random: Random) {
    this.constants = constants
    this.addresses = addresses
    this.random = random
    this.room = roomOf(plan)
    this.database = plan.database
    this.changedAt = new Float64Array(addresses.length)
    const perCache = plan.readersPerSecond / cachesOf(plan)
    const lastFlush = untilNext(random, siteChanges(plan))
    const lastChange = addresses.map(({ changes }) => Math.min(lastFlush, untilNext(random, changes)))
    this.processes = Array.from({ length: cachesOf(plan) }, () => this.warm(perCache, lastChange))
  }

  /** @param lastChange seconds since each address changed; older pages are kept, but do not stand */
  private warm(perCache: number, lastChange: readonly number[]): Process {
    const process: Process = { kept: new Map(), bytes: 0, freeAt: 0, worked: 0 }
    const asked = this.addresses.map(({ share }, at) => ({
      at,
      ago: untilNext(this.random, perCache * share),
    }))
    for (const { at, ago } of asked.sort((one, other) => other.ago - one.ago)) {
      if (ago < Infinity) this.keep(process, at, { since: ago < (lastChange[at] ?? 0) ? 0 : -1, readyAt: 0 })
    }
    return process
  }

  /** @returns seconds until the reader has the page */
  view(address: number, now: number): number {
    const process = this.anyProcess()
    const kept = process.kept.get(address)
    const stands = kept !== undefined && kept.since >= Math.max(this.allAt, this.changedAt[address] ?? 0)
    if (stands) this.touch(process, address, kept)
    const done = this.workOn(process, now, stands ? this.constants.hit.cpuMicros : this.renderMicros(address))
    if (stands) {
      const waits = kept.readyAt > now
      if (waits) this.shared += 1
      return Math.max(done, kept.readyAt) - now
    }
    this.renders += 1
    const readyAt = done + this.databaseWait(address)
    this.keep(process, address, { since: this.moment, readyAt })
    return readyAt - now
  }

  comment(address: number, now: number): void {
    this.work(this.constants.comment.cpuMicros, now)
    this.moment += 1
    this.changedAt[address] = this.moment
  }

  changeEverything(): void {
    this.moment += 1
    this.allAt = this.moment
  }

  work(micros: number, now: number): void {
    this.workOn(this.anyProcess(), now, micros)
  }

  private anyProcess(): Process {
    const picked = this.processes[Math.floor(this.random() * this.processes.length)]
    if (picked === undefined) throw new Error('a plan has at least one process')
    return picked
  }

  /** One after the other, as a process with one thread does. @returns when it is done */
  private workOn(process: Process, now: number, micros: number): number {
    process.freeAt = Math.max(process.freeAt, now) + micros / 1e6
    process.worked += micros / 1e6
    return process.freeAt
  }

  private costOf(address: number): Constants['article'] {
    return this.addresses[address]?.kind === 'article' ? this.constants.article : this.constants.otherPage
  }

  private renderMicros(address: number): number {
    return this.constants.hit.cpuMicros + this.costOf(address).cpuMicros
  }

  /** Seconds in which a rendering waits while its process does other things: SQLite answers within the process. */
  private databaseWait(address: number): number {
    return this.database === 'sqlite' ? 0 : this.costOf(address).databaseMicros / 1e6
  }

  private touch(process: Process, address: number, kept: Kept): void {
    process.kept.delete(address)
    process.kept.set(address, kept)
  }

  private keep(process: Process, address: number, kept: Kept): void {
    const bytesOf = (at: number): number => this.addresses[at]?.bytes ?? 0
    if (!process.kept.has(address)) process.bytes += bytesOf(address)
    this.touch(process, address, kept)
    for (const oldest of process.kept.keys()) {
      if (process.bytes <= this.room) return
      process.kept.delete(oldest)
      process.bytes -= bytesOf(oldest)
    }
  }
}
