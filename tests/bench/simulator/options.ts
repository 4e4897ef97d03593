import { parseArgs } from 'node:util'
import type { Prices } from './load.ts'
import type { DatabaseKind, Plan } from './plan.ts'

export interface Wanted {
  plan: Plan
  prices: Prices
  currency: string
  views: number
  seed: number
}

interface Amount {
  fallback: number | null
  say: string
  whole?: true
  least?: number
  most?: number
}

const MEBIBYTE = 2 ** 20

const AMOUNTS = {
  readers: { fallback: 50, say: 'pages and downloads a second that everybody may see', least: 0.001 },
  uncached: { fallback: 0.5, say: 'requests a second made for one reader: searches, tracking, the desk' },
  'comments-per-day': { fallback: 200, say: 'comments sent in a day, each decided on once' },
  articles: { fallback: 1_000, say: 'articles on the site', whole: true, least: 1 },
  'other-pages': { fallback: 500, say: 'addresses besides articles: lists, tables, figures', whole: true },
  'article-share': { fallback: 0.7, say: 'share of views that go to articles, 0 to 1', most: 1 },
  skew: { fallback: 1, say: 'how uneven views are: the nth page gets n^-skew; 0 is all alike', most: 3 },
  'figures-per-week': { fallback: 100, say: 'figures published in a week' },
  'releases-per-week': { fallback: 1, say: 'packages that bring them; each has all pages rendered anew' },
  'new-articles-per-week': { fallback: 5, say: 'articles that appear or change; the same' },
  nodes: { fallback: 1, say: 'machines that run the site', whole: true, least: 1, most: 1_000 },
  processes: { fallback: 1, say: 'processes on each machine', whole: true, least: 1, most: 256 },
  'cache-mib': { fallback: 32, say: 'PAGE_CACHE_MIB of each process' },
  'price-node': { fallback: null, say: 'your price of one machine a month; without it no cost is told' },
  'price-database': { fallback: null, say: 'your price of the database a month, where it is paid apart' },
  views: { fallback: 200_000, say: 'views to play through', whole: true, least: 1_000, most: 20_000_000 },
  seed: { fallback: 1, say: 'another number, another play', whole: true },
} as const satisfies Record<string, Amount>

type Name = keyof typeof AMOUNTS

/** @throws Error that says which option is wrong */
export function readWanted(words: readonly string[]): Wanted {
  const names = Object.keys(AMOUNTS) as Name[]
  const { values } = parseArgs({
    args: [...words],
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      database: { type: 'string', default: 'sqlite' },
      currency: { type: 'string', default: '' },
    },
  })
  const given = values as Readonly<Record<string, string | undefined>>
  const maybe = (name: Name): number | null => readAmount(name, given[name])
  const amount = (name: Name): number => maybe(name) ?? 0
  const plan: Plan = {
    readersPerSecond: amount('readers'),
    uncachedPerSecond: amount('uncached'),
    commentsPerDay: amount('comments-per-day'),
    articles: amount('articles'),
    otherPages: amount('other-pages'),
    articleShare: amount('article-share'),
    skew: amount('skew'),
    figuresPerWeek: amount('figures-per-week'),
    releasesPerWeek: amount('releases-per-week'),
    newArticlesPerWeek: amount('new-articles-per-week'),
    nodes: amount('nodes'),
    processes: amount('processes'),
    cacheBytes: amount('cache-mib') * MEBIBYTE,
    database: readKind(given['database'] ?? ''),
  }
  if (plan.database === 'sqlite' && plan.nodes > 1) {
    throw new Error('SQLite is a file of one machine: several nodes need --database postgres.')
  }
  return {
    plan,
    prices: { node: maybe('price-node'), database: maybe('price-database') },
    currency: given['currency'] ?? '',
    views: amount('views'),
    seed: amount('seed'),
  }
}

function readAmount(name: Name, text: string | undefined): number | null {
  const { fallback, whole, least = 0, most = 1e12 }: Amount = AMOUNTS[name]
  if (text === undefined) return fallback
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= least && value <= most && (whole !== true || Number.isInteger(value))) return value
  const kind = whole === true ? 'a whole number' : 'a number'
  throw new Error(`--${name} is ${kind} from ${least} to ${most}, not "${text}".`)
}

function readKind(text: string): DatabaseKind {
  if (text === 'sqlite' || text === 'postgres') return text
  throw new Error(`--database is sqlite or postgres, not "${text}".`)
}

/** All that `npm run simulate` understands. */
export function help(): string {
  const lines = Object.entries(AMOUNTS).map(([name, { say, fallback }]) => {
    const without = fallback === null ? '' : ` (${fallback})`
    return `  --${name.padEnd(24)}${say}${without}`
  })
  return [
    'Says what a site of a given size would need: cache hits, renderings, database, processors, memory, cost.',
    '',
    'npm run simulate -- --readers 50 --comments-per-day 2000 --articles 1000',
    '',
    ...lines,
    `  --${'database'.padEnd(24)}sqlite or postgres (sqlite)`,
    `  --${'currency'.padEnd(24)}printed behind the cost`,
    '',
    'npm run simulate -- --measure   measures on this machine what everything costs, and keeps that',
    'npm run simulate -- --check     plays small plans on a real site; predicted beside measured, into docs/planning.md',
    '',
    'In brackets: what is taken where nothing is said. These are assumptions; put in your own. docs/planning.md says',
    'what the model knows, and what it does not.',
    '',
  ].join('\n')
}
