import {
  addressesOf,
  cachesOf,
  roomOf,
  siteChanges,
  type Address,
  type Constants,
  type Plan,
} from './plan.ts'

/** What becomes of the views of kept addresses. */
export interface CacheForecast {
  /** Share of views that need no rendering, from 0 to 1; those that wait for a rendering under way count. */
  hitRate: number
  /** Renderings a second, all processes together. */
  articleRenders: number
  otherRenders: number
  /** Bytes that each cache holds once it is warm. */
  bytesHeld: number
  /** Bytes it would hold with room for every address. */
  bytesWanted: number
}

const STEPS = 60
const LONGEST_SECONDS = 1e12

/**
 * The cache's balance in the long run, views and changes coming at random and independently. A view needs no rendering
 * when the view before it, of the same address in the same process, came within the time that the page keeps its place,
 * and nothing changed it in between; single-flight makes that true for a rendering that is under way, too.
 */
export function forecastCache(plan: Plan, constants: Constants): CacheForecast {
  const addresses = addressesOf(plan, constants)
  const perCache = plan.readersPerSecond / cachesOf(plan)
  const everything = siteChanges(plan)
  const stays = timeKept(addresses, perCache, roomOf(plan))
  const renders = { article: 0, other: 0 }
  let held = 0
  for (const { kind, share, changes, bytes } of addresses) {
    const asked = perCache * share
    renders[kind] += asked * (1 - hitChance(asked, changes + everything, stays)) * cachesOf(plan)
    held += bytes * presence(asked, stays)
  }
  const rendered = renders.article + renders.other
  return {
    hitRate: plan.readersPerSecond === 0 ? 1 : 1 - rendered / plan.readersPerSecond,
    articleRenders: renders.article,
    otherRenders: renders.other,
    bytesHeld: held,
    bytesWanted: addresses.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/** ∫₀ᵀ a·e^(−(a+c)t) dt for views a second a, changes a second c, and the time T that a page keeps its place. */
function hitChance(asked: number, changed: number, stays: number): number {
  const both = asked + changed
  return both === 0 ? 0 : (asked / both) * presence(both, stays)
}

/** Chance that something that happens so often a second happened in the last so many seconds. */
function presence(perSecond: number, seconds: number): number {
  if (perSecond === 0) return 0
  return seconds === Infinity ? 1 : -Math.expm1(-perSecond * seconds)
}

/**
 * How long a page that nobody asks for keeps its place: until the others that were asked for meanwhile fill the room.
 * That this time is nearly the same for all pages is the approximation of Che, Tung and Wang, "Hierarchical Web Caching
 * Systems", IEEE JSAC 20 (2002). What changed keeps its place until it is asked for, so changes do not enter.
 */
function timeKept(addresses: readonly Address[], perCache: number, room: number): number {
  const filled = (seconds: number): number =>
    addresses.reduce((sum, { share, bytes }) => sum + bytes * presence(perCache * share, seconds), 0)
  if (filled(Infinity) <= room) return Infinity
  let [low, high] = [0, 1]
  while (filled(high) < room && high < LONGEST_SECONDS) [low, high] = [high, high * 2]
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (filled(middle) < room) low = middle
    else high = middle
  }
  return low
}
