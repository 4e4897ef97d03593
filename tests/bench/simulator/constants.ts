import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { Constants, DatabaseKind } from './plan.ts'

const FILE = new URL('constants.json', import.meta.url)

/** What was measured, when and on what. */
export interface Measured {
  day: string
  machine: string
  /** Processes that wanted to run when the measuring began (load average of a minute); more than cores means contention. */
  loadBefore: number
  constants: Constants
}

type Contents = Partial<Record<DatabaseKind, Measured>>

/** @throws Error that says what to do where this kind was never measured */
export function readMeasured(kind: DatabaseKind): Measured {
  const measured = readAll()[kind]
  if (measured !== undefined) return measured
  throw new Error(`Nothing was measured on ${kind}: npm run simulate -- --measure --database ${kind}`)
}

/** Leaves what was measured on the other kind. */
export function writeMeasured(kind: DatabaseKind, measured: Measured): void {
  writeFileSync(FILE, `${JSON.stringify({ ...readAll(), [kind]: measured }, null, 2)}\n`)
}

function readAll(): Contents {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Contents) : {}
}

export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

export function describeMachine(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  const model = cpus()[0]?.model ?? 'unknown processor'
  return `${model}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}`
}

export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10
}
