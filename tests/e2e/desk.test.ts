import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount } from '../fixtures/demo-account.ts'
import { DESKTOP, navigate, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const TARGET = 'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const ITEM = '[data-queue-item]'

let browser: Browser
let site: RunningSite
beforeAll(async () => {
  browser = await sharedBrowser()
  site = await startSite({ env: { RATE_LIMITS: 'off' } })
})
afterAll(() => site.stop())

async function send(body: string): Promise<void> {
  await fetch(`${site.url}/api/v1/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: TARGET, body }),
  })
}

test('ten comments are decided by keyboard alone in under a minute, and new ones tell of themselves', async () => {
  const { page, complaints, close } = await openPage(browser, site.url, { viewport: DESKTOP })
  for (let n = 1; n <= 12; n += 1) await send(`Đường lên bản số ${n} mưa là lầy, mong xã sửa sớm.`)
  const { email, password } = demoAccount(site)
  await page.goto('/quan-tri/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await navigate(page, () => page.getByRole('button', { name: 'Đăng nhập', exact: true }).click())
  await page.goto('/quan-tri/?tim=duong+len+ban')
  expect(await page.locator(ITEM).count()).toBe(12)

  let presses = 0
  const press = async (key: string): Promise<void> => {
    presses += 1
    await page.keyboard.press(key)
  }
  const began = Date.now()
  await press('j')
  for (let n = 0; n < 10; n += 1) {
    if (n % 3 === 2) {
      await press('r')
      await navigate(page, () => press('6'))
    } else await navigate(page, () => press('p'))
  }
  expect(Date.now() - began).toBeLessThan(60_000)
  expect(presses).toBeLessThanOrEqual(30)
  // The search is still there, and so is the place in it.
  expect(new URL(page.url()).searchParams.get('tim')).toBe('duong len ban')
  expect(await page.locator(ITEM).allTextContents()).toHaveLength(2)
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-queue-item'))).toBe(true)

  // Undone by one key, with what was typed elsewhere still there.
  await page.locator(ITEM).first().getByLabel('Lời nhắn công khai').fill('Viết dở cho bình luận khác.')
  await page.keyboard.press('Escape')
  await navigate(page, () => page.keyboard.press('k').then(() => page.keyboard.press('p')))
  await navigate(page, () => page.keyboard.press('u'))
  expect(await page.locator(ITEM).count()).toBe(2)

  // What arrives is told of, and moves nothing.
  await page.goto('/quan-tri/')
  const before = await page.locator(ITEM).count()
  await page.waitForTimeout(500)
  await send('Bình luận vừa mới đến.')
  await page.getByText('Có 1 bình luận mới').waitFor()
  expect(await page.locator(ITEM).count()).toBe(before)
  const note = page.locator(ITEM).nth(2).getByLabel('Lời nhắn công khai')
  await note.fill('Viết dở, chưa gửi.')
  await page.locator('[data-choose]').first().check()
  await page.getByRole('link', { name: 'Xem', exact: true }).click()
  await page.getByText('Bình luận vừa mới đến.').waitFor()
  expect(await page.locator(ITEM).count()).toBe(before + 1)
  expect(await page.getByText('Có 1 bình luận mới').isVisible()).toBe(false)
  expect(await page.evaluate(() => document.activeElement?.matches('[data-queue-item]'))).toBe(true)
  expect(await note.inputValue()).toBe('Viết dở, chưa gửi.')
  // What is left to look at another page is still there afterwards.
  await page.locator(ITEM).last().focus()
  await navigate(page, () => page.keyboard.press('o'))
  expect(await page.getByText('Bình luận vừa mới đến.').count()).toBe(1)
  await navigate(page, () => page.getByRole('link', { name: 'Về danh sách' }).click())
  expect(new URL(page.url()).search).toBe('')
  expect(await note.inputValue()).toBe('Viết dở, chưa gửi.')
  expect(await page.locator('[data-choose]').first().isChecked()).toBe(true)
  expect(await page.getByText('Đã chọn 1').count()).toBe(1)
  await page.locator('[data-choose]').first().uncheck()

  // Two at once, and both taken back.
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  expect(await page.getByText('Đã chọn 2').count()).toBe(1)
  const bulk = page.getByRole('group', { name: 'Nhiều bình luận cùng lúc' })
  await bulk.getByRole('button', { name: 'Không đăng' }).click()
  await bulk.getByLabel('Lý do').selectOption('off-topic')
  await navigate(page, () => bulk.getByRole('button', { name: 'Không đăng' }).click())
  expect(await page.getByText('Đã ghi: Không đăng').count()).toBe(2)
  await expectAccessible(page)
  await navigate(page, () => page.getByRole('button', { name: 'Hoàn tác 2 quyết định' }).click())
  expect(await page.getByText('Đã ghi: Đang chờ').count()).toBe(2)

  // The page of one comment, its help, and its note among colleagues.
  await navigate(page, () => page.getByRole('link', { name: 'Về danh sách' }).click())
  await page.keyboard.press('?')
  expect(await page.getByRole('dialog', { name: 'Phím tắt' }).isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await navigate(page, () => page.keyboard.press('o'))
  expect(await page.getByText('Bạn đang đọc').count()).toBe(1)
  await page.getByLabel('Lời trao đổi').fill('Đã hỏi lại xã.')
  await navigate(page, () => page.getByRole('button', { name: 'Ghi lại' }).click())
  expect(await page.getByText('Đã hỏi lại xã.').count()).toBe(1)
  await expectAccessible(page)
  expect(complaints).toEqual([])
  await close()
})
