import { parse } from 'csv-parse/sync'
import type { Browser } from 'playwright-core'
import readExcelFile from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { SIZE_TOLERANCE } from '../../src/domain/downloads/size-rules.ts'
import { figureHistory, figures, funding } from '../../src/http/api/figure-schemas.ts'
import { indicators, programmes, unitDetail, units } from '../../src/http/api/reference-schemas.ts'
import { releaseDetail, releases } from '../../src/http/api/release-schemas.ts'
import { formatPercent } from '../../src/i18n/format.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { readingSite } from '../fixtures/reading-site.ts'

const INDICATOR = '/ket-qua/ty-le-ho-ngheo'
const MONEY = '/kinh-phi/xoa-nha-tam-nha-dot-nat/2020-den-2025'
const PAGES = ['/ket-qua', INDICATOR, '/kinh-phi', MONEY, '/dia-phuong', '/dia-phuong/huyen-van-ho']
const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const site = readingSite()
let browser: Browser

beforeAll(async () => {
  browser = await sharedBrowser()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers, redirect: 'manual' })
const rowsOf = async (path: string) =>
  parse(await (await get(path)).text(), { columns: true }) as unknown as Record<string, string>[]

describe('twins of a page', () => {
  test.each(
    PAGES.flatMap((path) => Object.entries(TYPES).map(([format, type]) => [`${path}.${format}`, type])),
  )('%s is there, for everyone, with its type and its name', async (path, type) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    const name = /; filename="([\w.-]+)"$/u.exec(response.headers.get('content-disposition') ?? '')?.[1]
    expect(name).toMatch(/_\d{4}-\d{2}-\d{2}\.\w+$/u)
    expect(name?.split('.').at(-1)).toBe(path.split('.').at(-1))
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(300)
  })

  test('beside every link to a file stands its size, which it has', async () => {
    const figure = '/so-lieu/ty-le-ho-ngheo_son-la_2024'
    const told = /<a href="([^"]+)"[^>]*>\s*[^<]+<small[^>]*>([^<\d]*)([\d.,]+)\s(KB|MB)<\/small>/gu
    const bare = /<a href="[^"]+\.(?:csv|json|xlsx|bib|ris)(?:\?[^"]*)?"[^>]*>[^<]+<\/a>/gu
    const links = new Map<string, { bytes: number; most: boolean }>()
    const pages = ['/kinh-phi', INDICATOR, MONEY, '/dia-phuong/son-la', '/nhat-ky', '/kiem-duyet-cong-khai']
    for (const path of [...pages.map((page) => `${page}/`), figure, `${figure}/v1`]) {
      const html = await (await get(path)).text()
      for (const [, href = '', as = '', size = '', unit] of html.matchAll(told)) {
        const number = Number(size.replace('.', '').replace(',', '.'))
        const bytes = number * (unit === 'MB' ? 1_000_000 : 1_000)
        links.set(href.replaceAll(/&(?:amp|#38);/gu, '&'), { bytes, most: as.startsWith('tối đa') })
      }
      // The description of the API in the foot of every page is no table that is taken away.
      expect(html.match(bare)?.filter((link) => !link.includes('openapi')) ?? [], path).toEqual([])
    }
    expect(links.size).toBeGreaterThan(25)
    for (const [href, { bytes, most }] of links) {
      const real = (await (await get(href)).arrayBuffer()).byteLength
      const off = most ? real / bytes - 1 : Math.abs(bytes / real - 1)
      expect(off, `${href}: told ${bytes}, is ${real}`).toBeLessThan(most ? 0 : SIZE_TOLERANCE)
    }
  })

  test('the three formats of a table and the page have the same numbers', async () => {
    const rows = (await rowsOf(`${INDICATOR}.csv`)).filter((row) => row['sample'] === 'false')
    const json = (await (await get(`${INDICATOR}.json`)).json()) as { items: { hash: string }[] }
    const [sheet] = await readExcelFile(Buffer.from(await (await get(`${INDICATOR}.xlsx`)).arrayBuffer()))
    const hashAt = sheet?.data[0]?.indexOf('hash') ?? -1
    const hashes = (await rowsOf(`${INDICATOR}.csv`)).map((row) => row['hash'])
    expect(json.items.map(({ hash }) => hash)).toEqual(hashes)
    expect(sheet?.data.slice(1).map((row) => row[hashAt])).toEqual(hashes)
    const page = await (await get(`${INDICATOR}/`)).text()
    const years = rows.filter((row) => row['unit'] === 'son-la' && /^\d{4}$/u.test(row['period'] ?? ''))
    expect(years.length).toBeGreaterThan(3)
    for (const { value } of years) {
      const printed = formatPercent(Number(value), 'vi').replace(/\u00a0%$/u, '')
      expect(page, printed).toContain(printed)
    }
  })

  test('a part of a table is asked for as on its page', async () => {
    const units = new Set((await rowsOf(`${INDICATOR}.csv?cap=tinh`)).map((row) => row['unit']))
    expect(units).toEqual(new Set(['son-la']))
    const periods = (await rowsOf(`${INDICATOR}.csv?tu=2022&den=2023`)).map((row) => row['period'] ?? '')
    expect(periods.length).toBeGreaterThan(0)
    expect(periods.every((period) => /^202[23]/u.test(period))).toBe(true)
    expect(await rowsOf(`${INDICATOR}.csv?asof=2020-01-01`)).toEqual([])
  })

  test('all figures and all money of a unit are in its file, each marked', async () => {
    const rows = await rowsOf('/dia-phuong/huyen-song-ma.csv')
    expect(new Set(rows.map((row) => row['kind']))).toEqual(new Set(['result', 'funding']))
    expect(rows.every((row) => row['sample'] === String(row['id']?.startsWith('minh-hoa_')))).toBe(true)
  })

  test.each([
    ['/ket-qua/khong-co.csv', 404],
    [`${INDICATOR}.pdf`, 404],
    ['/kinh-phi/khong-co/2022.csv', 404],
    ['/kinh-phi/xoa-nha-tam-nha-dot-nat/1999.json', 404],
    ['/dia-phuong/khong-co.xlsx', 404],
    ['/ket-qua/hoan-thanh-ho-tro-nha-o.png', 404],
    [`${INDICATOR}.csv?asof=2022-02-30`, 422],
    [`${INDICATOR}.png?asof=2022-02-30`, 422],
    [`${MONEY}.csv?asof=x`, 422],
  ])('%s is %d, in a few words', async (path, status) => {
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect((await response.text()).length).toBeLessThan(600)
  })

  test('their addresses have no slash at the end, and they are for reading', async () => {
    const slashed = await get(`${INDICATOR}.csv/`)
    expect([slashed.status, slashed.headers.get('location')]).toEqual([308, `${INDICATOR}.csv`])
    const posted = await fetch(`${site.url}${INDICATOR}.csv`, {
      method: 'POST',
      headers: { origin: site.url },
    })
    expect(posted.status).toBe(405)
  })

  test('what did not change is not sent again', async () => {
    for (const format of ['csv', 'json', 'png']) {
      const etag = (await get(`${INDICATOR}.${format}`)).headers.get('etag') ?? ''
      expect((await get(`${INDICATOR}.${format}`, { 'if-none-match': etag })).status, format).toBe(304)
    }
  })
})

describe('pictures', () => {
  test.each([`${INDICATOR}.png`, `${INDICATOR}.png?minh-hoa=1`, `${MONEY}.png`])(
    '%s is 1200 × 630',
    async (path) => {
      const response = await get(path)
      expect(response.headers.get('content-type')).toBe('image/png')
      const bytes = Buffer.from(await response.arrayBuffer())
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
    },
  )

  test('a chosen unit is in the picture', async () => {
    const plain = Buffer.from(await (await get(`${INDICATOR}.png`)).arrayBuffer())
    const chosen = Buffer.from(await (await get(`${INDICATOR}.png?don-vi=huyen-sop-cop`)).arrayBuffer())
    expect(chosen.equals(plain)).toBe(false)
  })
})

describe.each([`${INDICATOR}/`, '/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025/2022/'])(
  'charts of %s',
  (path) => {
    test('are drawn where JavaScript runs, within the policy of the page', async () => {
      const { page, complaints, close } = await openPage(browser, site.url)
      await page.goto(path)
      const figure = page.locator('figure.chart').first()
      await figure.scrollIntoViewIfNeeded()
      await figure.locator('canvas').waitFor()
      expect(await figure.getByRole('img').getAttribute('aria-label')).toMatch(/^Biểu đồ: /u)
      expect(await figure.locator('img').count()).toBe(0)
      expect(complaints).toEqual([])
      await close()
    })

    test('are pictures where it does not', async () => {
      const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
      await page.goto(path)
      const picture = page.locator('figure.chart img').first()
      expect(await picture.getAttribute('alt')).toMatch(/^Biểu đồ: /u)
      const src = (await picture.getAttribute('src')) ?? ''
      expect((await get(src)).headers.get('content-type')).toBe('image/png')
      expect(await page.locator('figure.chart figcaption p').first().innerText()).toMatch(/\d/u)
      await close()
    })

    test('stay pictures where nothing can be drawn', async () => {
      const { page, close } = await openPage(browser, site.url)
      await page.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null
      })
      await page.goto(path)
      const figure = page.locator('figure.chart').first()
      await figure.scrollIntoViewIfNeeded()
      await page.waitForLoadState('networkidle')
      expect(await figure.locator('img').count()).toBe(1)
      expect(await figure.locator('canvas').count()).toBe(0)
      await close()
    })
  },
)

test('no other page loads what draws charts', async () => {
  const { page, close } = await openPage(browser, site.url)
  const scripts: string[] = []
  page.on('request', (request) => scripts.push(request.url()))
  await page.goto('/tin-tuc/75-xa-phuong-moi-va-cach-doc-so-lieu-cap-huyen/', { waitUntil: 'networkidle' })
  await page.locator('#gui-binh-luan').scrollIntoViewIfNeeded()
  await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()
  expect(scripts.some((url) => url.includes('comment-form'))).toBe(true)
  expect(scripts.filter((url) => /chart/iu.test(url))).toEqual([])
  await close()
})

describe('the API answers as it is described', () => {
  const firstOf = async (path: string): Promise<{ id: string; dataset: string; version: number }> => {
    const { items } = (await (await get(path)).json()) as {
      items: { id: string; dataset: string; version: number }[]
    }
    if (items[0] === undefined) throw new Error(`${path} is empty`)
    return items[0]
  }
  test.each<[string, z.ZodType]>([
    ['/api/v1/figures?limit=1000', figures],
    ['/api/v1/funding?limit=1000', funding],
    ['/api/v1/units?limit=1000', units],
    ['/api/v1/units/huyen-moc-chau', unitDetail],
    ['/api/v1/indicators', indicators],
    ['/api/v1/programmes', programmes],
    ['/api/v1/releases', releases],
  ])('%s', async (path, schema) => {
    const response = await get(path)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const answer: unknown = await response.json()
    // A schema drops what it does not know: nothing may be dropped.
    expect(schema.parse(answer)).toEqual(answer)
  })

  test('one figure, one line of money and one release, with their history', async () => {
    for (const list of ['figures', 'funding']) {
      const { id } = await firstOf(`/api/v1/${list}?sample=false`)
      const answer: unknown = await (await get(`/api/v1/figures/${id}`)).json()
      expect(figureHistory.parse(answer), id).toEqual(answer)
    }
    const { dataset, version } = await firstOf('/api/v1/releases')
    const answer: unknown = await (await get(`/api/v1/releases/${dataset}/${version}`)).json()
    expect(releaseDetail.parse(answer)).toEqual(answer)
    expect((await get(`/api/v1/releases/${dataset}/0`)).status).toBe(404)
    expect((await get('/api/v1/figures/khong-co')).status).toBe(404)
  })

  test('units of a day, of a level, of a district', async () => {
    const count = async (query: string) =>
      ((await (await get(`/api/v1/units?limit=1000&${query}`)).json()) as { items: object[] }).items.length
    expect(await count('level=commune&validOn=2025-07-01')).toBe(75)
    expect(await count('level=district&validOn=2025-07-01')).toBe(0)
    expect(await count('level=khong-co')).toBe(0)
    expect(await count('parent=huyen-van-ho')).toBeGreaterThan(5)
    expect((await get('/api/v1/units?validOn=2025-13-01')).status).toBe(422)
  })

  test('lists come as CSV too, page by page', async () => {
    let path: string | null = '/api/v1/units?limit=100'
    const ids: string[] = []
    while (path !== null) {
      const response: Response = await get(path, { accept: 'text/csv' })
      ids.push(
        ...(parse(await response.text(), { columns: true }) as unknown as { id: string }[]).map(
          ({ id }) => id,
        ),
      )
      path = /^<([^>]+)>; rel="next"$/u.exec(response.headers.get('link') ?? '')?.[1] ?? null
    }
    expect(ids.length).toBeGreaterThan(300)
    expect(new Set(ids).size).toBe(ids.length)
    for (const list of ['indicators', 'programmes', 'releases']) {
      expect((await get(`/api/v1/${list}?format=csv`)).headers.get('content-type')).toBe(TYPES.csv)
    }
  })
})
