import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount } from '../fixtures/demo-account.ts'
import { navigate, openPage } from '../fixtures/pages.ts'
import { startSite } from '../fixtures/site.ts'

let browser: Browser
beforeAll(async () => {
  browser = await sharedBrowser()
})

test('a body is asked, answers and corrects its answer, all without JavaScript, and everyone can follow', async () => {
  const site = await startSite()
  const { page, complaints, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
  const { email, password } = demoAccount(site)
  await page.goto('/quan-tri/tra-loi/?muc=khac')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await navigate(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())
  await navigate(page, () => page.getByRole('link', { name: 'Viết câu trả lời' }).first().click())
  await navigate(page, () => page.getByRole('button', { name: 'Chuyển để trả lời' }).click())
  const main = page.locator('main')
  expect(await main.textContent()).toMatch(/Hạn trả lời \d\d\/\d\d\/\d{4}: 10 ngày làm việc kể từ ngày đăng/u)

  const text = page.getByLabel('Câu trả lời', { exact: true })
  await text.fill('Vâng')
  const submit = () => page.getByRole('button', { name: 'Đăng câu trả lời' }).click()
  expect(await navigate(page, submit)).toBe(422)
  expect(await text.inputValue()).toBe('Vâng')
  await text.fill('Số theo huyện có ở trang Kết quả.')
  await navigate(page, submit)
  await text.fill('Số theo huyện có ở trang Địa phương.')
  await page.getByLabel('Lý do sửa').fill('Ghi nhầm tên trang.')
  await navigate(page, () => page.getByRole('button', { name: 'Đăng bản sửa' }).click())

  await navigate(page, () => main.getByRole('link', { name: /Sơn La hỗ trợ/u }).click())
  const answer = page.locator('.official-answer')
  expect(await answer.textContent()).toContain('Số theo huyện có ở trang Địa phương.')
  await navigate(page, () => answer.getByRole('link', { name: /đã sửa/u }).click())
  for (const words of ['Số theo huyện có ở trang Kết quả.', 'Ghi nhầm tên trang.'])
    expect(await main.textContent()).toContain(words)

  // axe needs scripts to run, the pages do not.
  const viewer = await openPage(browser, site.url)
  for (const address of [new URL(page.url()).pathname, '/kiem-duyet-cong-khai/']) {
    await viewer.page.goto(address)
    await expectAccessible(viewer.page)
  }
  expect(await viewer.page.locator('main').textContent()).toContain('1 câu trả lời, 0 sau hạn')
  expect([...complaints, ...viewer.complaints]).toEqual([])
  await Promise.all([close(), viewer.close()])
  expect(await site.stop()).toBe(0)
})
