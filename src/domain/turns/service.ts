import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { networkPrefix } from '../rate-limits/rules.ts'

/**
 * How much one network may ask for of what takes long. Unlike other limits this one is counted in the process: what it
 * guards is the time of this process, and a count in the database would let reading wait for whoever writes.
 */
export interface Allowance {
  /** Told apart from others of the same network. */
  name: string
  /** One for each question, and one for each {@link POINT_MS} that it took: whoever asks for much runs out sooner. */
  pointsPerSecond: number
  /** Points of who has not asked for a while. */
  most: number
}

/** Many searches for an office whose people share an address; in the long run at most a quarter of the process. */
export const SEARCHES: Allowance = { name: 'search', pointsPerSecond: 5, most: 60 }
/** One for each pause in typing. */
export const TYPING: Allowance = { name: 'typing', pointsPerSecond: 15, most: 150 }
/**
 * A page shows a few, and nearly all are kept: what counts is the turn. All that wait to be drawn stand in one short
 * queue, and of one network no more than two stand in it.
 */
export const PICTURES: Allowance = { name: 'pictures', pointsPerSecond: 40, most: 400 }

const POINT_MS = 50
/** Questions of one network that are answered at a time, and that wait; others come in between. */
const AT_A_TIME = 2
const MOST_WAITING = 50
/** Networks that are told apart; past that all counts begin anew, once in a flood. */
const MOST_NETWORKS = 20_000
/** Whoever asked is forgotten so long after, at the latest when somebody else asks. */
const SWEEP_MS = 120_000

/** What is made for the page cache is made for nobody, once for all: it has no network that could ask for too much. */
export const NOBODY = '0.0.0.0'

interface Turns {
  /** Points that were left, less than none after a long question, and when that was: milliseconds since 1970. */
  points: number
  countedAt: number
  underWay: number
  waiting: (() => void)[]
}

interface Networks {
  turns: Map<string, Turns>
  sweptAt: number
}

/** A process has one database, tests have many. */
const known = new WeakMap<Context['db'], Networks>()

/**
 * Has a question answered when it is its network's turn.
 * @param clock milliseconds, for what it took
 * @throws DomainError rate-limited where the network has used up its allowance, or too many of it wait
 */
export async function inTurn<T>(
  ctx: Context,
  address: string,
  allowance: Allowance,
  ask: () => Promise<T>,
  clock: () => number = () => performance.now(),
): Promise<T> {
  if (!ctx.config.rateLimits || address === NOBODY) return ask()
  const turns = turnsOf(ctx, `${allowance.name} ${networkPrefix(address)}`, allowance)
  if (turns.waiting.length >= MOST_WAITING) throw refusal(1)
  if (turns.underWay >= AT_A_TIME) {
    // Whoever ends hands its place on, so that nobody slips in between.
    await new Promise<void>((resolve) => turns.waiting.push(resolve))
  } else turns.underWay += 1
  try {
    spendPoint(turns, allowance, ctx.now().getTime())
    const begun = clock()
    try {
      return await ask()
    } finally {
      turns.points -= Math.floor((clock() - begun) / POINT_MS)
    }
  } finally {
    const next = turns.waiting.shift()
    if (next === undefined) turns.underWay -= 1
    // SQLite answers without a pause: without one here a whole queue would pass before anybody else is heard.
    else setImmediate(next)
  }
}

/** Takes a point, after what has grown since. A clock that was set back takes nothing away. */
function spendPoint(turns: Turns, { pointsPerSecond, most }: Allowance, now: number): void {
  const grown = (Math.max(0, now - turns.countedAt) / 1000) * pointsPerSecond
  turns.points = Math.min(most, turns.points + grown)
  turns.countedAt = now
  if (turns.points < 1) throw refusal(Math.ceil((1 - turns.points) / pointsPerSecond))
  turns.points -= 1
}

function refusal(seconds: number): DomainError {
  return new DomainError('rate-limited', 'too much from one network', { retryAfter: seconds })
}

function turnsOf({ db, now: clock }: Context, key: string, { most }: Allowance): Turns {
  const now = clock().getTime()
  const networks = known.get(db) ?? { turns: new Map<string, Turns>(), sweptAt: now }
  known.set(db, networks)
  if (networks.turns.size >= MOST_NETWORKS) networks.turns = new Map()
  if (Math.abs(now - networks.sweptAt) > SWEEP_MS) {
    networks.sweptAt = now
    for (const [name, { countedAt, underWay }] of networks.turns)
      if (underWay === 0 && Math.abs(now - countedAt) > SWEEP_MS) networks.turns.delete(name)
  }
  const found = networks.turns.get(key)
  if (found !== undefined) return found
  const fresh = { points: most, countedAt: now, underWay: 0, waiting: [] }
  networks.turns.set(key, fresh)
  return fresh
}

/** Networks that the process knows of now. */
export function countNetworks({ db }: Pick<Context, 'db'>): number {
  return known.get(db)?.turns.size ?? 0
}
