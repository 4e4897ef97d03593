import type { RunningSite } from '../../fixtures/site.ts'
import { indicatorId } from '../large-content.ts'
import { READ_ARTICLES, readArticle } from '../large-articles.ts'
import { inTurn, type Contestant } from '../load/in-turn.ts'
import { getRequest } from '../load/requests.ts'
import type { Generator } from '../load/start-generator.ts'
import { report } from '../report.ts'
import { asking, servedBy } from '../serving/contestants.ts'
import { check, type Page } from '../serving/reads.ts'
import type { DatabaseTime } from './database-time.ts'

/** How many times as much a page may cost on the larger site. */
const FLAT = 1.2
const SLICES = 8
/** One request at a time gets a program warm slowly. */
const SLICES_TO_GET_WARM = 5
/** Readers who ask for a page at once share what is made for the first of them. */
const CONNECTIONS = 1
export const COMMENTS = 20
export const DISCUSSED = `news/${readArticle(0)}`

/** A page, or several of a kind that are asked one after the other. */
type Read = Page & { others?: readonly string[] }

/** A site that keeps no pages, and its database. */
export interface Measured {
  site: RunningSite
  database: DatabaseTime
}

/** Compares what pages of two sites cost that show the same. */
export async function compareReads(
  section: string,
  sites: { least: Measured; most: Measured },
  generator: Generator,
): Promise<void> {
  for (const read of reads()) {
    const contestants: Contestant[] = []
    for (const { site, database } of [sites.least, sites.most]) {
      await check(site, read)
      const served = servedBy(site)
      const paths = [read.path, ...(read.others ?? [])]
      const requests = (slice: number): string[] =>
        rotated(paths, slice).map((path) => getRequest(served.port, path))
      contestants.push(
        database.countedTo(asking(generator, served, { requests, status: 200, connections: CONNECTIONS })),
      )
    }
    for (let at = -SLICES_TO_GET_WARM; at < 0; at += 1) for (const one of contestants) await one(at)
    const [least, most] = await inTurn(contestants, SLICES)
    if (least === undefined || most === undefined) return
    report(section, {
      what: read.what,
      measured: `${most.cpu.toFixed(0)} µs CPU, p50 ${most.p50.toFixed(2)} ms (${least.cpu.toFixed(0)} µs, ${least.p50.toFixed(2)} ms)`,
      ratio: `${(most.cpu / least.cpu).toFixed(2)} × CPU`,
      limit: `limit (${FLAT} ×)`,
    })
  }
}

/** Each slice begins elsewhere, so that what the last one left behind helps it little. */
function rotated(paths: readonly string[], slice: number): string[] {
  const from = (Math.floor(paths.length / 3) * (slice + SLICES_TO_GET_WARM)) % paths.length
  return [...paths.slice(from), ...paths.slice(0, from)]
}

function reads(): Read[] {
  // In both languages they are more than the site keeps parts of.
  const articles = Array.from({ length: READ_ARTICLES }, (_, at) => `/tin-tuc/${readArticle(at)}/`)
  const [first = '', ...others] = articles.flatMap((path) => [path, `/en${path}`])
  return [
    {
      what: `article with ${COMMENTS} comments, anew as after a comment`,
      path: first,
      rows: { count: COMMENTS, each: /<li[^>]* id="binh-luan-[\da-f]{8}-/gu },
    },
    {
      what: `its ${COMMENTS} comments from the API`,
      path: `/api/v1/comments?target=${DISCUSSED}&limit=100`,
      rows: { count: COMMENTS, each: /"publishedAt":/gu },
    },
    { what: 'articles in turn, each made anew', path: first, others },
    { what: 'first page of the news', path: '/tin-tuc/' },
    { what: 'home', path: '/' },
    { what: 'page of a figure', path: `/so-lieu/${indicatorId(0)}_xa-do-0_2024` },
    { what: 'page of an indicator', path: '/ket-qua/ty-le-ho-ngheo/' },
    {
      what: 'JSON of 200 figures of an indicator',
      path: `/api/v1/figures?indicator=${indicatorId(0)}&limit=200`,
      rows: { count: 200, each: /"indicator":/gu },
    },
  ]
}
