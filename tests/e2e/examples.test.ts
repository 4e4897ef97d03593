import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { breadcrumbsExamples } from '../../src/components/Breadcrumbs.examples.ts'
import { chartExamples } from '../../src/components/charts/ChartFigure.examples.ts'
import { citationExamples } from '../../src/components/citations/CitationBlock.examples.ts'
import { threadExamples } from '../../src/components/comments/CommentThread.examples.ts'
import { bulkBarExamples } from '../../src/components/desk/BulkBar.examples.ts'
import { queueItemExamples } from '../../src/components/desk/QueueItem.examples.ts'
import type { Example } from '../../src/components/example.ts'
import { correctionExamples } from '../../src/components/figures/CorrectionNotice.examples.ts'
import { figureValueExamples } from '../../src/components/figures/FigureValue.examples.ts'
import { articleListExamples } from '../../src/components/news/ArticleList.examples.ts'
import { paginationExamples } from '../../src/components/news/Pagination.examples.ts'
import { noticeExamples } from '../../src/components/Notice.examples.ts'
import { quoteFormExamples } from '../../src/components/quotes/QuoteForm.examples.ts'
import { reportFormExamples } from '../../src/components/reports/ReportForm.examples.ts'
import { keyFiguresExamples } from '../../src/components/results/KeyFigures.examples.ts'
import { resultTableExamples } from '../../src/components/results/ResultTable.examples.ts'
import {
  dueDateExamples,
  timelineExamples,
  trackingFormExamples,
} from '../../src/components/tracking/tracking.examples.ts'
import { tileMapExamples } from '../../src/components/units/TileMap.examples.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { signInOverApi } from '../fixtures/demo-account.ts'
import { openPage, signIn } from '../fixtures/pages.ts'
import { projectFiles } from '../fixtures/project-files.ts'
import { readingSite } from '../fixtures/reading-site.ts'

/** Examples by the component that shows them, as the groups of the page have them. */
const GROUPS: Readonly<Record<string, Readonly<Record<string, readonly Example<unknown>[]>>>> = {
  trang: {
    Notice: noticeExamples,
    Breadcrumbs: breadcrumbsExamples,
    ArticleList: articleListExamples,
    Pagination: paginationExamples,
  },
  'so-lieu': {
    FigureValue: figureValueExamples,
    KeyFigures: keyFiguresExamples,
    ResultTable: resultTableExamples,
    TileMap: tileMapExamples,
    ChartFigure: chartExamples,
    CorrectionNotice: correctionExamples,
    CitationBlock: citationExamples,
  },
  'ban-doc': {
    CommentThread: threadExamples,
    Timeline: timelineExamples,
    DueDate: dueDateExamples,
    TrackingForm: trackingFormExamples,
    ReportForm: reportFormExamples,
    QuoteForm: quoteFormExamples,
  },
  'quan-tri': { QueueItem: queueItemExamples, BulkBar: bulkBarExamples },
}

let browser: Browser
const site = readingSite()
let cookie: string
beforeAll(async () => {
  browser = await sharedBrowser()
  cookie = await signInOverApi(site)
})

const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ')

test.each(Object.entries(GROUPS))(
  'every example of %s shows what it is an example of',
  async (group, byName) => {
    const { page, complaints, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await signIn(page, site.url, cookie)
    await page.goto(`/quan-tri/mau/?nhom=${group}`)
    for (const [component, examples] of Object.entries(byName)) {
      for (const { name, shows } of examples) {
        const box = page.locator(`[data-example="${component}: ${name}"] > div`)
        const fields = await box
          .locator('input, textarea')
          .evaluateAll((elements) => elements.map((element) => (element as HTMLInputElement).value))
        const text = plain([await box.textContent(), ...fields].join(' '))
        for (const words of shows) expect(text, `${component}: ${name}`).toContain(plain(words))
      }
    }
    expect(complaints).toEqual([])
    await close()
  },
)

test('every file of examples is looked at', () => {
  const files = projectFiles().filter((path) => path.endsWith('.examples.ts'))
  const shown = Object.values(GROUPS).flatMap((byName) => Object.keys(byName))
  const names = files.map((path) => path.replace(/^.*\/|\.examples\.ts$/gu, ''))
  expect(names.filter((name) => /^[A-Z]/u.test(name) && !shown.includes(name))).toEqual([])
  expect(shown.length).toBeGreaterThanOrEqual(19)
})
