/** Numbers from 0 (included) to 1 (not included), the same ones for the same seed. */
export type Random = () => number

/** Mulberry32 of Tommy Ettinger (public domain): 2^32 numbers before it repeats itself. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Time until something next happens that happens at random so many times a second. */
export function untilNext(random: Random, perSecond: number): number {
  return perSecond === 0 ? Infinity : -Math.log(1 - random()) / perSecond
}

/** Draws places of a list, each as often as its weight says. */
export function drawing(weights: readonly number[]): (random: Random) => number {
  const ends = new Float64Array(weights.length)
  let sum = 0
  weights.forEach((weight, at) => {
    sum += weight
    ends[at] = sum
  })
  return (random) => {
    const point = random() * sum
    let [low, high] = [0, ends.length - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ends[middle] ?? 0) > point) high = middle
      else low = middle + 1
    }
    return low
  }
}
