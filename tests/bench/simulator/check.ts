import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { describeMachine, loadNow, today } from './constants.ts'
import { playThrough } from './events.ts'
import { loadOf } from './load.ts'
import { onEachDatabase } from './measure.ts'
import { popularity, SECONDS_PER_DAY, type Constants, type DatabaseKind, type Plan } from './plan.ts'
import { drawing, seededRandom, untilNext } from './random.ts'
import { openRealSite, type Counts, type RealSite } from './real-site.ts'

const FILE = 'docs/planning.md'
const HEADING = '## Checked against a real site'
const MEBIBYTE = 2 ** 20
const SECONDS = 30
const WARM_UP_SECONDS = 8
/** Far more comments than any office gets, so that a minute shows what they do. */
const VIEWS_PER_SECOND = 25
const COMMENTS_PER_SECOND = 1
/** With room for everything, and with room for a part of it. */
const CACHES_MIB = [32, 1]
const SEED = 20_261_123

interface Row {
  what: string
  predicted: string
  measured: string
}

/** Plays small plans on real sites of both kinds of database, and puts both results into the document. */
export async function checkModel(
  constantsOf: (kind: DatabaseKind) => Constants,
  kinds: readonly DatabaseKind[],
): Promise<void> {
  const parts = [
    HEADING,
    '',
    'Written by `npm run simulate -- --check`.',
    '',
    `${today()}, ${describeMachine()}; ${loadNow()} processes wanted to run when it began.`,
    '',
  ]
  await onEachDatabase(kinds, async (kind, fresh) => {
    for (const cacheMib of CACHES_MIB) {
      const site = await openRealSite(await fresh(), cacheMib)
      try {
        const { title, rows } = await playOn(site, kind, cacheMib, constantsOf(kind))
        parts.push(title, '', '| what | predicted | measured |', '| --- | --- | --- |')
        parts.push(
          ...rows.map(({ what, predicted, measured }) => `| ${what} | ${predicted} | ${measured} |`),
          '',
        )
        process.stdout.write(`${parts.slice(-rows.length - 5).join('\n')}\n`)
        keep(parts)
      } finally {
        await site.stop()
      }
    }
  })
}

/** Puts what was found so far into the document, in place of what was found before. */
function keep(parts: readonly string[]): void {
  const [text = ''] = readFileSync(FILE, 'utf8').split(`${HEADING}\n`)
  writeFileSync(FILE, `${text}${parts.join('\n').trimEnd()}\n`)
}

async function playOn(
  site: RealSite,
  kind: DatabaseKind,
  cacheMib: number,
  constants: Constants,
): Promise<{ title: string; rows: Row[] }> {
  const given: Plan = {
    ...{ readersPerSecond: VIEWS_PER_SECOND, uncachedPerSecond: 0 },
    ...{ commentsPerDay: COMMENTS_PER_SECOND * SECONDS_PER_DAY, articleShare: 0.7, skew: 1 },
    ...{ articles: site.articles.length, otherPages: site.otherPages.length },
    ...{ figuresPerWeek: 0, releasesPerWeek: 0, newArticlesPerWeek: 0 },
    ...{ nodes: 1, processes: 1, cacheBytes: cacheMib * MEBIBYTE, database: kind },
  }
  for (const path of [...site.articles, ...site.otherPages].reverse()) await site.view(path)
  await play(site, given, WARM_UP_SECONDS)
  const { views, comments, seconds, before, after } = await play(site, given, SECONDS)
  const grown = (of: keyof Counts): number => after[of] - before[of]
  // What was really asked, so that a late driver is not taken for an error of the model.
  const plan = {
    ...given,
    readersPerSecond: views / seconds,
    commentsPerDay: (comments / seconds) * SECONDS_PER_DAY,
  }
  const load = loadOf(plan, constants)
  const events = playThrough(plan, constants, { views: 200_000, seed: SEED })
  const rendered = grown('fills') / (grown('hits') + grown('shared') + grown('fills'))
  return {
    title: `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, PAGE_CACHE_MIB=${cacheMib}: ${views} views and ${comments} comments in ${seconds.toFixed(0)} s on ${plan.articles} articles and ${plan.otherPages} other pages.`,
    rows: [
      {
        what: 'hit rate',
        predicted: `${percent(load.cache.hitRate)}; event by event ${percent(events.hitRate)}`,
        measured: percent(1 - rendered),
      },
      {
        what: 'rendered a second',
        predicted: load.rendersPerSecond.toFixed(2),
        measured: (grown('fills') / seconds).toFixed(2),
      },
      {
        what: 'statements a second',
        predicted: load.queriesPerSecond.toFixed(0),
        measured: (grown('queries') / seconds).toFixed(0),
      },
      {
        what: 'processors busy',
        predicted: load.cores.toFixed(3),
        measured: (grown('cpuMicros') / 1e6 / seconds).toFixed(3),
      },
      {
        what: 'kept in the cache',
        predicted: `${(load.cache.bytesHeld / MEBIBYTE).toFixed(2)} MiB`,
        measured: `${(after.keptBytes / MEBIBYTE).toFixed(2)} MiB`,
      },
    ],
  }
}

interface Played {
  views: number
  comments: number
  seconds: number
  before: Counts
  after: Counts
}

async function play(site: RealSite, plan: Plan, lasting: number): Promise<Played> {
  const random = seededRandom(SEED)
  const pickArticle = drawing(popularity(plan.articles, plan.skew))
  const pickOther = drawing(popularity(plan.otherPages, plan.skew))
  const article = (): string => site.articles[pickArticle(random)] ?? ''
  const other = (): string => site.otherPages[pickOther(random)] ?? ''
  const before = await site.counts()
  const began = performance.now()
  /** At random moments that come to the rate, whether or not the one before is answered. @returns how many */
  const keepUp = async (perSecond: number, act: () => Promise<void>): Promise<number> => {
    const underWay: Promise<void>[] = []
    let due = began
    for (;;) {
      due += untilNext(random, perSecond) * 1000
      if (due > began + lasting * 1000) break
      await wait(Math.max(0, due - performance.now()))
      underWay.push(act())
    }
    await Promise.all(underWay)
    return underWay.length
  }
  const [views, comments] = await Promise.all([
    keepUp(plan.readersPerSecond, () => site.view(random() < plan.articleShare ? article() : other())),
    keepUp(plan.commentsPerDay / SECONDS_PER_DAY, () => site.comment(article())),
  ])
  const after = await site.counts()
  return { views, comments, seconds: (performance.now() - began) / 1000, before, after }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
