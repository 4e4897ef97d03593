import { forecastCache, type CacheForecast } from './formula.ts'
import { cachesOf, SECONDS_PER_DAY, type Constants, type Cost, type Plan } from './plan.ts'

/** What a plan asks of processors, database and memory. */
export interface Load {
  cache: CacheForecast
  /** Pages rendered a second, all processes together, with those that are rendered for one reader. */
  rendersPerSecond: number
  queriesPerSecond: number
  /** Statements under way at any moment, on average: on PostgreSQL also connections in use. */
  statementsUnderWay: number
  /** Share of the time in which a comment, a decision or a release is being written, from 0 up. */
  writing: number
  /** Processors kept busy, all processes together; PostgreSQL's own are not among them. */
  cores: number
  coresPerNode: number
  /** Share of its one processor that a process is busy. */
  busyPerProcess: number
  /** Processes of which none is busier than {@link BUSY_AT_MOST}, all nodes together. */
  processesNeeded: number
  /** Memory of a node's processes, with their caches. */
  bytesPerNode: number
}

/** Beyond it what waits in front of a process soon grows: at 0.7 to 2.3 times what is being worked on. */
export const BUSY_AT_MOST = 0.7

const SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY

export function loadOf(plan: Plan, constants: Constants): Load {
  const cache = forecastCache(plan, constants)
  const perSecond: readonly (readonly [number, Cost])[] = [
    [plan.readersPerSecond, constants.hit],
    [cache.articleRenders, constants.article],
    [cache.otherRenders + plan.uncachedPerSecond, constants.otherPage],
    ...writesOf(plan, constants),
  ]
  const cores = sum(perSecond, 'cpuMicros') / 1e6
  return {
    cache,
    rendersPerSecond: cache.articleRenders + cache.otherRenders + plan.uncachedPerSecond,
    queriesPerSecond: sum(perSecond, 'queries') + cachesOf(plan) * constants.idleQueriesPerSecond,
    statementsUnderWay: sum(perSecond, 'databaseMicros') / 1e6,
    writing: sum(writesOf(plan, constants), 'databaseMicros') / 1e6,
    cores,
    coresPerNode: cores / plan.nodes,
    busyPerProcess: cores / cachesOf(plan),
    processesNeeded: Math.max(1, Math.ceil(cores / BUSY_AT_MOST)),
    bytesPerNode: plan.processes * (constants.processBytes + cache.bytesHeld),
  }
}

function writesOf(plan: Plan, constants: Constants): (readonly [number, Cost])[] {
  return [
    [plan.commentsPerDay / SECONDS_PER_DAY, constants.comment],
    [plan.figuresPerWeek / SECONDS_PER_WEEK, constants.figure],
  ]
}

function sum(perSecond: readonly (readonly [number, Cost])[], of: keyof Cost): number {
  return perSecond.reduce((total, [times, cost]) => total + times * cost[of], 0)
}

/** Prices of a month, in whatever money; null where none was given. */
export interface Prices {
  node: number | null
  database: number | null
}

/** Money a month, from given prices alone; null without a price of a node. */
export function costOf({ nodes }: Plan, { node, database }: Prices): number | null {
  return node === null ? null : nodes * node + (database ?? 0)
}
