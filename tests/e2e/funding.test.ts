import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { DESKTOP, openPage } from '../fixtures/pages.ts'
import { readingSite } from '../fixtures/reading-site.ts'

const NATIONAL = '/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025'
const HOUSES = '/kinh-phi/xoa-nha-tam-nha-dot-nat'

const site = readingSite()
let browser: Browser

beforeAll(async () => {
  browser = await sharedBrowser()
})

describe('a reader without JavaScript', () => {
  test('goes from all programmes down to one kind of capital of one project, and back', async () => {
    const { page, complaints, close } = await openPage(browser, site.url, {
      javaScriptEnabled: false,
      viewport: DESKTOP,
    })
    await page.goto('/kinh-phi/')
    const samples = page.getByRole('table', { name: 'Giảm nghèo bền vững: số minh hoạ theo từng kỳ' })
    await samples.getByRole('link', { name: 'Năm 2022' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Giảm nghèo bền vững, năm 2022')
    await page.getByRole('link', { name: 'Dự án 4. Phát triển giáo dục nghề nghiệp' }).click()
    await page.getByRole('navigation', { name: 'Xem theo' }).getByRole('link', { name: 'Loại vốn' }).click()
    await page.getByRole('link', { name: 'Vốn sự nghiệp' }).click()
    const address = new URL(page.url())
    expect(Object.fromEntries(address.searchParams)).toEqual({ 'du-an': '4', 'loai-von': 'su-nghiep' })
    const names = await page.locator('table.money tbody th').allTextContents()
    expect(names.map((name) => name.trim())).toEqual([
      'Ngân sách trung ương',
      'Ngân sách địa phương',
      'Vốn huy động khác',
    ])
    await page.getByRole('link', { name: 'Bỏ chọn Vốn sự nghiệp' }).click()
    expect(new URL(page.url()).searchParams.get('loai-von')).toBeNull()
    expect(complaints).toEqual([])
    await close()
  })

  test('sees every amount of a sample marked, under a banner', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(`${NATIONAL}/2022/?roi-theo=nguon`)
    const section = page.locator('#minh-hoa')
    expect(await section.locator('.sample-banner').count()).toBe(1)
    const cells = section.locator('table.money td.number')
    const unmarked = await cells.evaluateAll((all) =>
      all.filter(
        (cell) => /\d/u.test(cell.textContent) && cell.querySelector('.figure-mark.sample') === null,
      ),
    )
    expect(await cells.count()).toBeGreaterThan(60)
    expect(unmarked).toEqual([])
    await close()
  })

  test('has the exact amount of every table at hand', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(`${NATIONAL}/2022/`)
    await page
      .getByRole('navigation', { name: 'Đơn vị tiền' })
      .getByRole('link', { name: 'Đồng', exact: true })
      .click()
    expect(await page.locator('table.money tfoot').textContent()).toContain('400.217.000.000')
    await close()
  })

  test('is told why amounts that are only about are not added', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(`${HOUSES}/2020-den-2025/`)
    const text = (await page.locator('main').textContent())?.replaceAll('\u00a0', ' ') ?? ''
    for (const said of [
      'hơn 628 tỷ đồng',
      'hơn 628.000.000.000 đồng',
      'khoảng 71 %',
      'không cộng, vì có số mà nguồn chỉ nêu “hơn”',
      'gần 630 tỷ đồng',
      'Số của cả kỳ, giai đoạn 2020–2025; không chia cho từng năm.',
    ]) {
      expect(text).toContain(said)
    }
    expect(text).not.toContain('Cộng các dòng trên')
    await close()
  })
})

test('on a phone every amount is still read below the head of its column', async () => {
  const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
  for (const path of ['/kinh-phi/', `${NATIONAL}/2022/`, '/dia-phuong/huyen-van-ho/']) {
    await page.goto(path)
    const uneven = await page.evaluate(() =>
      [...document.querySelectorAll('[role=table]')].flatMap((table) => {
        const count = (within: Element, roles: string): number =>
          [...within.querySelectorAll(roles)].filter((cell) => cell.checkVisibility()).length
        const heads = count(table, '[role=columnheader]')
        return [...table.querySelectorAll('tbody > [role=row]')]
          .filter((row) => row.querySelector('[colspan]') === null)
          .map((row) => count(row, '[role=cell], [role=rowheader]'))
          .filter((cells) => cells !== heads)
      }),
    )
    expect(uneven, path).toEqual([])
  }
  await close()
})

test('forecasts stand in a section of their own', async () => {
  const { page, close } = await openPage(browser, site.url)
  await page.goto(`${HOUSES}/2025/`)
  expect(await page.locator('#so-lieu .figure-mark.forecast').count()).toBe(0)
  expect(await page.locator('#so-lieu-du-kien .figure-mark.forecast').count()).toBeGreaterThan(0)
  expect(await page.locator('#so-lieu').textContent()).not.toContain('Yên Châu')
  expect(await page.locator('#so-lieu-du-kien').textContent()).toContain('huyện Yên Châu')
  await close()
})

test.each([
  ['/kinh-phi/khong-co/2022/', 404],
  [`${NATIONAL}/2019/`, 404],
  [`${NATIONAL}/2022/?nguon=khong-co`, 404],
  [`${NATIONAL}/2022/?theo=khong-co`, 200],
  [`${NATIONAL}/2022/?asof=2022-02-30`, 422],
  ['/kinh-phi/?asof=x', 422],
  [`${NATIONAL}/2022/?asof=2020-01-01`, 200],
  [`${NATIONAL}/2022/?don-vi=xa-chieng-son`, 200],
])('%s answers %i', async (path, status) => {
  const response = await fetch(site.url + path)
  expect(response.status).toBe(status)
})
