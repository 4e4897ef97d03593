/** What an office expects, and what it would run. */
export interface Plan {
  /** Views a second of addresses that the page cache keeps, all processes together. */
  readersPerSecond: number
  /** Requests a second that are rendered for one reader each: searches, tracking, the desk. */
  uncachedPerSecond: number
  /** Comments sent in a day. Each is decided on once, and the decision changes its article. */
  commentsPerDay: number
  articles: number
  /** Addresses besides articles: lists, tables, figures, downloads. */
  otherPages: number
  /** Of all views, from 0 to 1. */
  articleShare: number
  /** The nth address of its kind is asked for as often as n^-skew; 0 is all alike. */
  skew: number
  figuresPerWeek: number
  /** Each lets every page be rendered anew. */
  releasesPerWeek: number
  /** Articles that appear or change; each lets every page be rendered anew. */
  newArticlesPerWeek: number
  nodes: number
  /** Of each node. Every process has a cache of its own, and uses one core. */
  processes: number
  /** PAGE_CACHE_MIB of each process, in bytes. */
  cacheBytes: number
  database: DatabaseKind
}

export type DatabaseKind = 'sqlite' | 'postgres'

/** What one thing costs, as it was measured. */
export interface Cost {
  /** Processor time of the site's process. */
  cpuMicros: number
  /** Statements sent to the database. */
  queries: number
  /** From sending a statement to its last row, all of them added up. On SQLite it is a part of the processor time. */
  databaseMicros: number
}

export interface Constants {
  /** A page as it is kept. */
  hit: Cost
  /** An article that is rendered, compressed and kept. */
  article: Cost
  otherPage: Cost
  /** A comment taken in, found at the desk and decided on. */
  comment: Cost
  /** One figure of a package that is published. */
  figure: Cost
  /** What a process asks by itself. */
  idleQueriesPerSecond: number
  /** Of a kept article, with the encodings that readers asked for. */
  articleBytes: number
  otherPageBytes: number
  /** Memory of a process with an empty cache. */
  processBytes: number
}

/** One address of the site, as the cache sees it. */
export interface Address {
  kind: 'article' | 'other'
  /** Of all views, from 0 to 1. */
  share: number
  /** Changes a second of its own: decisions on its comments. */
  changes: number
  bytes: number
}

export const SECONDS_PER_DAY = 86_400
const SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY
/** Of a cache: the rest is for addresses with a query (src/server/page-cache/page-cache.ts). */
const SHARE_OF_PLAIN = 3 / 4

/** Shares that add up to 1, the largest first. */
export function popularity(count: number, skew: number): number[] {
  const weights = Array.from({ length: count }, (_, at) => (at + 1) ** -skew)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Comments come to articles as readers do. */
export function addressesOf(plan: Plan, constants: Constants): Address[] {
  const commentsPerSecond = plan.commentsPerDay / SECONDS_PER_DAY
  const articleShare = plan.articles === 0 ? 0 : plan.otherPages === 0 ? 1 : plan.articleShare
  const articles = popularity(plan.articles, plan.skew).map((share): Address => ({
    kind: 'article',
    share: share * articleShare,
    changes: share * commentsPerSecond,
    bytes: constants.articleBytes,
  }))
  const others = popularity(plan.otherPages, plan.skew).map((share): Address => ({
    kind: 'other',
    share: share * (1 - articleShare),
    changes: 0,
    bytes: constants.otherPageBytes,
  }))
  return [...articles, ...others]
}

/** How often a second all pages end at once: with each day, release, and new article. */
export function siteChanges(plan: Plan): number {
  return 1 / SECONDS_PER_DAY + (plan.releasesPerWeek + plan.newArticlesPerWeek) / SECONDS_PER_WEEK
}

/** Caches that know nothing of each other. */
export function cachesOf({ nodes, processes }: Plan): number {
  return nodes * processes
}

/** Bytes of each cache for addresses without a query. */
export function roomOf({ cacheBytes }: Plan): number {
  return cacheBytes * SHARE_OF_PLAIN
}
