import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { networkPrefix } from '../rate-limits/rules.ts'

/**
 * How much one network may have the index asked. Unlike other limits this one is counted in the process: what it
 * guards is the time of this process, and a count in the database would let reading wait for whoever writes.
 */
export interface Allowance {
  /** Told apart from others of the same network. */
  name: string
  /** One for each question, and one for each {@link POINT_MS} that it took: whoever asks for much runs out sooner. */
  points: number
  windowSeconds: number
}

/** An office whose people share an address searches five times a second; a quarter of the time is the most it gets. */
export const SEARCHES: Allowance = { name: 'search', points: 300, windowSeconds: 60 }
/** One for each pause in typing. */
export const TYPING: Allowance = { name: 'typing', points: 900, windowSeconds: 60 }

const POINT_MS = 50
/** Questions of one network that are answered at a time, and that wait; others come in between. */
const AT_A_TIME = 2
const MOST_WAITING = 50
/** Networks that are told apart; past that all counts begin anew, once in a flood. */
const MOST_NETWORKS = 20_000
/** Whoever asked is forgotten so long after, at the latest when somebody else asks. */
const SWEEP_MS = 120_000

interface Turns {
  points: number
  /** Milliseconds since 1970. */
  endsAt: number
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
  if (!ctx.config.rateLimits) return ask()
  const turns = turnsOf(ctx, `${allowance.name} ${networkPrefix(address)}`)
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
      turns.points += Math.floor((clock() - begun) / POINT_MS)
    }
  } finally {
    const next = turns.waiting.shift()
    if (next === undefined) turns.underWay -= 1
    else next()
  }
}

/** Takes a point of the window that is open, or opens one. */
function spendPoint(turns: Turns, { points, windowSeconds }: Allowance, now: number): void {
  // A window that ends too far ahead was opened by a clock that has been set right since.
  if (now >= turns.endsAt || turns.endsAt > now + windowSeconds * 1000) {
    turns.points = 0
    turns.endsAt = now + windowSeconds * 1000
  }
  if (turns.points >= points) throw refusal(Math.ceil((turns.endsAt - now) / 1000))
  turns.points += 1
}

function refusal(seconds: number): DomainError {
  return new DomainError('rate-limited', 'too many searches from one network', { retryAfter: seconds })
}

function turnsOf({ db, now: clock }: Context, key: string): Turns {
  const now = clock().getTime()
  const networks = known.get(db) ?? { turns: new Map<string, Turns>(), sweptAt: now }
  known.set(db, networks)
  if (networks.turns.size >= MOST_NETWORKS) networks.turns = new Map()
  if (Math.abs(now - networks.sweptAt) > SWEEP_MS) {
    networks.sweptAt = now
    for (const [name, { endsAt, underWay }] of networks.turns)
      if (underWay === 0 && now >= endsAt) networks.turns.delete(name)
  }
  const found = networks.turns.get(key)
  if (found !== undefined) return found
  const fresh = { points: 0, endsAt: 0, underWay: 0, waiting: [] }
  networks.turns.set(key, fresh)
  return fresh
}

/** Networks that the process knows of now. */
export function countNetworks({ db }: Pick<Context, 'db'>): number {
  return known.get(db)?.turns.size ?? 0
}
