import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../fixtures/chromium.ts'
import { fillSite, type Places } from '../fixtures/filled-site.ts'
import { layoutFaults } from '../fixtures/layout-rules.ts'
import { setTextSize } from '../fixtures/looks.ts'
import { openKind, pageKinds } from '../fixtures/page-kinds.ts'
import { openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const HEIGHT = 800
/** Width in px and size of text in per cent. */
const LOOKS = [
  [320, 100],
  [360, 100],
  [768, 100],
  [1280, 100],
  [360, 200],
  [1280, 200],
] as const

let browser: Browser
let site: RunningSite
let places: Places
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), startSite({ env: { RATE_LIMITS: 'off' } })])
  places = await fillSite(site)
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

async function faultsOf(page: Page, width: number, text: number): Promise<string[]> {
  await page.setViewportSize({ width, height: HEIGHT })
  await setTextSize(page, text)
  const faults = await page.evaluate(layoutFaults)
  return faults.map(({ rule, where }) => `${width} px, text ${text} %: ${rule}: ${where}`)
}

describe.each(['reader', 'staff'] as const)('what a %s sees', (as) => {
  test('stays on the page, apart and whole, at every width and with text twice as large', async () => {
    const { page, complaints, close } = await openPage(browser, site.url)
    const [name = '', value = ''] = places.cookie.split('=')
    if (as === 'staff') await page.context().addCookies([{ name, value, url: site.url }])
    const faults: Record<string, string[]> = {}
    for (const kind of pageKinds(places).filter((one) => one.as === as)) {
      await page.setViewportSize({ width: 360, height: HEIGHT })
      expect(await openKind(page, kind), kind.name).toBe(kind.status ?? 200)
      for (const [width, text] of LOOKS) {
        const found = await faultsOf(page, width, text)
        if (found.length > 0) (faults[kind.name] ??= []).push(...found)
      }
    }
    expect(faults).toEqual({})
    expect(complaints).toEqual([])
    await close()
  })
})
