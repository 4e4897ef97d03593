/*
 * `npm run bench`: all benchmarks, one after the other; `npm run bench -- desk` one of them. What follows its name is
 * for the benchmark itself; `--write` puts the results into docs/benchmarks.md.
 */
import { writeReport } from './report.ts'

const BENCHMARKS: Readonly<Record<string, () => Promise<unknown>>> = {
  figures: () => import('./figures.ts'),
  desk: () => import('./desk.ts'),
  serving: () => import('./serving.ts'),
  growth: () => import('./growth.ts'),
  flood: () => import('./flood.ts'),
}

const names = process.argv.slice(2).filter((word) => word in BENCHMARKS)
const [first] = process.argv.slice(2)
if (first !== undefined && !first.startsWith('--') && !(first in BENCHMARKS)) {
  process.stderr.write(
    `There is no benchmark "${first}". There are: ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  )
  process.exit(2)
}
for (const name of names.length === 0 ? Object.keys(BENCHMARKS) : names) await BENCHMARKS[name]?.()
if (process.argv.includes('--write')) writeReport()
