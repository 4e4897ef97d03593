import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { DESKTOP, PHONE, navigate, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'

let site: RunningSite
let browser: Browser
let cookie: string

beforeAll(async () => {
  site = await startSite()
  browser = await sharedBrowser()
  cookie = await signInOverApi(site)
})
afterAll(() => site.stop())

async function openDesk() {
  const opened = await openPage(browser, site.url, { viewport: DESKTOP })
  const [name = '', value = ''] = cookie.split('=')
  await opened.page.context().addCookies([{ name, value, url: site.url }])
  await opened.page.goto('/quan-tri/che-do/')
  return opened
}

async function heldFor(body: string): Promise<string[] | undefined> {
  const response = await fetch(`${site.url}/api/v1/staff/comments?limit=100`, { headers: { cookie } })
  const { items } = (await response.json()) as { items: { body: string; held: string[] }[] }
  return items.find((item) => item.body === body)?.held
}

async function write(page: Page, body: string): Promise<void> {
  await page.goto(ARTICLE)
  await page.locator('#gui-binh-luan').scrollIntoViewIfNeeded()
  await page.getByLabel('Bình luận của bạn').fill(body)
  await page.locator('#binh-luan-dong-y').check()
}

test('in slow mode a browser does the sum by itself, and a page without a script asks for a tick', async () => {
  expect(demoAccount(site).email).not.toBe('')
  const desk = await openDesk()
  await expectAccessible(desk.page)
  await navigate(desk.page, () => desk.page.getByRole('button', { name: 'Bật chế độ chậm' }).click())
  await desk.page.getByText('Đang bật').waitFor()

  const { page, complaints, close } = await openPage(browser, site.url)
  const sums: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('challenge-worker')) sums.push(request.url())
  })
  await write(page, 'Mùa này đường vào bản khô ráo, đi lại được cả ngày.')
  await page
    .getByText(/Bạn còn \d+\/500 ký tự/u)
    .first()
    .waitFor()
  await page.getByLabel('Bình luận của bạn').pressSequentially(' Cảm ơn.')
  expect(sums).toEqual([])
  await navigate(page, () => page.getByRole('button', { name: 'Gửi bình luận' }).click())
  expect(new URL(page.url()).pathname).toMatch(/^\/tra-cuu\/[0-9A-Z-]{20}$/u)
  expect(sums.length).toBe(1)
  expect(complaints).toEqual([])
  await close()
  expect(await heldFor('Mùa này đường vào bản khô ráo, đi lại được cả ngày. Cảm ơn.')).toContain('slow-mode')

  const plain = await openPage(browser, site.url, { javaScriptEnabled: false, viewport: PHONE })
  const body = 'Điểm trường ở bản trên vẫn thiếu bàn ghế cho lớp một.'
  await write(plain.page, body)
  const status = await navigate(plain.page, () =>
    plain.page.getByRole('button', { name: 'Gửi bình luận' }).click(),
  )
  expect(status).toBe(428)
  // What is asked, why, and the box to tick are on the screen together, and the reading begins there.
  const asked = plain.page.getByRole('heading', { name: 'Xác nhận gửi bình luận' })
  await plain.page.locator('h3:focus').waitFor()
  // The page scrolls smoothly.
  await plain.page.waitForTimeout(2_000)
  const [top, tick] = [await asked.boundingBox(), await plain.page.locator('#xac-nhan').boundingBox()]
  expect(top?.y).toBeGreaterThanOrEqual(0)
  expect((tick?.y ?? Infinity) + (tick?.height ?? 0)).toBeLessThanOrEqual(PHONE.height)
  expect(await plain.page.getByLabel('Bình luận của bạn').inputValue()).toBe(body)
  await plain.page.getByLabel('Tôi tự viết bình luận này và muốn gửi').check()
  await navigate(plain.page, () => plain.page.getByRole('button', { name: 'Gửi bình luận' }).click())
  expect(new URL(plain.page.url()).pathname).toMatch(/^\/tra-cuu\//u)
  await plain.close()
  expect(await heldFor(body)).toEqual(['slow-mode', 'confirmed-by-hand'])

  await navigate(desk.page, () => desk.page.getByRole('button', { name: 'Tắt chế độ chậm' }).click())
  await navigate(desk.page, () => desk.page.getByRole('button', { name: 'Tạm ngừng nhận bình luận' }).click())
  const reader = await openPage(browser, site.url)
  await reader.page.goto(ARTICLE)
  await reader.page.getByText('Trang đang tạm ngừng nhận bình luận').waitFor()
  expect(await reader.page.locator('#gui-binh-luan').count()).toBe(0)
  await reader.close()
  await navigate(desk.page, () => desk.page.getByRole('button', { name: 'Nhận bình luận trở lại' }).click())
  expect(desk.complaints).toEqual([])
  await desk.close()
})
