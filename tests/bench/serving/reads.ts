import type { RunningSite } from '../../fixtures/site.ts'
import { indicatorId } from '../large-content.ts'
import { inTurn } from '../load/in-turn.ts'
import type { Generator } from '../load/start-generator.ts'
import { report } from '../report.ts'
import { ARTICLE } from './content.ts'
import { SLICES, besideBare, printLoad, reading, servedBy } from './contestants.ts'

/** To reach, for a page that is kept: its share of what node:http does, and how many times its 99th percentile. */
const KEPT = { share: 0.9, p99: 3 }
/** More than for the pace: a 99th percentile is made by few requests. */
const PACED_SLICES = 16
const RENDERED_CPU = 700
/** V8 compiles what runs often; of a page that takes milliseconds it has not seen often in a quarter of a second. */
const RENDERING_WARM_MS = 4_000
/** Above this share the load generator may have been what held a server up. */
const BUSY = 0.9

/** A page, the rows that it has to show, and how they are recognised. */
export interface Page {
  what: string
  path: string
  rows?: { count: number; each: RegExp }
}

export async function readKept(section: string, site: RunningSite, generator: Generator): Promise<void> {
  const style = /\/_assets\/[^"]+\.css/u.exec(await (await fetch(site.url + ARTICLE)).text())?.[0] ?? ''
  const kept = [...pages(), { what: 'style sheet', path: style }]
  for (const page of kept) {
    await check(site, page)
    await besideBare(site.url + page.path, async (bare) => {
      const servers = [servedBy(site), bare]
      const ask = (slices: number, perSecond?: number) =>
        inTurn(
          servers.map((served) =>
            reading(generator, served, page.path, perSecond === undefined ? {} : { perSecond }),
          ),
          slices,
        )
      const [ours, least] = await ask(SLICES)
      // At the same pace, half of what node:http can do: as fast as each can, their queues would be compared.
      const [oursPaced, leastPaced] = await ask(PACED_SLICES, (least?.perSecond ?? 0) / 2)
      if (ours === undefined || least === undefined || oursPaced === undefined || leastPaced === undefined)
        return
      const share = (ours.perSecond / least.perSecond).toFixed(2)
      const busy = Math.max(ours.generator, least.generator)
      report(section, {
        what: page.what,
        measured: printLoad(ours),
        ratio: `${share} × as many (to reach: ${KEPT.share}), ${(ours.cpu / least.cpu).toFixed(2)} × CPU`,
        limit:
          `bare node:http, the same bytes (${printLoad(least)})` +
          (busy > BUSY ? '; the load generator was the bottleneck' : ''),
      })
      report(section, {
        what: `${page.what}, both at ${(least.perSecond / 2 / 1_000).toFixed(1)} thousand a second`,
        measured: printLoad(oursPaced),
        ratio:
          `p99 ${(oursPaced.usualP99 / leastPaced.usualP99).toFixed(1)} × in the middle one of ${PACED_SLICES} moments` +
          ` (to reach: ${KEPT.p99}), ${(oursPaced.p99 / leastPaced.p99).toFixed(1)} × of all ${oursPaced.count}`,
        limit: `bare node:http (${printLoad(leastPaced)})`,
      })
    })
  }
}

/** @param site that keeps nothing */
export async function readRendered(section: string, site: RunningSite, generator: Generator): Promise<void> {
  for (const page of [...pages(), SEARCH]) {
    await check(site, page)
    await besideBare(site.url + page.path, async (bare) => {
      const servers = [servedBy(site), bare]
      const [ours, least] = await inTurn(
        // One at a time: of several who ask at once for the same, all get what is rendered for one.
        servers.map((served) =>
          reading(generator, served, page.path, { connections: 1, warmMs: RENDERING_WARM_MS }),
        ),
        SLICES,
      )
      if (ours === undefined || least === undefined) return
      const ofLimit = `, ${(ours.cpu / RENDERED_CPU).toFixed(2)} × the limit of ${RENDERED_CPU} µs`
      report(section, {
        what: page === SEARCH ? page.what : `${page.what}, rendered each time`,
        measured: printLoad(ours),
        ratio: `${(ours.cpu / least.cpu).toFixed(1)} × CPU${page.path === ARTICLE ? ofLimit : ''}`,
        limit: `bare node:http, the same bytes (${printLoad(least)})`,
      })
    })
  }
}

function pages(): Page[] {
  return [
    {
      what: 'article with 20 comments',
      path: ARTICLE,
      rows: { count: 20, each: /<li[^>]* id="binh-luan-[\da-f]{8}-/gu },
    },
    { what: 'home', path: '/' },
    { what: 'page of an indicator', path: '/ket-qua/ty-le-ho-ngheo/' },
    {
      what: 'JSON of 200 figures',
      path: `/api/v1/figures?indicator=${indicatorId(0)}&limit=200`,
      rows: { count: 200, each: /"indicator":/gu },
    },
    {
      what: 'CSV of 18,000 figures',
      path: '/du-lieu/quy-mo-lon-0/1/results.csv',
      rows: { count: 18_000, each: /\nxa-do-/gu },
    },
  ]
}

const SEARCH: Page = { what: 'search', path: '/tim-kiem?q=h%E1%BB%99+ngh%C3%A8o' }

/** A measure of something else than it says would be worse than none. */
export async function check(site: RunningSite, { what, path, rows }: Page): Promise<void> {
  const response = await fetch(site.url + path)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${what}: ${path} answered ${response.status}`)
  if (rows === undefined) return
  const found = text.match(rows.each)?.length ?? 0
  if (found !== rows.count) throw new Error(`${what}: ${path} shows ${found} rows instead of ${rows.count}`)
}
