import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { openPage, type OpenedPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

/*
 * Everything that a citizen can do here, in a browser that runs no script: by links, forms and buttons, each found by
 * what it says.
 */
const ARTICLE = 'Đọc tỷ lệ hộ nghèo'
const CODE = /^[2-9A-Z]{6}-[2-9A-Z]{6}-[2-9A-Z]{6}$/u

let site: RunningSite
let browser: Browser
let opened: OpenedPage
let page: Page
let cookie: string

beforeAll(async () => {
  site = await startSite({ env: { RATE_LIMITS: 'off' } })
  browser = await sharedBrowser()
  cookie = await signInOverApi(site, demoAccount(site))
  opened = await openPage(browser, site.url, { javaScriptEnabled: false })
  page = opened.page
})
afterAll(async () => {
  await opened.close()
  await site.stop()
})

const link = (name: string | RegExp) => page.getByRole('link', { name }).first()
const heading = () => page.getByRole('heading', { level: 1 }).textContent()
const path = () => new URL(page.url()).pathname

async function decide(code: string, action: string, reason?: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: site.url, cookie }
  const found = await fetch(`${site.url}/api/v1/staff/comments?words=${code}`, { headers })
  const { items } = (await found.json()) as { items: { id: string; revision: number }[] }
  const [{ id, revision } = { id: '', revision: 0 }] = items
  const decided = await fetch(`${site.url}/api/v1/staff/comments/${id}/decisions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ revision, action, reason }),
  })
  expect(decided.status).toBe(200)
  return id
}

/** From the home page to the article, and a comment sent there. @returns its code */
async function comment(body: string): Promise<string> {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Tin tức' }).click()
  await link(ARTICLE).click()
  await page.getByLabel('Bình luận của bạn').fill(body)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Gửi bình luận' }).click()
  expect(await heading()).toContain('Đã nhận bình luận')
  const code = path().split('/').at(-1) ?? ''
  expect(code).toMatch(CODE)
  return code
}

async function track(code: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Tra cứu' }).click()
  await page.getByLabel('Mã tra cứu').fill(code)
  await page.getByRole('button', { name: 'Tra cứu' }).click()
  expect(path()).toBe(`/tra-cuu/${code}`)
}

async function download(name: string, scope = page.getByRole('region', { name: 'Tải về' })): Promise<number> {
  const href = await scope.getByRole('link', { name, exact: false }).first().getAttribute('href')
  const response = await page.request.get(href ?? '')
  expect(response.status()).toBe(200)
  return (await response.body()).length
}

test('reads the news: list, category, article, its sources and what was said', async () => {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Tin tức' }).click()
  expect(path()).toBe('/tin-tuc/')
  await link(ARTICLE).click()
  expect(await heading()).toContain('tỷ lệ hộ nghèo')
  await page.getByRole('heading', { name: 'Nguồn' }).first().waitFor()
  expect(await page.getByRole('heading', { name: /^Bình luận/u }).count()).toBe(1)
})

test('finds a district, and from there an indicator', async () => {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Địa phương' }).click()
  await link('Sốp Cộp').click()
  expect(path()).toBe('/dia-phuong/huyen-sop-cop/')
  await link('Tỷ lệ hộ nghèo').click()
  expect(path()).toMatch(/^\/ket-qua\/ty-le-ho-ngheo\/|^\/so-lieu\//u)
})

test('sorts and filters the table of an indicator, sees its chart, and takes everything away', async () => {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Kết quả' }).click()
  await link('Tỷ lệ hộ nghèo').click()
  expect(path()).toBe('/ket-qua/ty-le-ho-ngheo/')
  const chart = page.getByRole('img', { name: /^Biểu đồ/u }).first()
  await chart.scrollIntoViewIfNeeded()
  expect(await chart.getAttribute('src')).toMatch(/\.png/u)
  // Laid out for a phone, and not the wide one made small.
  const shown = () => chart.evaluate((image: HTMLImageElement) => image.currentSrc)
  await expect.poll(shown).toMatch(/\.avif\?.*rong=600$/u)
  expect((await page.request.get((await chart.getAttribute('src')) ?? '')).headers()['content-type']).toBe(
    'image/png',
  )
  expect(await download('CSV')).toBeGreaterThan(200)
  expect(await download('XLSX')).toBeGreaterThan(2_000)
  expect(await download('JSON')).toBeGreaterThan(200)
  await page.getByRole('columnheader').getByRole('link').last().click()
  expect(new URL(page.url()).searchParams.get('sap-xep')).not.toBeNull()
  await page.locator('th[aria-sort]').first().waitFor()
  await page.locator('details.filter > summary').first().click()
  await page.getByLabel('Từ năm').first().selectOption({ index: 2 })
  await page.locator('details.filter').first().getByRole('button').click()
  expect(new URL(page.url()).searchParams.get('tu')).toMatch(/^\d{4}$/u)
})

test('reads a table of funding, turned another way', async () => {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Kinh phí' }).click()
  expect(path()).toBe('/kinh-phi/')
  await page
    .getByRole('table', { name: /số minh hoạ theo từng kỳ/u })
    .getByRole('link', { name: '2022' })
    .first()
    .click()
  await expect.poll(path).not.toBe('/kinh-phi/')
  expect(path()).toMatch(/^\/kinh-phi\/[\w-]+\/[\w-]+\/$/u)
  await page.getByRole('navigation', { name: 'Xem theo' }).getByRole('link', { name: 'Loại vốn' }).click()
  await expect.poll(() => new URL(page.url()).search).toContain('theo=')
  await page.locator('main table').first().waitFor()
  expect(await download('CSV')).toBeGreaterThan(100)
})

test('checks a quote', async () => {
  await page.goto('/')
  await link('Kiểm tra').click()
  await page.getByRole('textbox').last().fill('Năm 2022 tỷ lệ hộ nghèo tỉnh Sơn La là 17,83%')
  await page.locator('form[action="/kiem-tra-so-lieu/"]').getByRole('button').click()
  await page.getByRole('main').getByText('17,83').nth(1).waitFor()
})

test('searches, and opens what was found', async () => {
  await page.goto('/tim-kiem')
  await page.locator('main').getByRole('searchbox').fill('ho tro nha o')
  await page.keyboard.press('Enter')
  expect(path()).toMatch(/^\/tim-kiem/u)
  await page.locator('main mark').first().waitFor()
  await page
    .locator('main ol a', { has: page.locator('mark') })
    .first()
    .click()
  await expect.poll(path).not.toMatch(/^\/tim-kiem/u)
})

test('changes to English and back on the same page', async () => {
  await page.goto('/ket-qua/ty-le-ho-ngheo/')
  await link('English').click()
  expect(path()).toBe('/en/ket-qua/ty-le-ho-ngheo/')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await link('Tiếng Việt').click()
  expect(path()).toBe('/ket-qua/ty-le-ho-ngheo/')
})

test('comments, tracks, is refused, appeals once', async () => {
  const code = await comment('Không có tập lệnh vẫn hỏi được: khi nào có số của từng xã?')
  await track(code)
  await decide(code, 'reject', 'off-topic')
  await track(code)
  await page.locator('summary', { hasText: 'Đề nghị xem lại' }).click()
  await page.getByLabel('Vì sao bạn đề nghị xem lại').fill('Câu hỏi này đúng với bài.')
  await page.getByRole('button', { name: 'Gửi đề nghị' }).first().click()
  await page.getByText('Bạn đề nghị xem lại').first().waitFor()
  expect(await page.getByRole('button', { name: 'Gửi đề nghị', exact: true }).count()).toBe(0)
})

test('comments, sees it published, reports another, withdraws the own', async () => {
  const code = await comment('Bình luận này sẽ được đăng rồi tự rút lại.')
  const id = await decide(code, 'publish')
  await track(code)
  await link('Xem bình luận trên trang').click()
  const mine = page.locator(`#binh-luan-${id}`)
  expect(await mine.textContent()).toContain('tự rút lại')
  await mine.getByRole('link', { name: 'Báo vi phạm' }).click()
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Gửi báo vi phạm' }).click()
  expect(await heading()).toBe('Đã nhận báo vi phạm')
  await track(code)
  await page.locator('summary', { hasText: 'Rút bình luận' }).click()
  await page.getByRole('button', { name: 'Rút bình luận này' }).click()
  expect(await page.getByRole('button', { name: 'Rút bình luận này' }).count()).toBe(0)
  await page.goto(`/tra-cuu/${code}`)
  await page.getByText('Bạn rút bình luận').first().waitFor()
})

test('is told what is wrong with a comment, and finds the text where it was', async () => {
  await page.goto('/tin-tuc/doc-ty-le-ho-ngheo-son-la-2021-2024/')
  await page.getByLabel('Bình luận của bạn').fill('abc')
  await page.getByRole('button', { name: 'Gửi bình luận' }).click()
  await page.getByText('Bạn vui lòng nhập từ 5 ký tự trở lên').first().waitFor()
  expect(await page.getByLabel('Bình luận của bạn').inputValue()).toBe('abc')
})

test('finds the open data, the ledger and the record of moderation', async () => {
  await page.goto('/')
  const foot = page.getByRole('contentinfo')
  for (const name of ['Dữ liệu mở', 'Nhật ký', 'Kiểm duyệt công khai']) {
    await page.goto('/')
    await foot.getByRole('link', { name }).first().click()
    expect((await heading())?.length).toBeGreaterThan(3)
    expect(path()).toMatch(/^\/(?:du-lieu|nhat-ky|kiem-duyet-cong-khai)\/$/u)
  }
})

test('shows nothing that only a script could do', async () => {
  for (const address of ['/ngoai-tuyen/', '/tin-tuc/doc-ty-le-ho-ngheo-son-la-2021-2024/']) {
    await page.goto(address)
    expect(await page.locator('[hidden]').count(), address).toBeGreaterThan(0)
    expect(await page.locator('[hidden]:visible').allTextContents(), address).toEqual([])
  }
})
