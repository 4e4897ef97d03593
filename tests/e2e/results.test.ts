import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { readingSite } from '../fixtures/reading-site.ts'

const RATE = '/ket-qua/ty-le-ho-ngheo/'
const BANNER = 'Dữ liệu minh hoạ – không phải số liệu chính thức'

const site = readingSite()
let browser: Browser

beforeAll(async () => {
  browser = await sharedBrowser()
})

const withoutScripts = () => openPage(browser, site.url, { javaScriptEnabled: false })

describe('a reader without JavaScript', () => {
  test('goes from a key figure to its indicator, and from a number to its own page', async () => {
    const { page, complaints, close } = await withoutScripts()
    await page.goto('/')
    const key = page.locator('.key-figures li').first()
    expect(await key.textContent()).toContain('11,11\u00a0%')
    expect(await key.textContent()).toContain('Nguồn: Tạp chí Tài chính')
    await key.getByRole('heading').getByRole('link').click()
    expect(new URL(page.url()).pathname).toBe(RATE)
    await page.locator('#bang-theo-nam').waitFor()
    const cell = page.getByRole('row', { name: /^Tỉnh Sơn La/u }).getByRole('link', { name: '17,83' })
    expect(await cell.getAttribute('href')).toBe('/so-lieu/ty-le-ho-ngheo_son-la_2022')
    expect((await page.request.get('/so-lieu/ty-le-ho-ngheo_son-la_2022')).status()).toBe(200)
    expect(complaints).toEqual([])
    await close()
  })

  test('reads why one source is followed, and what the others say', async () => {
    const { page, close } = await withoutScripts()
    await page.goto(RATE)
    const disputed = page.getByRole('region', { name: 'Nguồn nêu số khác nhau' })
    const year = disputed.getByRole('listitem').filter({ hasText: 'Tỉnh Sơn La, năm 2024' })
    const text = (await year.textContent())?.replaceAll('\u00a0', ' ') ?? ''
    for (const told of ['11,11 %', 'khoảng 10,89 %', '19,23 %', 'Nguồn nêu rõ mốc cuối năm']) {
      expect(text).toContain(told)
    }
    await close()
  })

  test('orders and narrows a table by its address alone', async () => {
    const { page, close } = await withoutScripts()
    await page.goto(RATE)
    const samples = page.locator('#bang-minh-hoa').locator('xpath=ancestor::table')
    await samples.getByRole('columnheader').getByRole('link', { name: '2024' }).click()
    const address = new URL(page.url())
    expect(address.searchParams.get('sap-xep')).toBe('2024')
    const head = samples.getByRole('columnheader', { name: '2024' })
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    const names = await samples.locator('tbody th[scope=row]').allTextContents()
    expect(names.map((name) => name.trim())[0]).toBe('Huyện Sốp Cộp')
    await head.getByRole('link').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')

    await page.getByText('Lọc bảng').click()
    await page.getByLabel('Từ năm').selectOption('2023')
    await page.getByRole('button', { name: 'Lọc' }).click()
    const asked = new URL(page.url()).searchParams
    expect([asked.get('tu'), asked.get('sap-xep')]).toEqual(['2023', '2024'])
    // The page begins at the table, not at its own head.
    expect(new URL(page.url()).hash).toBe('#theo-nam')
    const years = await page
      .locator('#bang-theo-nam')
      .locator('xpath=ancestor::table')
      .locator('thead th')
      .allTextContents()
    expect(years.map((year) => year.trim().slice(0, 4)).slice(1)).toEqual(['2024', '2023'])
    await close()
  })

  test('sees samples under their banner only, each one marked', async () => {
    const { page, close } = await withoutScripts()
    await page.goto(RATE)
    const section = page.locator('section.samples')
    expect(await section.locator('.sample-banner').textContent()).toBe(BANNER)
    expect(await page.locator('.sample-banner').count()).toBe(1)
    const cells = section.locator('td a[href^="/so-lieu/"], .result-map a[href^="/so-lieu/"]')
    const marked = section.locator('td:has(.figure-mark.sample), .result-map a:has(.figure-mark.sample)')
    expect(await cells.count()).toBeGreaterThan(50)
    expect(await marked.count()).toBe(await cells.count())
    expect(await page.locator('main a[href*="/so-lieu/minh-hoa"]').count()).toBe(
      await section.locator('a[href*="/so-lieu/minh-hoa"]').count(),
    )
    expect(
      await page.locator('#bang-theo-nam').locator('xpath=ancestor::table').locator('.sample').count(),
    ).toBe(0)
    await close()
  })

  test('is told that nothing had been published on an early day, and comes back to now', async () => {
    const { page, close } = await withoutScripts()
    await page.goto(`${RATE}?tu=2021&asof=2020-01-01`)
    const main = page.locator('main')
    expect(await main.textContent()).toContain('Đến hết ngày 01/01/2020, trang chưa công bố số liệu nào')
    expect(await main.locator('a[href^="/so-lieu/"]').count()).toBe(0)
    await page.getByRole('link', { name: 'Về số liệu hiện nay' }).click()
    expect(new URL(page.url()).search).toBe('?tu=2021')
    await close()
  })

  test('finds at a commune of today the districts whose figures speak of earlier years', async () => {
    const { page, close } = await withoutScripts()
    await page.goto('/dia-phuong/xa-chieng-son/')
    expect(await page.locator('main').textContent()).toContain('Trang chưa có số liệu của xã Chiềng Sơn')
    const former = page.getByText('Số liệu trước ngày 01/07/2025 theo huyện cũ')
    expect(await former.getByRole('link', { name: 'huyện Vân Hồ' }).count()).toBe(1)
    await former.getByRole('link', { name: 'huyện Vân Hồ' }).click()
    expect(await page.locator('main').textContent()).toContain('33,74\u00a0%')
    await close()
  })
})

test('a wide table scrolls in its own region, by keyboard, with the names kept in sight', async () => {
  const { page, close } = await openPage(browser, site.url)
  await page.goto(RATE)
  const region = page.getByRole('region', { name: /Tỷ lệ hộ nghèo theo năm\./u })
  await region.focus()
  const before = await region.locator('th[scope=row]').first().boundingBox()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
  const after = await region.locator('th[scope=row]').first().boundingBox()
  expect(after?.x).toBe(before?.x)
  expect(await page.getByText('Kéo ngang để xem các năm trước').first().isVisible()).toBe(true)
  await close()
})

test.each([
  [`${RATE}?asof=2025-02-30`, 'Ngày xem số liệu chưa đúng'],
  ['/ket-qua/?asof=hom-qua', 'Ngày xem số liệu chưa đúng'],
  ['/dia-phuong/son-la/?asof=1', 'Ngày xem số liệu chưa đúng'],
  [`${RATE}?cap=thon`, 'chỉ nhận tinh, huyen hoặc xa'],
  [`${RATE}?tu=2024&den=2021`, 'Năm cuối phải từ năm đầu trở đi'],
])('%s is refused in words', async (path, words) => {
  const response = await fetch(site.url + path)
  expect(response.status).toBe(422)
  expect(await response.text()).toContain(words)
})

test('a key that no page knows changes nothing', async () => {
  const read = async (path: string) => (await fetch(site.url + path)).text()
  expect(await read(`${RATE}?utm_source=x`)).toBe(await read(RATE))
})

test('an indicator that is not there is not found', async () => {
  expect((await fetch(`${site.url}/ket-qua/khong-co/`)).status).toBe(404)
})

test('a missing page leads to results, money and the check of figures', async () => {
  const { page, close } = await openPage(browser, site.url)
  for (const path of ['/khong-co/', '/ket-qua/?asof=hom-qua']) {
    await page.goto(path)
    const ways = page.locator('.failure')
    for (const name of ['Kết quả', 'Kinh phí', 'Kiểm tra số liệu được dẫn'])
      expect(await ways.getByRole('link', { name }).count(), `${path} ${name}`).toBe(1)
  }
  await close()
})
