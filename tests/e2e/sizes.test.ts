import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../fixtures/chromium.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const SLUG = '75-xa-phuong-moi-va-cach-doc-so-lieu-cap-huyen'
const COMMENTS = 20
const BUDGET = { article: 30_720, home: 30_720 } as const

let site: RunningSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({ env: { RATE_LIMITS: 'off' } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

/** Bytes of everything the browser asked for, as they came over the line: headers and compressed bodies. */
async function transferred(path: string): Promise<{ total: number; comments: number; scripts: number }> {
  const { page, close } = await openPage(browser, site.url)
  const session = await page.context().newCDPSession(page)
  let total = 0
  let scripts = 0
  const kinds = new Map<string, string>()
  await session.send('Network.enable')
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    total += encodedDataLength
    if (kinds.get(requestId) === 'Script') scripts += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  // The form's script comes when the form is near: a reader who gets there has paid for it as well.
  await page
    .locator('#gui-binh-luan')
    .scrollIntoViewIfNeeded()
    .catch(() => undefined)
  await page.waitForLoadState('networkidle')
  const comments = await page.locator('.comment-text').count()
  await close()
  return { total, comments, scripts }
}

test(`an article with ${COMMENTS} comments stays within its budget, form and script included`, async () => {
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
  const { total, comments, scripts } = await transferred(`/tin-tuc/${SLUG}/`)
  console.info(`article with ${comments} comments: ${total} bytes, of which scripts ${scripts}`)
  expect(comments).toBe(COMMENTS)
  expect(scripts).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(BUDGET.article)
})

test('the home page stays within its budget', async () => {
  const { total } = await transferred('/')
  console.info(`home: ${total} bytes`)
  expect(total).toBeLessThanOrEqual(BUDGET.home)
})
