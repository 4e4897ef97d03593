import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const ARTICLE = '/tin-tuc/doc-ty-le-ho-ngheo-son-la-2021-2024/'

let site: RunningSite
let browser: Browser
let cookie: string

beforeAll(async () => {
  site = await startSite({ env: { RATE_LIMITS: 'off' } })
  browser = await sharedBrowser()
  cookie = await signInOverApi(site, demoAccount(site))
})
afterAll(() => site.stop())

async function waitingBodies(): Promise<string[]> {
  const response = await fetch(`${site.url}/api/v1/staff/comments?limit=100`, { headers: { cookie } })
  return ((await response.json()) as { items: { body: string }[] }).items.map(({ body }) => body)
}

const bodyField = (page: Page) => page.getByLabel('Bình luận của bạn')
const button = (page: Page) => page.getByRole('button', { name: 'Gửi bình luận' })
const panel = (page: Page) => page.getByRole('region', { name: 'Bình luận chờ gửi' })

async function openForm(page: Page): Promise<void> {
  await page.goto(ARTICLE)
  await bodyField(page).scrollIntoViewIfNeeded()
  await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()
}

async function write(page: Page, body: string): Promise<void> {
  await bodyField(page).fill(body)
  await page.getByRole('checkbox').check()
}

/** Reads a page so that it is kept: whatever a reader does first starts the worker. */
async function read(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.keyboard.press('PageDown')
  const isKept = (): Promise<boolean> =>
    page.evaluate(async (url) => (await (await caches.open('trang-1')).match(url)) !== undefined, path)
  await expect.poll(isKept, { timeout: 15_000 }).toBe(true)
}

/** Without a connection, as the browser's own tools do it: for pages and for the worker behind them. */
async function goOffline(profile: BrowserContext): Promise<void> {
  await profile.setOffline(true)
}

/** In the browser: whether the script of the form is kept, which no page loads before somebody comes near. */
async function hasForm(): Promise<boolean> {
  const kept = await (await caches.open('tep-1')).keys()
  return kept.some(({ url }) => url.includes('/CommentForm.'))
}

/** In the browser: cuts every copy whose size was written down. @returns addresses of the files among them */
async function cutCopies(): Promise<string[]> {
  const files: string[] = []
  for (const name of ['trang-1', 'tep-1']) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const headers = (await cache.match(request))?.headers
      if (headers?.has('x-saved-bytes') !== true) continue
      await cache.put(request, new Response('cut', { headers }))
      if (request.url.includes('/_assets/')) files.push(request.url)
    }
  }
  return files
}

/** In the browser: how long the files at these addresses are, as a page gets them. */
async function lengthsOf(urls: string[]): Promise<number[]> {
  return Promise.all(urls.map(async (url) => (await (await fetch(url)).text()).length))
}

test('what was read opens without a connection and says so; what was not leads to what is kept', async () => {
  const { page, complaints, close } = await openPage(browser, site.url)
  await read(page, '/ket-qua/ty-le-ho-ngheo/')
  await read(page, ARTICLE)
  await expect.poll(() => page.evaluate(hasForm), { timeout: 15_000 }).toBe(true)
  await page.goto('/tra-cuu/')
  expect(await page.evaluate(async () => (await caches.match('/tra-cuu/')) === undefined)).toBe(true)
  // A copy of what the site has no longer goes as soon as it says so.
  const gone = '/tin-tuc/bai-da-go/'
  const hasCopy = (): Promise<boolean> =>
    page.evaluate(async (url) => (await (await caches.open('trang-1')).match(url)) !== undefined, gone)
  await page.evaluate(async (url) => (await caches.open('trang-1')).put(url, new Response('xưa')), gone)
  await page.goto(gone)
  await expect.poll(hasCopy, { timeout: 15_000 }).toBe(false)
  await goOffline(page.context())

  await page.goto(ARTICLE)
  expect(await page.getByRole('status').first().textContent()).toMatch(
    /^Bản đã lưu lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}; máy bạn đang không có mạng\.$/u,
  )
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('tỷ lệ hộ nghèo')
  const styled = await page.evaluate(() => getComputedStyle(document.body).margin)
  expect(styled).toBe('0px')
  // Nobody came near the form while there was a connection: it works now all the same.
  await bodyField(page).scrollIntoViewIfNeeded()
  await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()

  await page.goto('/dia-phuong/huyen-van-ho/')
  await page.getByRole('heading', { level: 1, name: 'Đọc khi không có mạng' }).waitFor()
  expect(await page.getByText('Trang bạn mở chưa được lưu').isVisible()).toBe(true)
  await page.locator('[data-list] a[href="/ket-qua/ty-le-ho-ngheo/"]').click()
  await page.getByText('máy bạn đang không có mạng').waitFor()
  expect(new URL(page.url()).pathname).toBe('/ket-qua/ty-le-ho-ngheo/')
  await page.context().setOffline(false)
  await page.goto(ARTICLE)
  expect(await page.getByText('máy bạn đang không có mạng').count()).toBe(0)

  // What the browser has lost a part of is asked for again, and is not shown as if it were whole.
  const cut = await page.evaluate(cutCopies)
  expect(cut.length).toBeGreaterThan(0)
  expect(Math.min(...(await page.evaluate(lengthsOf, cut)))).toBeGreaterThan('cut'.length)
  await goOffline(page.context())
  await page.goto('/ket-qua/ty-le-ho-ngheo/')
  await page.getByRole('heading', { level: 1, name: 'Đọc khi không có mạng' }).waitFor()
  expect(complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  await close()
})

test('what is kept is listed although nobody came near a form', async () => {
  const { page, close } = await openPage(browser, site.url)
  await read(page, '/gioi-thieu/')
  await goOffline(page.context())
  await page.goto('/dia-phuong/huyen-van-ho/')
  await page.locator('[data-list] a[href="/gioi-thieu/"]').waitFor()
  await close()
})

test('what was typed survives a reload and another tab, until it is deleted', async () => {
  const { page, close } = await openPage(browser, site.url)
  await openForm(page)
  const body = 'Đang viết dở thì mất điện.'
  await bodyField(page).fill(body)
  await page.getByRole('button', { name: 'Xoá bản nháp' }).waitFor()
  await page.reload()
  await bodyField(page).scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Xoá bản nháp' }).waitFor()
  expect(await bodyField(page).inputValue()).toBe(body)
  // Agreeing is done anew each time.
  expect(await page.getByRole('checkbox').isChecked()).toBe(false)
  const other = await page.context().newPage()
  await other.goto(ARTICLE)
  await bodyField(other).scrollIntoViewIfNeeded()
  await other.getByRole('button', { name: 'Xoá bản nháp' }).waitFor()
  expect(await bodyField(other).inputValue()).toBe(body)
  await page.getByRole('button', { name: 'Xoá bản nháp' }).click()
  expect(await bodyField(page).inputValue()).toBe('')
  // Deleted or sent here, it is gone there too: that tab would keep it again, or send it a second time.
  await expect.poll(() => bodyField(other).inputValue()).toBe('')
  await other.getByRole('button', { name: 'Xoá bản nháp' }).waitFor({ state: 'detached' })
  await page.reload()
  await bodyField(page).scrollIntoViewIfNeeded()
  await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()
  expect(await bodyField(page).inputValue()).toBe('')
  await bodyField(page).fill('Viết trên máy của uỷ ban xã.')
  await page.getByRole('button', { name: 'Xoá bản nháp' }).waitFor()
  await page.goto('/ngoai-tuyen/')
  await page.getByText('Bản nháp: 1.').waitFor()
  await page.getByRole('button', { name: 'Xoá bản nháp, bình luận chờ gửi' }).click()
  await page.getByText('Không có bản nháp').waitFor()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('uỷ ban xã')
  await close()
})

test('a comment written offline arrives once, with two tabs open, and its code is shown', async () => {
  const { page, close } = await openPage(browser, site.url)
  const body = 'Viết trên đường về bản, chưa có sóng.'
  await openForm(page)
  const other = await page.context().newPage()
  await openForm(other)
  const keys: (string | undefined)[] = []
  page.context().on('request', (request) => {
    if (request.method() === 'POST') keys.push(request.headers()['idempotency-key'])
  })
  await goOffline(page.context())
  await write(page, body)
  await button(page).click()
  await panel(page).getByText('Bình luận đang chờ kết nối').waitFor()
  await panel(other).getByText('Bình luận đang chờ kết nối').waitFor()
  expect(await bodyField(page).inputValue()).toBe('')
  // On a phone that stands above what is seen: whoever sent it is taken there.
  await panel(page).and(page.locator(':focus')).waitFor()
  await expect
    .poll(() => panel(page).evaluate((shown) => shown.getBoundingClientRect().top))
    .toBeGreaterThanOrEqual(0)
  expect(await waitingBodies()).not.toContain(body)

  await page.context().setOffline(false)
  await panel(page).getByText('Mã tra cứu').waitFor()
  await panel(other).getByText('Mã tra cứu').waitFor()
  const code = panel(page).getByRole('link')
  expect(await code.getAttribute('href')).toMatch(/\/tra-cuu\/[2-9A-Z-]{20}$/u)
  expect((await waitingBodies()).filter((waiting) => waiting === body)).toHaveLength(1)
  await panel(other).getByRole('button', { name: 'Đóng' }).click()
  await panel(page).waitFor({ state: 'hidden' })
  expect(new Set(keys).size).toBeLessThanOrEqual(1)
  await close()
})

test('a waiting comment can be changed before it goes, and a refusal brings its text back', async () => {
  const { page, close } = await openPage(browser, site.url)
  await openForm(page)
  await goOffline(page.context())
  await write(page, 'Bản thứ nhất, còn sai.')
  await button(page).click()
  await panel(page).getByRole('button', { name: 'Sửa' }).click()
  await panel(page).waitFor({ state: 'hidden' })
  await expect.poll(() => bodyField(page).inputValue()).toBe('Bản thứ nhất, còn sai.')
  await write(page, 'Bản thứ hai, đã sửa.')
  await button(page).click()
  await panel(page).getByText('Bản thứ hai').waitFor()
  await page.context().route('**/api/v1/comments', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({ errors: [{ pointer: '/body', code: 'too-short', detail: 'Viết dài hơn.' }] }),
    }),
  )
  await page.context().setOffline(false)
  await page.getByText('Viết dài hơn.').first().waitFor()
  await expect.poll(() => bodyField(page).inputValue()).toBe('Bản thứ hai, đã sửa.')
  expect(await bodyField(page).getAttribute('aria-invalid')).toBe('true')
  await panel(page).waitFor({ state: 'hidden' })
  expect(await waitingBodies()).not.toContain('Bản thứ nhất, còn sai.')
  await close()
})
