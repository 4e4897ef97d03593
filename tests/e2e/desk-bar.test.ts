import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount } from '../fixtures/demo-account.ts'
import { DESKTOP, navigate, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const TARGET = 'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const ITEM = '[data-queue-item]'
const CHOSEN = '[data-choose]:checked'

let browser: Browser
let site: RunningSite
beforeAll(async () => {
  browser = await sharedBrowser()
  site = await startSite({ env: { RATE_LIMITS: 'off' } })
  for (let n = 1; n <= 9; n += 1) {
    await fetch(`${site.url}/api/v1/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target: TARGET, body: `Cầu treo bản số ${n} lâu rồi chưa sửa.` }),
    })
  }
})
afterAll(() => site.stop())

async function openQueue(page: Page): Promise<void> {
  const { email, password } = demoAccount(site)
  await page.goto('/quan-tri/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await navigate(page, () => page.getByRole('button', { name: 'Đăng nhập', exact: true }).click())
  await page.goto('/quan-tri/?tim=cau+treo')
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-bulk]')?.id ?? document.activeElement?.tagName)

test('with comments chosen, the keys of a decision lead to the bar for all of them', async () => {
  const { page, complaints, close } = await openPage(browser, site.url, { viewport: DESKTOP })
  await openQueue(page)
  await press(page, 'j', 'x', 'j', 'x', 'j', 'x', 'j', 'p')
  await page.waitForTimeout(300)
  expect(await page.locator(CHOSEN).count()).toBe(3)
  expect(await page.locator(ITEM).count()).toBe(9)
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Đăng')
  // One press on the way to a decision is taken back by Escape, with everything where it was.
  await press(page, 'Escape')
  expect(await page.locator(CHOSEN).count()).toBe(0)
  expect(await focused(page)).toBe('ARTICLE')

  await press(page, 'x', 'r')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('ly-do-chung')
  await press(page, 'Escape')
  expect(await page.locator(CHOSEN).count()).toBe(0)
  await press(page, 'x', 'k', 'x', 'r', '6')
  await navigate(page, () => page.keyboard.press('Enter'))
  expect(await page.getByText('Đã ghi: Không đăng').count()).toBe(2)
  expect(complaints).toEqual([])
  await close()
})

for (const [name, viewport] of [
  ['a desk', { width: 1280, height: 800 }],
  ['a phone', { width: 360, height: 640 }],
] as const) {
  test(`the bar covers nothing that is being judged on ${name}`, async () => {
    const { page, close } = await openPage(browser, site.url, { viewport })
    await openQueue(page)
    await press(page, 'j', 'x')
    const bar = page.locator('[data-bulk]')
    for (let n = 0; n < 5; n += 1) {
      await press(page, 'j')
      // The page scrolls smoothly.
      await page.waitForTimeout(700)
      const item = await page.locator(`${ITEM}:focus`).boundingBox()
      const place = await bar.boundingBox()
      if (item === null || place === null) throw new Error('nothing is focused, or there is no bar')
      expect(place.height).toBeLessThan(72)
      // Room is left at both edges; what is taller begins at the top.
      if (item.height < viewport.height - place.height - 40) {
        expect(item.y + item.height).toBeLessThanOrEqual(place.y)
      } else expect(item.y).toBeLessThan(40)
    }
    await expectAccessible(page)
    await bar.getByRole('button', { name: 'Không đăng' }).click()
    expect(await page.getByLabel('Lý do không đăng').last().isVisible()).toBe(true)
    await close()
  })
}
