import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { navigate, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const ARTICLE = '/tin-tuc/doc-ty-le-ho-ngheo-son-la-2021-2024/'
const CODE = /^[2-9A-Z]{6}-[2-9A-Z]{6}-[2-9A-Z]{6}$/u

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

/** The island lives once it counts. */
async function openForm(page: Page): Promise<void> {
  await page.goto(ARTICLE)
  await bodyField(page).scrollIntoViewIfNeeded()
  await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()
}

describe('without JavaScript', () => {
  test('a comment goes in, and its code says where it stands', async () => {
    const { page, complaints, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(ARTICLE)
    expect(await page.getByText('Từ 5 đến 500 ký tự').count()).toBe(1)
    await bodyField(page).fill('Bài viết rõ ràng, dễ hiểu.\n\nMong có thêm số của từng xã.')
    await page.getByLabel('Tên hiển thị').fill('Hoa')
    await page.getByRole('checkbox').check()
    await button(page).click()
    await page.getByRole('heading', { level: 1, name: 'Đã nhận bình luận' }).waitFor()
    const code = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect(code).toMatch(CODE)
    expect(await page.getByText(code).count()).toBeGreaterThan(0)
    expect(await waitingBodies()).toContain('Bài viết rõ ràng, dễ hiểu.\n\nMong có thêm số của từng xã.')

    await page.goto('/tra-cuu/')
    await page.getByLabel('Mã tra cứu').fill(code.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: 'Tra cứu' }).click()
    expect(new URL(page.url()).pathname).toBe(`/tra-cuu/${code}`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Đã nhận bình luận')
    expect(complaints).toEqual([])
    await close()
  })

  test.each([
    ['too short', 'abc', 'Bạn vui lòng nhập từ 5 ký tự trở lên'],
    ['too long', `Dài quá ${'a'.repeat(500)}`, 'Bạn đã nhập quá 8 ký tự'],
    ['without a letter', '?!?!?!?!', 'Bình luận cần có'],
    ['invisible', '\u200b\u200b\u200b\u200b\u200b\u200b', 'Bạn vui lòng nhập từ 5 ký tự trở lên'],
  ])('a comment that is %s is refused at its field, and nothing typed is lost', async (_, body, message) => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(ARTICLE)
    await bodyField(page).fill(body)
    await page.getByLabel('Tên hiển thị').fill('Hoa')
    await page.getByRole('checkbox').check()
    const response = await navigate(page, () => button(page).click())
    expect(response).toBe(422)
    const field = bodyField(page)
    expect(await field.inputValue()).toBe(body)
    expect(await page.getByLabel('Tên hiển thị').inputValue()).toBe('Hoa')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
    const messages = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()))
    expect(messages.join(' ')).toContain(message)
    await close()
  })

  test('a double click is one comment', async () => {
    const body = 'Bấm hai lần không thành hai bình luận.'
    const form = new URLSearchParams({ body, displayName: '', consent: '1' })
    const send = () =>
      fetch(site.url + ARTICLE, {
        method: 'POST',
        body: form,
        redirect: 'manual',
        headers: { 'user-agent': 'x' },
      })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect((await waitingBodies()).filter((waiting) => waiting === body)).toHaveLength(1)
  })
})

describe('with JavaScript', () => {
  test('the counter follows the text as the rule counts it, and the text is never rewritten', async () => {
    const { page, complaints, close } = await openPage(browser, site.url)
    await openForm(page)
    await bodyField(page).pressSequentially('Thuận')
    await page.getByText('Bạn còn 495/500 ký tự').first().waitFor()
    const decomposed = 'ế'.normalize('NFD').repeat(10)
    await bodyField(page).fill(`  ${decomposed}  `)
    await page.getByText('Bạn còn 490/500 ký tự').first().waitFor()
    expect(await bodyField(page).inputValue()).toBe(`  ${decomposed}  `)
    await bodyField(page).fill('a'.repeat(507))
    await page.getByText('Bạn đã nhập quá 7 ký tự').first().waitFor()
    expect(await bodyField(page).inputValue()).toHaveLength(507)
    expect(complaints).toEqual([])
    await close()
  })

  test('what was typed before the script came is kept and counted', async () => {
    const { page, close } = await openPage(browser, site.url)
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/_assets/*.js', async (route) => {
      await held
      await route.continue()
    })
    // Scripts of the page itself are held too, and with them the event that navigation waits for.
    await page.goto(ARTICLE, { waitUntil: 'commit' })
    await bodyField(page).fill('Gõ trước khi mã tải xong')
    release()
    await page.getByText('Bạn còn 476/500 ký tự').first().waitFor()
    expect(await bodyField(page).inputValue()).toBe('Gõ trước khi mã tải xong')
    await close()
  })

  test('text from an input method is left alone while it is composed', async () => {
    const { page, close } = await openPage(browser, site.url)
    await openForm(page)
    await bodyField(page).focus()
    const keyboard = await page.context().newCDPSession(page)
    for (const text of ['V', 'Vi', 'Việ', 'Việt']) {
      await keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
      expect(await bodyField(page).inputValue()).toBe(text)
    }
    await keyboard.send('Input.insertText', { text: 'Việt' })
    expect(await bodyField(page).inputValue()).toBe('Việt')
    await page.getByText('Bạn còn 496/500 ký tự').first().waitFor()
    await close()
  })

  test('too short is said at once, at the field, with the focus on the summary that leads there', async () => {
    const { page, close } = await openPage(browser, site.url)
    await openForm(page)
    await bodyField(page).fill('abc')
    await page.getByRole('checkbox').check()
    await button(page).click()
    await page.getByText('Bạn vui lòng nhập từ 5 ký tự trở lên').first().waitFor()
    expect(await bodyField(page).getAttribute('aria-invalid')).toBe('true')
    const summary = page.getByRole('alert')
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
    await summary.getByRole('link').click()
    expect(await bodyField(page).evaluate((field) => field === document.activeElement)).toBe(true)
    await expectAccessible(page)
    await close()
  })

  test('sends once and leads to the receipt', async () => {
    const { page, complaints, close } = await openPage(browser, site.url)
    await openForm(page)
    const body = `Gửi bằng JavaScript, ${'bấm nhiều lần'.normalize('NFD')}.`
    await bodyField(page).fill(body)
    await page.getByRole('checkbox').check()
    await button(page).dblclick()
    await page.getByRole('heading', { level: 1, name: 'Đã nhận bình luận' }).waitFor()
    await expectAccessible(page)
    expect((await waitingBodies()).filter((waiting) => waiting === body.normalize('NFC'))).toHaveLength(1)
    expect(complaints).toEqual([])
    await close()
  })

  test('going back after sending finds an empty form', async () => {
    const { page, close } = await openPage(browser, site.url)
    await openForm(page)
    await bodyField(page).fill('Gửi rồi quay lại.')
    await page.getByRole('checkbox').check()
    await button(page).click()
    await page.getByRole('heading', { level: 1, name: 'Đã nhận bình luận' }).waitFor()
    await page.goBack()
    await page.getByText('Bạn còn 500/500 ký tự').first().waitFor()
    expect(await bodyField(page).inputValue()).toBe('')
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    await close()
  })

  test('after a lost answer the comment is tried again, and is one comment', async () => {
    const { page, close } = await openPage(browser, site.url)
    await openForm(page)
    const body = 'Mạng chập chờn, gửi lại lần nữa.'
    await bodyField(page).fill(body)
    await page.getByRole('checkbox').check()
    const keys: (string | undefined)[] = []
    const lost = Promise.withResolvers<null>()
    await page.route('**/api/v1/comments', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      // The request arrives, the answer does not.
      await route.fetch()
      await route.abort('connectionreset')
      lost.resolve(null)
    })
    await button(page).click()
    await lost.promise
    await page.unroute('**/api/v1/comments')
    // Tried again by itself, with the same key: by the worker behind the page where the browser lets it, else by the
    // page itself, at the latest when the browser says that it is connected again.
    await page.getByText('Bình luận đang chờ kết nối').or(page.getByText('Mã tra cứu:')).first().waitFor()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('Mã tra cứu:').waitFor()
    expect(await bodyField(page).inputValue()).toBe('')
    expect((await waitingBodies()).filter((waiting) => waiting === body)).toHaveLength(1)
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/u)
    await close()
  })

  test('after an answer of 413, going back finds the text again', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto(ARTICLE)
    const huge = 'Dài lắm. '.repeat(250_000)
    await bodyField(page).evaluate((field, text) => {
      ;(field as HTMLTextAreaElement).value = text
    }, huge)
    await page.getByRole('checkbox').check()
    const response = await navigate(page, () => button(page).click())
    expect(response).toBe(413)
    expect(await page.locator('h1').count()).toBe(1)
    await page.goBack()
    expect((await bodyField(page).inputValue()).length).toBe(huge.length)
    await close()
  })
})
