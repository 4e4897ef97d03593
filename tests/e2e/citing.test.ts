import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAdmin } from '../fixtures/admin-command.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const RATE = '/so-lieu/ty-le-ho-ngheo_son-la_2022'
const DISPUTED = '/so-lieu/ty-le-ho-ngheo_son-la_2024'
const SAMPLE = '/so-lieu/minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022'
const RELEASE = '/du-lieu/ket-qua-giam-ngheo/1/'

const quoteAddress = (text: string): string =>
  `/kiem-tra-so-lieu/?${new URLSearchParams({ q: text }).toString()}`

let folder: string
let databaseUrl: string
let site: RunningSite
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'citing-'))
  databaseUrl = `file:${join(folder, 'site.db')}`
  site = await startSite({ databaseUrl })
  browser = await sharedBrowser()
})
afterAll(async () => {
  await site.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Publishes the province's poverty rate of 2022 once more, as a correction. */
async function correct(value: string, reason: string): Promise<void> {
  const dir = join(folder, 'package')
  await cp('content/data/ket-qua-giam-ngheo', dir, { recursive: true })
  const file = join(dir, 'results.csv')
  const rows = (await readFile(file, 'utf8')).split('\n')
  const at = rows.findIndex((row) => row.startsWith('son-la,ty-le-ho-ngheo,2022,'))
  rows[at] = `son-la,ty-le-ho-ngheo,2022,,${value},revised,,bao-cua-tinh-nam-2022,,correction: ${reason},`
  await writeFile(file, rows.join('\n'))
  const env = { HOST: '127.0.0.1', SITE_URL: site.url, DATABASE_URL: databaseUrl }
  const ended = await runAdmin(['release', 'publish', dir, '--by', 'so-lieu@example.vn'], env)
  expect(ended).toMatchObject({ status: 0 })
}

describe('a figure is published, cited and corrected', () => {
  test('a reader sees the notice, the ledger entry, the old revision and what the check says', async () => {
    const { page, complaints, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    const main = async (): Promise<string> =>
      (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')

    await page.goto(quoteAddress('Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%'))
    expect(await main()).toContain('Đúng với số đang công bố')
    await page.goto(RATE)
    expect(await main()).not.toContain('Đính chính')
    await page.getByRole('link', { name: `${site.url}${RATE}/v1` }).click()
    const before = await page.locator('article').innerText()
    expect(before).toContain('17,83')
    expect(await page.getByText('Bản này đã được thay').count()).toBe(0)

    await correct('17.85', 'Bản trước chép nhầm chữ số cuối.')

    await page.goto(RATE)
    expect(await main()).toContain('17,83 % sửa thành 17,85 %. Lý do: Bản trước chép nhầm chữ số cuối.')
    expect(await page.getByRole('row').count()).toBe(3)
    await page.getByRole('link', { name: 'Xem nhật ký thay đổi' }).click()
    const entry = page.locator('li.correction')
    const words = (await entry.innerText()).replaceAll('\u00a0', ' ')
    expect(words).toContain('17,83 % → 17,85 %')
    expect(words).toContain('Bản trước chép nhầm chữ số cuối.')
    await entry.getByRole('link', { name: 'Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022' }).click()
    expect(new URL(page.url()).pathname).toBe(`${RATE}/v2`)

    await page.goto(`${RATE}/v1`)
    expect(await page.locator('article').innerText()).toBe(before)
    expect(await main()).toContain('bản 2 ghi 17,85 %. Đính chính. Lý do: Bản trước chép nhầm chữ số cuối.')

    await page.goto('/kiem-tra-so-lieu/')
    await page
      .getByLabel('Câu, địa chỉ hoặc mã cần kiểm tra')
      .fill('Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%')
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    expect(await main()).toContain('Số cũ, đã được thay')
    expect(await main()).toMatch(/17,83 % được thay bằng 17,85 %/u)
    expect(await page.locator('textarea').inputValue()).toBe('Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%')
    expect(complaints).toEqual([])
    await close()
  })

  test('the feed, the files and the frames tell the same', async () => {
    const read = async (path: string): Promise<string> => (await fetch(site.url + path)).text()
    expect(await read('/nhat-ky.atom?loai=dinh-chinh')).toContain(`<id>${site.url}${RATE}/v2</id>`)
    const ledger = JSON.parse(await read('/nhat-ky.json?loai=dinh-chinh')) as { items: object[] }
    expect(ledger.items).toMatchObject([{ kind: 'correction', address: `${site.url}${RATE}/v2` }])
    expect(await read('/nhat-ky.csv')).toMatch(/^kind,at,title,.*\r\ncorrection,/u)
    expect(JSON.parse(await read(`${RATE}.json`))).toMatchObject({
      revision: 2,
      value: 17.85,
      revisions: [{ revision: 1, value: 17.83 }, { revision: 2 }],
    })
    expect((await read(`${RATE}.csv`)).split('\r\n')).toHaveLength(4)
    expect((await read(`/nhung${RATE}?v=1`)).replaceAll('\u00a0', ' ')).toMatch(
      /đã được thay từ .*: nay là 17,85 %/u,
    )
  })
})

describe('citations', () => {
  test.each([
    ['.bib', 'application/x-bibtex', '@misc{ty-le-ho-ngheo_son-la_2024-v1,'],
    ['.ris', 'application/x-research-info-systems', 'TY  - DATA\r\n'],
    ['.csl.json', 'application/vnd.citationstyles.csl+json', '"type": "dataset"'],
    ['.json', 'application/json', '"record":["figures/1"'],
  ])('stand at %s of a revision', async (ending, type, content) => {
    const response = await fetch(`${site.url}${DISPUTED}/v1${ending}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain(type)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.text()).toContain(content)
  })

  test('are told to machines in the page, under its policy', async () => {
    const { page, complaints, close } = await openPage(browser, site.url)
    await page.goto(DISPUTED)
    const data = await page.locator('script[type="application/ld+json"]').allTextContents()
    expect(data.map((json) => JSON.parse(json) as object)).toContainEqual(
      expect.objectContaining({
        '@type': 'Dataset',
        variableMeasured: [expect.objectContaining({ value: '11.11', unitText: '%' })],
      }),
    )
    expect(complaints).toEqual([])
    await close()
  })
})

describe('addresses', () => {
  test.each([
    [`${RATE}/`, RATE],
    [RATE.toUpperCase(), RATE],
    [`${RATE}/V1/`, `${RATE}/v1`],
    [`/nhung${RATE}/`, `/nhung${RATE}`],
    ['/nhung/ket-qua/ty-le-ho-ngheo', '/nhung/ket-qua/ty-le-ho-ngheo/'],
    ['/du-lieu/ket-qua-giam-ngheo/1', RELEASE],
  ])('%s is spelt %s', async (path, printed) => {
    const response = await fetch(site.url + path, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([308, printed])
    expect((await fetch(site.url + printed)).status).toBe(200)
  })

  test.each([
    ['/so-lieu/khong-co', 404],
    [`${RATE}/v99`, 404],
    [`${RATE}?trang=2`, 404],
    [`${RATE}?asof=2020-01-01`, 404],
    [`${RATE}?asof=2020-02-30`, 422],
    ['/nhat-ky/?loai=x', 422],
    ['/nhat-ky/?sau=x', 422],
    ['/du-lieu/khong-co/', 404],
    [`${RELEASE}khong-co.csv`, 404],
    ['/nhung/so-lieu/khong-co', 404],
    ['/nhung/kinh-phi/khong-co/2022/', 404],
    ['/kiem-tra-so-lieu/?q=', 422],
  ])('%s is answered with %i', async (path, status) => {
    expect((await fetch(site.url + path)).status).toBe(status)
  })

  test('of the longest quote is answered, and of a longer one refused with its text kept', async () => {
    expect((await fetch(site.url + quoteAddress('😀'.repeat(2_000)))).status).toBe(200)
    const refused = await fetch(site.url + quoteAddress('5'.repeat(2_001)))
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('5'.repeat(2_001))
  })

  test('of a day before a figure was published says since when it is there', async () => {
    const html = await (await fetch(`${site.url}${RATE}?asof=2020-01-01`)).text()
    expect(html).toContain('Đến hết ngày 01/01/2020, trang chưa công bố số này.')
  })
})

describe('a data package', () => {
  test('is downloaded with a name that says what it is', async () => {
    const response = await fetch(`${site.url}${RELEASE}results.csv`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="ket-qua-giam-ngheo_v1_results.csv"',
    )
  })

  test('a dataset without a version leads to its newest one', async () => {
    const response = await fetch(`${site.url}/du-lieu/ket-qua-giam-ngheo/`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([
      307,
      '/du-lieu/ket-qua-giam-ngheo/2/',
    ])
  })

  test('the catalogue for machines leaves samples out', async () => {
    const dcat = await (await fetch(`${site.url}/du-lieu.jsonld`)).text()
    expect(dcat).toContain('ket-qua-giam-ngheo')
    expect(dcat).not.toContain('minh-hoa')
  })
})

describe('frames', () => {
  const FRAMES = [
    `/nhung${RATE}?v=1`,
    `/nhung${SAMPLE}`,
    '/nhung/ket-qua/ty-le-ho-ngheo/?don-vi=huyen-van-ho',
    '/nhung/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025/2021-den-2025-11/',
    '/nhung/so-lieu/khong-co',
  ]
  const NOT_FRAMES = [
    '/',
    RATE,
    `${RATE}/v1`,
    '/nhat-ky/',
    '/du-lieu/',
    RELEASE,
    '/kiem-tra-so-lieu/',
    '/khong-co/',
    `${RATE}.json`,
    '/nhung/',
  ]
  let other: Server
  let otherUrl: string

  beforeAll(async () => {
    // Another site: another port is another origin.
    other = createServer((req, res) => {
      const path = new URL(req.url ?? '/', 'http://other').searchParams.get('trang') ?? ''
      res.setHeader('content-type', 'text/html')
      res.setHeader('cross-origin-embedder-policy', 'require-corp')
      res.end(`<title>Báo</title><iframe src="${site.url}${path.replaceAll('&', '&amp;')}"></iframe>`)
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  })
  afterAll(() => void other.close())

  test.each(FRAMES)('%s may be framed', async (path) => {
    const { headers } = await fetch(site.url + path)
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(headers.get('x-frame-options')).toBeNull()
  })

  test.each(NOT_FRAMES)('%s may not be framed', async (path) => {
    const { headers } = await fetch(site.url + path)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  test('a browser shows an embedded figure, and its link leaves the frame', async () => {
    const page = await browser.newPage()
    await page.goto(`${otherUrl}/?trang=${encodeURIComponent(`/nhung${RATE}?v=1`)}`)
    const frame = page.frameLocator('iframe')
    expect(await frame.getByRole('heading', { level: 1 }).textContent()).toContain('Tỷ lệ hộ nghèo')
    await frame.getByRole('link', { name: 'Xem nguồn, các bản và cách trích dẫn' }).click()
    await page.waitForURL(site.url + RATE)
    await page.close()
  })

  test('a browser shows no other page in a frame', async () => {
    const page = await browser.newPage()
    await page.goto(`${otherUrl}/?trang=${encodeURIComponent(RATE)}`)
    expect(page.frames().map((frame) => frame.url())).toEqual([page.url(), 'chrome-error://chromewebdata/'])
    await page.close()
  })
})

describe('on a public site', () => {
  test('no sample is found anywhere', async () => {
    const open = await startSite({ env: { SITE_URL: 'https://giamngheo.example.vn' }, databaseUrl })
    try {
      for (const path of [SAMPLE, `${SAMPLE}/v1`, `${SAMPLE}.json`, `/nhung${SAMPLE}`]) {
        expect((await fetch(open.url + path)).status, path).toBe(404)
      }
      for (const path of ['/nhat-ky/', '/du-lieu/', '/du-lieu.json', quoteAddress('Vân Hồ 2022: 19,74%')]) {
        expect(await (await fetch(open.url + path)).text(), path).not.toMatch(/minh hoạ|minh-hoa/u)
      }
    } finally {
      await open.stop()
    }
  })
})
