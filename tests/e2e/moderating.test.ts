import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, inject, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { demoAccount } from '../fixtures/demo-account.ts'
import { DESKTOP, navigate, openPage } from '../fixtures/pages.ts'
import { createPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const SLUG = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'

let browser: Browser
beforeAll(async () => {
  browser = await sharedBrowser()
})

const KINDS = [
  ['SQLite', () => Promise.resolve(undefined)],
  ['PostgreSQL', () => createPostgresDatabase(inject('postgresUrl'))],
] as const

/** Sends a comment as a resident does and returns its tracking code. */
async function send(site: RunningSite, body: string): Promise<string> {
  const response = await fetch(`${site.url}/api/v1/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: `news/${SLUG}`, body }),
  })
  return ((await response.json()) as { code: string }).code
}

async function signIn(page: Page, site: RunningSite): Promise<void> {
  const { email, password } = demoAccount(site)
  await page.goto('/quan-tri/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Hàng chờ' }).waitFor()
}

const entry = (page: Page, body: string) => page.locator('[data-queue-item]').filter({ hasText: body })

test.each(KINDS)(
  'on %s, a comment is sent, decided and seen by everyone, all without JavaScript',
  async (_, database) => {
    const databaseUrl = await database()
    const site = await startSite(databaseUrl === undefined ? {} : { databaseUrl })
    const { page, complaints, close } = await openPage(browser, site.url, {
      javaScriptEnabled: false,
      viewport: DESKTOP,
    })
    const good = await send(site, 'Năm nay bản tôi có ba hộ được làm nhà mới.')
    const bad = await send(site, 'Bán đất nền giá rẻ, liên hệ ngay.')
    await signIn(page, site)
    await entry(page, 'ba hộ được làm nhà').getByRole('button', { name: 'Đăng', exact: true }).click()
    await page.getByText('Đã đăng').first().waitFor()

    // Without a reason nothing is rejected, and the note stays.
    const advert = entry(page, 'Bán đất nền')
    await advert.getByLabel('Lời nhắn công khai').fill('Mời bạn góp ý về bài viết.')
    const refused = await navigate(page, () => advert.getByRole('button', { name: 'Không đăng' }).click())
    expect(refused).toBe(422)
    expect(await page.getByLabel('Lời nhắn công khai').inputValue()).toBe('Mời bạn góp ý về bài viết.')
    await page.getByLabel('Lý do không đăng').selectOption('advertising')
    await page.getByRole('button', { name: 'Không đăng' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hàng chờ' }).waitFor()

    await page.goto(`/tin-tuc/${SLUG}/`)
    expect(await page.getByText('Năm nay bản tôi có ba hộ được làm nhà mới.').count()).toBe(1)
    expect(await page.getByText('Bán đất nền').count()).toBe(0)
    await page.goto(`/tra-cuu/${good}`)
    expect(await page.getByText('Đã đăng').count()).toBeGreaterThan(0)
    await page.goto(`/tra-cuu/${bad}`)
    const main = page.locator('main')
    for (const words of ['Quảng cáo', 'Mời bạn góp ý về bài viết.', 'Không được đăng'])
      expect(await main.textContent()).toContain(words)
    // axe needs scripts to run, the page does not.
    const viewer = await openPage(browser, site.url)
    await viewer.page.goto(`/tra-cuu/${bad}`)
    await expectAccessible(viewer.page)
    await viewer.close()

    // Asked to look again, the one who decided may not decide.
    await page.getByText('Đề nghị xem lại quyết định').click()
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click()
    await page.getByText('Đang được xem lại').first().waitFor()
    expect(complaints).toEqual([])
    await close()
    expect(await site.stop()).toBe(0)
    if (databaseUrl !== undefined) await dropPostgresDatabase(databaseUrl)
  },
)

test('the desk by keyboard, by two people, and after the session has ended', async () => {
  const site = await startSite({ env: { RATE_LIMITS: 'off' } })
  const one = await openPage(browser, site.url, { viewport: DESKTOP })
  const other = await openPage(browser, site.url, { viewport: DESKTOP })
  await send(site, 'Bình luận mà hai người cùng mở.')
  await signIn(one.page, site)
  await signIn(other.page, site)

  await expectAccessible(one.page)

  // By keyboard: down to the last one, publish it.
  const waiting = await one.page.locator('[data-queue-item]').count()
  for (let n = 0; n < waiting; n += 1) await one.page.keyboard.press('j')
  await navigate(one.page, () => one.page.keyboard.press('p'))
  expect(await one.page.locator('[data-queue-item]').count()).toBe(waiting - 1)

  // The other still has it on the screen.
  const stale = entry(other.page, 'Bình luận mà hai người cùng mở.')
  await stale.getByLabel('Lời nhắn công khai').fill('Lời nhắn không được mất.')
  await stale.getByLabel('Lý do không đăng').selectOption('off-topic')
  const conflict = await navigate(other.page, () => stale.getByRole('button', { name: 'Không đăng' }).click())
  expect(conflict).toBe(409)
  expect(await other.page.locator('main').textContent()).toContain('Tài khoản dùng thử')
  expect(await other.page.getByLabel('Lời nhắn công khai').inputValue()).toBe('Lời nhắn không được mất.')
  await expectAccessible(other.page)

  // The letters of the keys are letters where someone types.
  await other.page.getByLabel('Lời nhắn công khai').fill('')
  await other.page.getByLabel('Lời nhắn công khai').pressSequentially('jkpr?')
  expect(await other.page.getByLabel('Lời nhắn công khai').inputValue()).toBe('jkpr?')

  // Undo, then the session ends while a note is being written.
  await one.page.getByRole('button', { name: 'Hoàn tác' }).click()
  await one.page.getByRole('heading', { level: 1, name: 'Hàng chờ' }).waitFor()
  expect(await one.page.locator('[data-queue-item]').count()).toBe(waiting)
  const again = entry(one.page, 'Bình luận mà hai người cùng mở.')
  await again.getByLabel('Lời nhắn công khai').fill('Viết dở thì hết phiên.')
  await again.getByLabel('Lý do không đăng').selectOption('off-topic')
  await one.page.context().clearCookies()
  const expired = await navigate(one.page, () => again.getByRole('button', { name: 'Không đăng' }).click())
  expect(expired).toBe(401)
  await expectAccessible(one.page)
  const { email, password } = demoAccount(site)
  await one.page.getByLabel('Email').fill(email)
  await one.page.getByLabel('Mật khẩu').fill('sai mật khẩu rồi')
  await navigate(one.page, () => one.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click())
  await one.page.getByLabel('Mật khẩu').fill(password)
  await navigate(one.page, () => one.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click())
  expect(await one.page.getByLabel('Lời nhắn công khai').inputValue()).toBe('Viết dở thì hết phiên.')
  expect(await one.page.getByLabel('Lý do không đăng').inputValue()).toBe('off-topic')
  await navigate(one.page, () => one.page.getByRole('button', { name: 'Không đăng' }).click())
  expect(await one.page.locator('[data-queue-item]').count()).toBe(waiting - 1)

  await one.page.getByRole('button', { name: 'Đăng xuất' }).click()
  await one.page.goto('/quan-tri/')
  expect(new URL(one.page.url()).pathname).toBe('/quan-tri/dang-nhap/')
  expect([...one.complaints, ...other.complaints]).toEqual([])
  await one.close()
  await other.close()
  await site.stop()
})
