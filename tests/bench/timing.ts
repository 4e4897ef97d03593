import { report } from './report.ts'

/** Times of one thing done again and again, in milliseconds. */
export interface Times {
  p50: number
  p95: number
}

/** Does something so many times, one after the other, after a few that do not count. */
export async function timesOf(
  count: number,
  work: (round: number) => Promise<unknown> | undefined,
  warmUp = Math.min(5, count),
): Promise<Times> {
  const times: number[] = []
  for (let round = 0; round < count + warmUp; round += 1) {
    const start = performance.now()
    await work(round)
    if (round >= warmUp) times.push(performance.now() - start)
  }
  return percentilesOf(times)
}

export function percentilesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

/** One line of the report: both times, and how often the limit fits into them. */
export function reportTimes(
  section: string,
  what: string,
  times: Times,
  limit: { name: string; times: Times },
): void {
  const ratio = (of: keyof Times) => `${(times[of] / limit.times[of]).toFixed(1)} ×`
  const both = ({ p50, p95 }: Times) => `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`
  report(section, {
    what,
    measured: both(times),
    ratio: `${ratio('p50')}, ${ratio('p95')}`,
    limit: `${limit.name} (${both(limit.times)})`,
  })
}
