/*
 * `npm run simulate -- --readers 50 --comments-per-day 2000`: what a site of that size would need, by a model whose
 * constants were measured. `--help` lists the options; docs/planning.md says what the model is.
 */
import { readMeasured } from './constants.ts'
import { playThrough } from './events.ts'
import { costOf, loadOf } from './load.ts'
import { help, readWanted, type Wanted } from './options.ts'
import type { DatabaseKind } from './plan.ts'
import { printForecast } from './print.ts'

const words = process.argv.slice(2)
if (words.includes('--help')) process.stdout.write(help())
else if (words.includes('--measure')) await (await import('./measure.ts')).measureAll(kinds())
else if (words.includes('--check')) {
  await (await import('./check.ts')).checkModel((kind) => readMeasured(kind).constants, kinds())
} else forecast(wantedOrExit())

/** The one that is named, or both. */
function kinds(): DatabaseKind[] {
  const both: DatabaseKind[] = ['sqlite', 'postgres']
  const named = both.filter((kind) => words.includes(kind))
  return named.length === 0 ? both : named
}

function wantedOrExit(): Wanted {
  try {
    return readWanted(words)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\nnpm run simulate -- --help\n`)
    process.exit(2)
  }
}

function forecast({ plan, prices, currency, views, seed }: Wanted): void {
  const measured = readMeasured(plan.database)
  const { constants } = measured
  const load = loadOf(plan, constants)
  const played = playThrough(plan, constants, { views, seed })
  process.stdout.write(printForecast({ plan, measured, load, played, cost: costOf(plan, prices), currency }))
}
