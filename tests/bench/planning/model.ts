/** What an office expects, and what it would run. */
export interface Plan {
  /** Pages a second that readers ask for, all processes together. */
  readersPerSecond: number
  /** Comments sent in a day; each is decided on once. */
  commentsPerDay: number
  articles: number
  /** Processes with a cache of their own, behind a proxy that hands requests out evenly. */
  nodes: number
  /** Of each node, in bytes. */
  cacheBytes: number
}

/** What one request costs, measured on the machine in question. Microseconds are of one processor. */
export interface Constants {
  /** A page from the cache. */
  hitMicros: number
  /** A page that is rendered and kept. */
  missMicros: number
  /** A comment taken in and decided on. */
  commentMicros: number
  /** Processors that a process keeps busy while nobody asks for anything. */
  idleProcessors: number
  /** Of one kept page. */
  pageBytes: number
}

export interface Forecast {
  /** Share of page views that the caches answer. */
  hitRate: number
  /** Processors kept busy, all nodes together. */
  processors: number
  /** Share of one processor on each node: a process uses one. Beyond 0.7 answers begin to wait for each other. */
  busyPerNode: number
  /** Pages that the database is read for, a second. */
  rendersPerSecond: number
  /** Transactions that write, a second: one for a comment, one for its decision. */
  writesPerSecond: number
  /** Bytes that each cache would hold if it had room for everything that is asked for. */
  bytesWanted: number
  /** Nodes of which each is at most 70 % busy. */
  nodesNeeded: number
}

const SECONDS_PER_DAY = 86_400
const BUSY_AT_MOST = 0.7
const STEPS = 60

/**
 * How often articles are asked for: the nth as often as 1/n of the first, as visits of news are usually spread.
 * @returns shares that add up to 1, the largest first
 */
export function popularity(articles: number): number[] {
  const weights = Array.from({ length: articles }, (_, at) => 1 / (at + 1))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/**
 * Predicts what a plan comes to. A kept page is thrown away when a comment on it is published, or for want of room,
 * the one first that was asked for least recently; comments go where the readers are.
 */
export function forecast(plan: Plan, constants: Constants): Forecast {
  const shares = popularity(plan.articles)
  const commentsPerSecond = plan.commentsPerDay / SECONDS_PER_DAY
  const pages = shares.map((share) => ({
    asked: (plan.readersPerSecond / plan.nodes) * share,
    changed: commentsPerSecond * share,
  }))
  const room = plan.cacheBytes / constants.pageBytes
  const keptFor = timeKept(pages, room)
  const hits = pages.reduce((sum, page) => sum + page.asked * hitChance(page, keptFor), 0)
  const hitRate = plan.readersPerSecond === 0 ? 1 : (hits * plan.nodes) / plan.readersPerSecond
  const missesPerSecond = plan.readersPerSecond * (1 - hitRate)
  const processors =
    plan.nodes * constants.idleProcessors +
    (plan.readersPerSecond * hitRate * constants.hitMicros +
      missesPerSecond * constants.missMicros +
      commentsPerSecond * constants.commentMicros) /
      1e6
  return {
    hitRate,
    processors,
    busyPerNode: processors / plan.nodes,
    rendersPerSecond: missesPerSecond,
    writesPerSecond: 2 * commentsPerSecond,
    bytesWanted: plan.articles * constants.pageBytes,
    nodesNeeded: Math.max(1, Math.ceil(processors / BUSY_AT_MOST)),
  }
}

interface Page {
  /** A second, on one node. */
  asked: number
  changed: number
}

/**
 * A view is a hit when the one before it came within the time that pages are kept, and nothing changed in between. Both
 * are taken as coming at random: views with the rate a, changes with c, so ∫₀ᵀ a·e^(−(a+c)t) dt.
 */
function hitChance({ asked, changed }: Page, keptFor: number): number {
  const both = asked + changed
  if (both === 0) return 0
  return (asked / both) * (keptFor === Infinity ? 1 : 1 - Math.exp(-both * keptFor))
}

/**
 * How long a page stays that nobody asks for: as long as it takes until others fill the room (Che's approximation for
 * caches that drop what was asked for least recently).
 */
function timeKept(pages: readonly Page[], room: number): number {
  if (pages.length <= room) return Infinity
  const filled = (seconds: number): number =>
    pages.reduce((sum, { asked }) => sum + 1 - Math.exp(-asked * seconds), 0)
  let [low, high] = [0, 1]
  while (filled(high) < room && high < 1e12) high *= 2
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (filled(middle) < room) low = middle
    else high = middle
  }
  return high
}
