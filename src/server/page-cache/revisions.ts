import type { ChangedTags, RevisionFeed } from '../../../db/revision-feed.ts'
import type { Log } from '../log.ts'

/** A moment on this process's own clock, which goes on whenever something that pages show has changed. */
export type Moment = number

/** In a list of tags: whatever changes, changes this. */
export const ANY_TAG = '*'

/** What this process knows of changes, its own and those of others. */
export interface Revisions {
  /** The moment up to which changes are known. To be read before anything that is shown. */
  now: () => Moment
  /** Whether nothing with these tags has changed since a moment, as far as is known. */
  standsSince: (tags: readonly string[], since: Moment) => boolean
  /** Learns at once of everything committed before the call, where that takes no waiting: on SQLite. */
  look: () => void
  /** Learns of everything that was committed before the call; false while the database is away. */
  refresh: () => Promise<boolean>
  /** The database could not be asked when last tried, so that what is known may be out of date. */
  isAway: () => boolean
  /** Calls `call` once when the database is found to be away. @returns takes the wish back */
  onAway: (call: () => void) => () => void
  stop: () => Promise<void>
}

/** Time changes pages too. */
export interface Timetable {
  now: () => Date
  /** When a page will next change by itself, all else unchanged: an article that waits for its day. */
  nextChange: (after: Date) => Promise<Date | null>
  /** Every page may show the day. */
  endOfDay: (of: Date) => Date
}

/** Half of what a page may be late by. */
const ASK_EVERY_MS = 500
/** A database that takes longer counts as away. */
const ANSWERS_WITHIN_MS = 2_000

/** Follows the changes that a feed tells of. @param log gets a line when the database goes away and when it is back */
export function followRevisions(
  feed: RevisionFeed,
  timetable: Timetable,
  log: Log,
  askEveryMs = ASK_EVERY_MS,
): Revisions {
  let moment: Moment = 1
  let allAt: Moment = 1
  let anyAt: Moment = 1
  const changedAt = new Map<string, Moment>()
  let away = false
  const calls = new Set<() => void>()
  let stopped = false
  /** Whether this turn of the event loop has looked already: what is handled in it had arrived before that. */
  let looked = false
  let dayEnds = timetable.endOfDay(timetable.now()).getTime()
  /** Milliseconds; undefined until it is asked for anew, of the time from `unplannedSince` on. */
  let nextChange: number | undefined
  let unplannedSince = timetable.now()
  let running: Promise<boolean> | undefined
  let following: Promise<boolean> | undefined

  const apply = (changed: ChangedTags): void => {
    if (changed.length === 0) return
    moment += 1
    anyAt = moment
    if (changed === 'all') allAt = moment
    else for (const tag of changed) changedAt.set(tag, moment)
    // An article that waits may have come, or gone.
    if (nextChange !== undefined) unplannedSince = timetable.now()
    nextChange = undefined
  }

  const setAway = (now: boolean, error?: unknown): void => {
    if (away === now || stopped) return
    away = now
    if (!now) {
      log.info('the database is back')
      return
    }
    log.error({ err: error }, 'the database is away: readers get what is kept')
    for (const call of [...calls]) call()
  }

  const passTime = (): void => {
    const now = timetable.now().getTime()
    const due = nextChange !== undefined && now >= nextChange
    if (now < dayEnds && !due) return
    dayEnds = timetable.endOfDay(new Date(now)).getTime()
    apply('all')
  }

  const planChange = async (): Promise<void> => {
    if (nextChange !== undefined) return
    const asked = moment
    const next = await timetable.nextChange(unplannedSince)
    if (asked === moment) nextChange = next?.getTime() ?? Number.POSITIVE_INFINITY
  }

  const ask = async (): Promise<boolean> => {
    try {
      // Applied also where it comes too late: the feed tells each change once.
      await within(feed.ask().then(apply), ANSWERS_WITHIN_MS)
      await within(planChange(), ANSWERS_WITHIN_MS)
      passTime()
      setAway(false)
      return true
    } catch (error) {
      setAway(true, error)
      return false
    }
  }

  const start = (): Promise<boolean> => {
    running = ask().finally(() => {
      running = undefined
    })
    return running
  }

  const refresh = (): Promise<boolean> => {
    if (running === undefined) return start()
    // The one under way may have asked before the caller's change was committed.
    following ??= running.then(() => {
      following = undefined
      return start()
    })
    return following
  }

  const forgetLook = (): void => {
    looked = false
  }

  const look = (): void => {
    if (looked) return
    looked = true
    setImmediate(forgetLook)
    passTime()
    if (feed.look === null) return
    try {
      apply(feed.look())
    } catch (error) {
      setAway(true, error)
    }
  }

  feed.listen(() => void refresh())
  const timer = setInterval(() => void refresh(), askEveryMs).unref()
  return {
    now: () => moment,
    standsSince: (tags, since) =>
      anyAt <= since ||
      (allAt <= since && tags.every((tag) => (tag === ANY_TAG ? anyAt : (changedAt.get(tag) ?? 0)) <= since)),
    look,
    refresh,
    isAway: () => away,
    onAway: (call) => {
      calls.add(call)
      return () => calls.delete(call)
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
      await feed.close()
    },
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    // After what has arrived meanwhile: where this process was busy itself, the answer may be there.
    setImmediate(() => {
      reject(new Error(`no answer within ${ms} ms`))
    })
  }, ms)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
