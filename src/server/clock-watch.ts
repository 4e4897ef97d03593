import type { Log } from './log.ts'
import { inRounds } from './rounds.ts'

const EVERY_MS = 60_000
/** Clocks are corrected by fractions of a second all the time; sessions and codes notice half a minute. */
const NOTICED_MS = 30_000

/**
 * Says in the log when the machine's clock was set: open sessions end then and codes of authenticator apps are refused,
 * and whoever looks for the cause finds it here.
 * @returns stops looking
 */
export function startClockWatch(log: Log, everyMs = EVERY_MS): () => Promise<void> {
  return inRounds(
    clockWatch(log, Date.now, () => performance.now()),
    everyMs,
  )
}

/**
 * Compares a clock that people set with one that only goes on, both in milliseconds.
 * @returns looks once
 */
export function clockWatch(log: Log, wall: () => number, steady: () => number): () => Promise<void> {
  let before = wall() - steady()
  return () => {
    const now = wall() - steady()
    const step = now - before
    before = now
    if (Math.abs(step) >= NOTICED_MS) {
      log.warn({ bySeconds: Math.round(step / 1000) }, 'the clock was set, or the machine slept')
    }
    return Promise.resolve()
  }
}
