import type { Measured } from './constants.ts'
import type { PlayedThrough } from './events.ts'
import { BUSY_AT_MOST, type Load } from './load.ts'
import { cachesOf, roomOf, type Plan } from './plan.ts'

interface Forecast {
  plan: Plan
  measured: Measured
  load: Load
  played: PlayedThrough
  /** A month; null where no price was given. */
  cost: number | null
  currency: string
}

const MEBIBYTE = 2 ** 20
const NAME_WIDTH = 30

/** The forecast as lines of text, with what it rests on and what to mind. */
export function printForecast(forecast: Forecast): string {
  const { plan, measured } = forecast
  const lines = [...cacheLines(forecast), ...machineLines(forecast), ...costLines(forecast)]
  return [
    `Constants: ${measured.day}, ${measured.machine}; ${measured.loadBefore} processes wanted to run then.`,
    `Plan: ${plan.readersPerSecond} views a second, ${plan.commentsPerDay} comments a day, ${plan.articles} articles, ${plan.otherPages} other pages, ${cachesOf(plan)} process(es) on ${plan.nodes} node(s), ${plan.database}.`,
    '',
    ...lines.map(([name, value]) => `${name.padEnd(NAME_WIDTH)}${value}`),
    '',
    ...warnings(forecast).map((text) => `Mind: ${text}`),
    '',
  ].join('\n')
}

type Line = readonly [string, string]

function cacheLines({ load, played }: Forecast): Line[] {
  const { cache } = load
  return [
    [
      'hit rate',
      `${percent(cache.hitRate)} by formula, ${percent(played.hitRate)} in ${played.views} views played`,
    ],
    ['waiting for another rendering', `${percent(played.sharedRate)} of views`],
    ['rendered', `${significant(load.rendersPerSecond)} a second`],
    ['kept in each cache', `${mebibytes(cache.bytesHeld)} of ${mebibytes(cache.bytesWanted)} wanted`],
    ['database', `${significant(load.queriesPerSecond)} statements a second`],
    ['statements under way', `${significant(load.statementsUnderWay)} on average`],
    ['writing', `${percent(load.writing)} of the time`],
  ]
}

function machineLines({ plan, load, played }: Forecast): Line[] {
  const atMost = percent(BUSY_AT_MOST)
  const { p50, p99 } = played.milliseconds
  return [
    [
      'processors busy',
      `${significant(load.cores)}, of these ${significant(load.coresPerNode)} on each node`,
    ],
    ['a process is busy', `${percent(load.busyPerProcess)} of its processor`],
    ['processes needed', `${load.processesNeeded}, for at most ${atMost} each`],
    ['memory on each node', `${mebibytes(load.bytesPerNode)} for ${plan.processes} process(es)`],
    [
      'answered after',
      load.busyPerProcess < 1
        ? `p50 ${significant(p50)} ms, p99 ${significant(p99)} ms; queue and work alone, reality is slower`
        : 'longer and longer: the processes cannot keep up',
    ],
  ]
}

function costLines({ cost, currency }: Forecast): Line[] {
  return [
    [
      'cost a month',
      cost === null ? 'not told: give --price-node' : `${significant(cost)} ${currency}`.trim(),
    ],
  ]
}

function warnings({ plan, load, played }: Forecast): string[] {
  const busy = load.busyPerProcess > BUSY_AT_MOST
  const writes = load.writing > BUSY_AT_MOST
  const crowded = load.cache.bytesWanted > roomOf(plan)
  const apart = Math.abs(load.cache.hitRate - played.hitRate) > 0.02
  return [
    ...(busy ? [`${load.processesNeeded} processes would be needed, there are ${cachesOf(plan)}.`] : []),
    ...(writes ? ['writing comes one after the other, and has hardly any room left.'] : []),
    ...(crowded ? ['the cache has no room for every page; a larger --cache-mib may help.'] : []),
    ...(apart ? ['formula and play differ: rare events were too few; try more --views.'] : []),
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function mebibytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(1)} MiB`
}

/** Three digits that count. */
function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
