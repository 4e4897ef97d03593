import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage, type OpenedPage } from '../fixtures/pages.ts'
import { readingSite } from '../fixtures/reading-site.ts'

const ARTICLE = '/tin-tuc/doc-ty-le-ho-ngheo-son-la-2021-2024/'
const FIGURE = '/so-lieu/ty-le-ho-ngheo_son-la_2022'
const FUNDING = '/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025/2023/'
/** Every kind of page, with the address that it names as its own. */
const PAGES: readonly [string, string?][] = [
  ['/'],
  ['/tin-tuc/'],
  ['/tin-tuc/?chuyen-muc=so-lieu&x=1', '/tin-tuc/?chuyen-muc=so-lieu'],
  [ARTICLE],
  ['/dia-phuong/'],
  ['/dia-phuong/huyen-muong-la/'],
  ['/dia-phuong/son-la/?asof=2026-11-01'],
  ['/ket-qua/'],
  ['/ket-qua/ty-le-ho-ngheo/?cap=huyen&x=1', '/ket-qua/ty-le-ho-ngheo/?cap=huyen'],
  ['/kinh-phi/'],
  [FUNDING],
  [`${FUNDING}?theo=nguon&sap-xep=-giai-ngan`, FUNDING],
  [FIGURE],
  [`${FIGURE}/v1`],
  ['/du-lieu/'],
  ['/du-lieu/kinh-phi/1/'],
  ['/nhat-ky/'],
  ['/kiem-tra-so-lieu/'],
  ['/kiem-duyet-cong-khai/'],
  ['/gioi-thieu/'],
  ['/tra-cuu/'],
  ['/en/ket-qua/ty-le-ho-ngheo/'],
  ['/en/dia-phuong/huyen-muong-la/'],
]

const site = readingSite()
let browser: Browser
let opened: OpenedPage
beforeAll(async () => {
  browser = await sharedBrowser()
  opened = await openPage(browser, site.url, { javaScriptEnabled: false })
})
afterAll(async () => {
  await opened.close()
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(site.url + path, { redirect: 'manual', headers })
const plain = (text: string): string => text.replaceAll('&#38;', '&').replaceAll('&amp;', '&')
function attribute(html: string, pattern: RegExp): string {
  return plain(pattern.exec(html)?.[1] ?? '')
}

interface Thing {
  '@type': string
  headline?: string
  datePublished?: string
  inLanguage?: string
  image?: string
  itemListElement?: { name: string; item: string }[]
  '@graph'?: Thing[]
}

function dataOf(html: string): Thing[] {
  const scripts = html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gsu)
  return [...scripts].map(([, json = '']) => JSON.parse(json) as Thing)
}

describe.each(PAGES)('%s', (path, own = path) => {
  test('names its own address and a picture that is drawn at once and kept for good', async () => {
    const html = await (await get(path)).text()
    expect(attribute(html, /<link rel="canonical" href="([^"]*)"/u)).toBe(site.url + own)
    expect(attribute(html, /<meta property="og:url" content="([^"]*)"/u)).toBe(site.url + own)
    const types = [...html.matchAll(/<meta property="og:type" content="(\w+)"/gu)].map(([, type]) => type)
    expect(types).toEqual([/\/tin-tuc\/[\w-]+\/$/u.test(own) ? 'article' : 'website'])
    expect(html.includes('<meta name="robots" content="noindex">')).toBe(path.includes('asof'))
    const image = attribute(html, /<meta property="og:image" content="([^"]*)"/u)
    expect(image.startsWith(`${site.url}${own.startsWith('/en/') ? '/en' : ''}/anh-chia-se/`)).toBe(true)
    const picture = await get(image.slice(site.url.length))
    expect(picture.status).toBe(200)
    expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const png = Buffer.from(await picture.arrayBuffer())
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
    expect(attribute(html, /<meta property="og:image:alt" content="([^"]*)"/u)).not.toBe('')
  })
})

test('the picture of an older state leads to the one of now, and what is no page has none', async () => {
  const old = await get('/anh-chia-se/00000000000/gioi-thieu.png')
  expect(old.status).toBe(307)
  expect((await get(old.headers.get('location') ?? '')).status).toBe(200)
  for (const path of [
    '/anh-chia-se/0/tin-tuc/khong-co.png',
    '/anh-chia-se/0/a/b/c.png',
    '/anh-chia-se/0.png',
  ]) {
    expect((await get(path)).status).toBe(404)
  }
})

test.each([
  ARTICLE,
  '/ket-qua/ty-le-ho-ngheo/',
  FUNDING,
  `${FIGURE}/v1`,
  '/dia-phuong/huyen-muong-la/',
  '/en' + FIGURE,
])('%s tells search engines the way that its readers see', async (path) => {
  const { page } = opened
  await page.goto(path)
  const crumbs = page.getByRole('navigation', { name: /Bạn đang ở|You are here/u }).getByRole('link')
  const seen = await crumbs.evaluateAll((links) =>
    links.map((link) => ({ name: link.textContent.trim(), item: (link as HTMLAnchorElement).href })),
  )
  const trail = dataOf(await page.content()).find((thing) => thing['@type'] === 'BreadcrumbList')
  const told = (trail?.itemListElement ?? []).map(({ name, item }) => ({ name, item }))
  expect(told.slice(0, -1)).toEqual(seen)
  expect(told.at(-1)?.item).toBe(page.url())
})

test('an article is told as its readers see it', async () => {
  const { page } = opened
  await page.goto(ARTICLE)
  const data = dataOf(await page.content()).find((thing) => thing['@type'] === 'NewsArticle')
  expect(data?.headline).toBe(await page.locator('h1').textContent())
  expect(data?.datePublished).toBe(await page.locator('article header time').first().getAttribute('datetime'))
  expect(data?.inLanguage).toBe('vi')
  expect(data?.image).toBe(await page.locator('meta[property="og:image"]').getAttribute('content'))
})

test('the home page names who runs the site and where it is searched', async () => {
  const data = dataOf(await (await get('/')).text())
  const graph = data.flatMap((thing) => thing['@graph'] ?? [])
  expect(graph.map((thing) => thing['@type'])).toEqual(['Organization', 'WebSite'])
})

test('feeds stand where lists link to them, and answer 304 while nothing changes', async () => {
  for (const path of ['/', '/tin-tuc/?chuyen-muc=so-lieu', '/dia-phuong/huyen-muong-la/', '/en/tin-tuc/']) {
    const html = await (await get(path)).text()
    for (const type of ['atom+xml', 'feed+json']) {
      const pattern = new RegExp(
        `<link rel="alternate" type="application/${type.replace('+', '\\+')}"[^>]*href="([^"]*)"`,
        'u',
      )
      const feed = attribute(html, pattern)
      const answer = await get(feed)
      expect(answer.headers.get('content-type')).toBe(`application/${type}; charset=utf-8`)
      expect(await answer.text()).toContain(`${site.url}${path.startsWith('/en/') ? '/en' : ''}/tin-tuc/`)
      const again = await get(feed, { 'if-none-match': answer.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
    }
  }
  expect((await get('/tin-tuc.atom?chuyen-muc=khong-co')).status).toBe(404)
})

test('robots find the sitemap, and the sitemap the pages', async () => {
  const robots = await (await get('/robots.txt')).text()
  expect(robots).toContain(`Sitemap: ${site.url}/sitemap.xml`)
  for (const path of ['/quan-tri/', '/tra-cuu/', '/tim-kiem', '/api/'])
    expect(robots).toContain(`\nDisallow: ${path}\n`)
  const xml = await (await get('/sitemap.xml')).text()
  const addresses = [...xml.matchAll(/<loc>(.*?)<\/loc>/gu)].map(([, address = '']) => plain(address))
  for (const [path, own = path] of PAGES) {
    if (!own.includes('?') && !own.endsWith('/v1')) expect(addresses).toContain(site.url + own)
  }
  expect(addresses.some((address) => /quan-tri|minh-hoa|asof|ban-in/u.test(address))).toBe(false)
})

test('a unit is printed in grey, without what only a screen is for', async () => {
  const { page } = opened
  await page.emulateMedia({ media: 'print' })
  await page.goto('/dia-phuong/huyen-muong-la/ban-in/')
  const coloured = await page.locator('body *:visible').evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { color, backgroundColor, borderTopColor, fill } = getComputedStyle(element)
      const isGrey = (text: string): boolean => {
        const [red, green, blue] = text.match(/\d+/gu) ?? []
        return red === green && green === blue
      }
      return [color, backgroundColor, borderTopColor, fill].every(isGrey) ? [] : [element.outerHTML]
    }),
  )
  expect(coloured).toEqual([])
  expect(await page.locator('nav:visible, form:visible, .no-print:visible').count()).toBe(0)
  await page.emulateMedia({ media: null })
})

test('a unit fits on two sides of A4, with its pinned address and its code', async () => {
  const { page } = opened
  for (const [unit, most] of [
    ['son-la', 2],
    ['huyen-muong-la', 1],
    ['xa-thuan-chau', 1],
  ] as const) {
    await page.goto(`/dia-phuong/${unit}/ban-in/`)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/gu)?.length).toBeLessThanOrEqual(most)
    const address = await page.getByRole('link', { name: /asof=/u }).textContent()
    expect((await get((address ?? '').slice(site.url.length))).status).toBe(200)
    expect(await page.getByRole('img', { name: 'Mã QR' }).count()).toBe(1)
  }
})
