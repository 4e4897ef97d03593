import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const SLUG = '75-xa-phuong-moi-va-cach-doc-so-lieu-cap-huyen'
const COMMENTS = 20
/**
 * What the first view of a page may weigh: everything the browser asks for before anyone does something, headers
 * included. The picture of a chart counts although it is loaded on the way to it.
 */
const FIRST_VIEW = { article: 20 * 1024, home: 30 * 1024, indicator: 45 * 1024 } as const
const SCRIPT = 15 * 1024
/** Compressed bodies of HTML, style sheets and scripts of any other page. */
const OTHER = 30 * 1024

let site: RunningSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({ env: { RATE_LIMITS: 'off' } })
  browser = await sharedBrowser()
})
afterAll(() => site.stop())

interface Transfer {
  /** Bytes over the line before anyone did something. */
  firstView: number
  /** Of these, scripts. */
  scripts: number
  /** Bytes of compressed bodies by kind, with what comes on the way to the form or the chart. */
  bodies: Record<string, number>
  comments: number
}

async function transferred(path: string): Promise<Transfer> {
  const { page, close } = await openPage(browser, site.url)
  const session = await page.context().newCDPSession(page)
  const answers = new Map<string, { kind: string; headers: number }>()
  const bodies: Record<string, number> = {}
  let total = 0
  await session.send('Network.enable')
  session.on('Network.responseReceived', ({ requestId, type, response }) =>
    answers.set(requestId, { kind: type, headers: response.encodedDataLength }),
  )
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { kind, headers } = answers.get(requestId) ?? { kind: 'Other', headers: 0 }
    bodies[kind] = (bodies[kind] ?? 0) + encodedDataLength - headers
    total += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  // Pictures are loaded on the way to them, without anything that a script would take for interest.
  await page.evaluate(async () => {
    for (const picture of document.querySelectorAll('img')) {
      picture.loading = 'eager'
      await picture.decode()
    }
  })
  await page.waitForTimeout(300)
  const firstView = total
  const scripts = bodies['Script'] ?? 0
  const form = page.locator('astro-island #gui-binh-luan')
  if ((await form.count()) > 0) {
    await form.scrollIntoViewIfNeeded()
    await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()
    await page.waitForTimeout(500)
  }
  const comments = await page.locator('.comment-text').count()
  await close()
  return { firstView, scripts, bodies, comments }
}

/** HTML, style sheets and scripts. */
function weigh({ bodies }: Transfer): number {
  return (bodies['Document'] ?? 0) + (bodies['Stylesheet'] ?? 0) + (bodies['Script'] ?? 0)
}

test(`an article with ${COMMENTS} comments stays within its budget`, async () => {
  const cookie = await signInOverApi(site, demoAccount(site))
  const headers = { 'content-type': 'application/json', origin: site.url, cookie }
  for (let n = 1; n <= COMMENTS; n += 1) {
    const body = `Ý kiến thứ ${n}: đường vào bản đã rộng hơn, bà con đi chợ phiên đỡ vất vả, mong tỉnh công bố thêm số liệu của từng xã để dễ theo dõi.`
    await fetch(`${site.url}/api/v1/comments`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ target: `news/${SLUG}`, body, displayName: `Bạn đọc ${n}` }),
    })
  }
  const queue = (await (await fetch(`${site.url}/api/v1/staff/comments?limit=100`, { headers })).json()) as {
    items: { id: string; revision: number; body: string }[]
  }
  for (const { id, revision, body } of queue.items) {
    if (!body.startsWith('Ý kiến thứ')) continue
    const decided = await fetch(`${site.url}/api/v1/staff/comments/${id}/decisions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ revision, action: 'publish' }),
    })
    expect(decided.status).toBe(200)
  }
  const transfer = await transferred(`/tin-tuc/${SLUG}/`)
  console.info(`article with ${transfer.comments} comments:`, weigh(transfer), 'bytes;', transfer)
  expect(transfer.comments).toBe(COMMENTS)
  expect(transfer.bodies['Script']).toBeGreaterThan(transfer.scripts)
  expect(transfer.firstView).toBeLessThanOrEqual(FIRST_VIEW.article)
  expect(transfer.scripts).toBeLessThanOrEqual(SCRIPT)
})

test.each(['/ket-qua/', '/dia-phuong/son-la/'])('%s stays within its budget', async (path) => {
  const transfer = await transferred(path)
  console.info(`${path}:`, weigh(transfer), 'bytes;', transfer)
  expect(weigh(transfer)).toBeLessThanOrEqual(OTHER)
  expect(transfer.scripts).toBeLessThanOrEqual(SCRIPT)
})

test('an indicator with table, tile map and picture of its chart stays within its budget', async () => {
  const transfer = await transferred('/ket-qua/ty-le-ho-ngheo/')
  console.info('an indicator:', weigh(transfer), 'bytes;', transfer)
  expect(transfer.bodies['Image']).toBeGreaterThan(5_000)
  expect(transfer.firstView).toBeLessThanOrEqual(FIRST_VIEW.indicator)
  expect(transfer.scripts).toBeLessThanOrEqual(SCRIPT)
})

test('the home page stays within its budget', async () => {
  const transfer = await transferred('/')
  console.info('home:', weigh(transfer), 'bytes;', transfer)
  expect(transfer.firstView).toBeLessThanOrEqual(FIRST_VIEW.home)
  expect(transfer.scripts).toBeLessThanOrEqual(SCRIPT)
})

test.each([
  { saveData: true, effectiveType: '4g' },
  { saveData: false, effectiveType: '3g' },
])(
  'where bytes are dear ($effectiveType, Save-Data $saveData) the chart stays its picture and loads no script',
  async (connection) => {
    const { page, close } = await openPage(browser, site.url)
    await page.addInitScript((given) => {
      Object.defineProperty(navigator, 'connection', { value: given })
    }, connection)
    const scripts: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
    })
    await page.goto('/ket-qua/ty-le-ho-ngheo/', { waitUntil: 'networkidle' })
    const before = scripts.length
    const picture = page.getByRole('img', { name: /^Biểu đồ/u }).first()
    await picture.scrollIntoViewIfNeeded()
    await page.mouse.wheel(0, 200)
    await page.waitForTimeout(500)
    expect(scripts.slice(before).filter((path) => path !== '/sw.js')).toEqual([])
    expect(await picture.evaluate((image: HTMLImageElement) => image.currentSrc)).toContain('.avif?')
    await close()
  },
)
