/** What took part did in one slice of time. */
export interface Slice {
  /** Milliseconds of each request, from its turn to the end of its answer. */
  times: Float64Array | readonly number[]
  ms: number
  /** Processor time, microseconds. */
  cpu: number
  /** Processor time of the load generator, microseconds. */
  generatorCpu: number
}

/** Takes its turn again and again. @param at the slice: -1 is to get warm and does not count */
export type Contestant = (at: number) => Promise<Slice>

export interface Load {
  count: number
  perSecond: number
  /** Processor time of each, microseconds. */
  cpu: number
  p50: number
  p99: number
  /** The 99th percentile of each slice, and of these the middle one: a single halt of the machine is in one slice. */
  usualP99: number
  /** Share of the time in which the load generator was busy: near 1, it was what held the others up. */
  generator: number
}

/** Has several take turns, slice by slice, so that whatever else the machine does weighs on all of them alike. */
export async function inTurn(contestants: readonly Contestant[], slices: number): Promise<Load[]> {
  const done = contestants.map((): Slice[] => [])
  for (let at = -1; at < slices; at += 1) {
    for (const [who, contestant] of contestants.entries()) {
      const slice = await contestant(at)
      if (at >= 0) done[who]?.push(slice)
    }
  }
  return done.map(sumUp)
}

function sumUp(slices: readonly Slice[]): Load {
  const sum = (of: 'ms' | 'cpu' | 'generatorCpu'): number => slices.reduce((all, slice) => all + slice[of], 0)
  const times = inOrder(slices.flatMap((slice) => [...slice.times]))
  const p99s = slices.map((slice) => percentile(inOrder(slice.times), 0.99))
  return {
    count: times.length,
    perSecond: (times.length / sum('ms')) * 1_000,
    cpu: sum('cpu') / times.length,
    ...{ p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    usualP99: percentile(inOrder(p99s), 0.5),
    generator: sum('generatorCpu') / 1_000 / sum('ms'),
  }
}

function inOrder(numbers: Iterable<number>): number[] {
  return [...numbers].sort((a, b) => a - b)
}

/** @param sorted growing */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
