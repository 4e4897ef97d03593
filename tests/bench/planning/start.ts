/*
 * `npm run plan -- --readers 200 --comments 2000 --articles 5000 --nodes 2`: measures what a page and a comment cost on
 * this machine and says what the plan comes to. `--check` plays a small plan on a real site and compares.
 */
import { parseArgs } from 'node:util'
import { forecast, type Constants, type Forecast, type Plan } from './model.ts'
import { openPlannedSite } from './site.ts'

const MEBIBYTE = 2 ** 20
const CHECK_SECONDS = 60
const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '200' },
    comments: { type: 'string', default: '2000' },
    articles: { type: 'string', default: '1000' },
    nodes: { type: 'string', default: '1' },
    'cache-mb': { type: 'string', default: '64' },
    price: { type: 'string', default: '0' },
    check: { type: 'boolean', default: false },
  },
})
const plan: Plan = {
  readersPerSecond: amount(values.readers),
  commentsPerDay: amount(values.comments),
  articles: Math.max(1, Math.round(amount(values.articles))),
  nodes: Math.max(1, Math.round(amount(values.nodes))),
  cacheBytes: amount(values['cache-mb']) * MEBIBYTE,
}

const site = await openPlannedSite()
try {
  const constants = await site.measure()
  print('Measured on this machine', describeConstants(constants))
  print('Forecast', describeForecast(forecast(plan, constants)))
  if (values.check) await check(constants)
} finally {
  await site.stop()
}

/** A plan that one machine plays while it also plays the readers. */
async function check(constants: Constants): Promise<void> {
  const small: Plan = {
    ...{ readersPerSecond: 20, commentsPerDay: 86_400, nodes: 1, cacheBytes: 64 * MEBIBYTE },
    articles: site.articles.length,
  }
  const played = await site.play(small, CHECK_SECONDS)
  const expected = forecast({ ...small, readersPerSecond: played.viewsPerSecond }, constants)
  print(`Checked against a real site, ${CHECK_SECONDS} s, ${small.articles} articles, a comment a second`, [
    ['views', `${played.viewsPerSecond.toFixed(1)} a second`],
    ['from the cache', `forecast ${percent(expected.hitRate)}, real ${percent(played.hitRate)}`],
    ['processors busy', `forecast ${expected.processors.toFixed(3)}, real ${played.processors.toFixed(3)}`],
  ])
}

function describeConstants(constants: Constants): [string, string][] {
  return [
    ['page from the cache', `${constants.hitMicros.toFixed(0)} µs of a processor`],
    ['page rendered', `${constants.missMicros.toFixed(0)} µs`],
    ['comment and its decision', `${constants.commentMicros.toFixed(0)} µs`],
    ['a process at rest', `${(constants.idleProcessors * 100).toFixed(2)} % of a processor`],
    ['page kept', `${(constants.pageBytes / 1024).toFixed(1)} KiB`],
  ]
}

function describeForecast(expected: Forecast): [string, string][] {
  const price = amount(values.price)
  const nodes = Math.max(plan.nodes, expected.nodesNeeded)
  return [
    ['from the cache', percent(expected.hitRate)],
    ['each cache wants', `${(expected.bytesWanted / MEBIBYTE).toFixed(1)} MiB`],
    [
      'database',
      `${expected.rendersPerSecond.toFixed(2)} pages read, ${expected.writesPerSecond.toFixed(3)} writes a second`,
    ],
    ['processors busy', `${expected.processors.toFixed(3)}, on each node ${percent(expected.busyPerNode)}`],
    ['nodes needed', String(expected.nodesNeeded)],
    ['cost', price === 0 ? 'give --price, of a node a month' : `${(nodes * price).toFixed(0)} a month`],
  ]
}

function print(title: string, lines: [string, string][]): void {
  process.stdout.write(
    `${title}\n${lines.map(([name, value]) => `  ${name.padEnd(26)}${value}\n`).join('')}\n`,
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function amount(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0) return value
  process.stderr.write(`"${text}" is not an amount.\n`)
  process.exit(2)
}
