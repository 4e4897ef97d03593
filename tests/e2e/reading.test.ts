import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { readingSite } from '../fixtures/reading-site.ts'

const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const CLOSED = '/tin-tuc/gui-binh-luan-va-theo-doi-ket-qua/'

const site = readingSite()
let browser: Browser

beforeAll(async () => {
  browser = await sharedBrowser()
})

describe('a reader without JavaScript', () => {
  test('goes from the home page to an article with everything that belongs to it', async () => {
    const { page, complaints, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto('/')
    await page.getByRole('link', { name: 'Sơn La hỗ trợ 2.213 căn nhà cho hộ nghèo trong năm 2022' }).click()
    expect(new URL(page.url()).pathname).toBe(ARTICLE)
    const text = (await page.locator('main').textContent()) ?? ''
    for (const fact of [
      '17,83 %',
      '2.213',
      'hơn 156 tỷ đồng',
      'Quỳnh Nhai',
      'Mường La',
      'Bắc Yên',
      'Không để ai bị bỏ lại phía sau',
    ]) {
      expect(text).toContain(fact)
    }
    expect(text).toContain('Ban biên tập trang Giảm nghèo bền vững Sơn La')
    expect(await page.locator('main time').first().getAttribute('datetime')).toBe('2022-12-30T01:00:00.000Z')
    expect(await page.getByRole('heading', { name: 'Nguồn' }).count()).toBe(1)
    expect(await page.getByRole('heading', { name: 'Tin mới' }).count()).toBe(1)
    expect(await page.getByText('Bình luận mẫu').count()).toBe(3)
    expect(complaints).toEqual([])
    await close()
  })

  test('finds a closed article to read, without a form', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(CLOSED)
    expect(await page.getByText('Bài này không nhận bình luận').count()).toBe(1)
    expect(await page.locator('main form').count()).toBe(0)
    await close()
  })
})

/** Pages that are alike, of which some are enough: files and views of every figure would be thousands. */
const ENOUGH = 40

function isEnough(path: string, counts: Map<string, number>): boolean {
  const url = new URL(path, site.url)
  const file = /\.[a-z.]+$/u.exec(url.pathname)?.[0] ?? ''
  const segments = url.pathname.split('/')
  if (file === '' && url.search === '' && segments[1] !== 'so-lieu') return false
  const shape = [segments[1], segments.length, file, url.search === '' ? '' : '?'].join(' ')
  counts.set(shape, (counts.get(shape) ?? 0) + 1)
  return (counts.get(shape) ?? 0) > ENOUGH
}

test('every link of every public page leads somewhere', { timeout: 180_000 }, async () => {
  const seen = new Map<string, number>()
  const counts = new Map<string, number>()
  let queue = ['/']
  const visit = async (path: string): Promise<string[]> => {
    // Compressed or not, the links are the same.
    const headers = { 'accept-encoding': 'identity' }
    const response = await fetch(site.url + path, { headers, redirect: 'manual' })
    seen.set(path, response.status)
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    const html = await response.text()
    const links = isPage ? Array.from(html.matchAll(/href="([^"]+)"/gu), ([, href = '']) => href) : []
    return links
      .map((href) => new URL(href.replaceAll('&amp;', '&'), site.url + path))
      .filter(({ origin }) => origin === site.url)
      .map((url) => url.pathname + url.search)
  }
  while (queue.length > 0) {
    const next = new Set<string>()
    // Several at a time, so that the site is never idle.
    for (let at = 0; at < queue.length; at += 8) {
      const found = await Promise.all(queue.slice(at, at + 8).map(visit))
      for (const path of found.flat()) if (!seen.has(path)) next.add(path)
    }
    // The English pages are walked in their own test.
    queue = [...next].filter((path) => !path.startsWith('/en/') && !seen.has(path) && !isEnough(path, counts))
  }
  expect([...seen].filter(([, status]) => status !== 200)).toEqual([])
  expect(seen.size).toBeGreaterThan(700)
})

test('every page has its own title', async () => {
  const titles = await Promise.all(
    [
      '/',
      '/tin-tuc/',
      '/tin-tuc/?chuyen-muc=so-lieu',
      ARTICLE,
      CLOSED,
      '/gioi-thieu/',
      '/tra-cuu/',
      '/khong-co/',
      '/quan-tri/dang-nhap/',
    ].map(async (path) => /<title>([^<]+)<\/title>/u.exec(await (await fetch(site.url + path)).text())?.[1]),
  )
  expect(new Set(titles).size).toBe(titles.length)
  expect(titles).not.toContain(undefined)
})

test.each([
  ['/tin-tuc', '/tin-tuc/'],
  ['/TIN-TUC/', '/tin-tuc/'],
  ['//tin-tuc/', '/tin-tuc/'],
  ['/tin-tuc/?chuyen-muc=so-lieu', null],
  ['/tin-tuc?chuyen-muc=so-lieu', '/tin-tuc/?chuyen-muc=so-lieu'],
  ['//evil.example/x', '/evil.example/x'],
  ['/tra-cuu/abc-def/', '/tra-cuu/abc-def'],
  ['/api/v1/openapi.json/', '/api/v1/openapi.json'],
])('%s is spelt %s', async (path, printed) => {
  const response = await fetch(site.url + path, { redirect: 'manual' })
  if (printed === null) expect(response.status).toBe(200)
  else {
    expect(response.status).toBe(308)
    const location = new URL(response.headers.get('location') ?? '', site.url + path)
    expect(location.origin).toBe(site.url)
    expect(location.pathname + location.search).toContain(printed)
  }
})
