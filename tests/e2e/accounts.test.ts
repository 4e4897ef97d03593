import { TOTP } from 'otpauth'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount } from '../fixtures/demo-account.ts'
import { DESKTOP, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

let browser: Browser
let site: RunningSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([sharedBrowser(), startSite()])
})
afterAll(() => site.stop())

test('a passkey is added, signs in alone, and the account gets an app and recovery codes beside it', async () => {
  const { email, password } = demoAccount(site)
  const { page, close } = await openPage(browser, site.url, { viewport: DESKTOP })
  const authenticator = await page.context().newCDPSession(page)
  await authenticator.send('WebAuthn.enable')
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  await page.goto('/quan-tri/tai-khoan/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByLabel('Tên để nhận ra').fill('Máy ở phòng')
  await page.locator('#them-khoa').fill(password)
  await page.getByRole('button', { name: 'Thêm khoá truy cập' }).click()
  await page.getByText('Đã thêm khoá truy cập.').waitFor()

  await page.getByText('Đặt ứng dụng xác thực', { exact: true }).click()
  const secret = (await page.locator('code').innerText()).replace(/\s/gu, '')
  await page.locator('#ma-moi').fill(new TOTP({ secret }).generate())
  await page.locator('#xac-nhan-ung-dung').fill(password)
  await page.getByRole('button', { name: 'Xác nhận' }).click()
  await page.getByText('Đã đặt ứng dụng xác thực.').waitFor()
  await expectAccessible(page)
  await page.locator('summary', { hasText: 'Tạo mười mã mới' }).click()
  await page.locator('#tao-ma').fill(password)
  await page.getByRole('button', { name: 'Tạo mười mã mới' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mười mã dự phòng của bạn' }).waitFor()
  expect(await page.locator('ol code').count()).toBe(10)

  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click()
  await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click()
  await page.getByRole('heading', { level: 1, name: 'Hàng chờ' }).waitFor()
  await page.goto('/quan-tri/nhat-ky/')
  expect(await page.getByRole('rowheader').first().innerText()).toBe('Đăng nhập bằng khoá truy cập')
  await expectAccessible(page)
  await close()
})
