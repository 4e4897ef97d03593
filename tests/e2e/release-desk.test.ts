import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { signInOverApi } from '../fixtures/demo-account.ts'
import { DESKTOP, PHONE, openPage } from '../fixtures/pages.ts'
import {
  CORRECTED,
  DESK,
  FUNDING_ROWS,
  STANDING,
  addAccounts,
  archive,
  correction,
  mainText,
  packed,
  signedIn,
  upload,
  type DeskName,
} from '../fixtures/release-desk.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'
import { STAFF_PASSWORD } from '../fixtures/staff.ts'
import { fillWorkbook } from '../fixtures/workbooks.ts'

let browser: Browser
beforeAll(async () => {
  browser = await sharedBrowser()
})

describe('the desk', () => {
  let site: RunningSite
  beforeAll(async () => {
    const databaseUrl = `file:${join(mkdtempSync(join(tmpdir(), 'site-desk-')), 'site.db')}`
    site = await startSite({ databaseUrl, env: { RATE_LIMITS: 'off' } })
    await addAccounts(databaseUrl)
  })
  afterAll(() => site.stop())

  const cookieOf = (name: DeskName): Promise<string> =>
    signInOverApi(site, { email: `${name}@so.vn`, password: STAFF_PASSWORD })
  const post = (cookie: string, form: FormData, origin = site.url) =>
    fetch(site.url + DESK, { method: 'POST', headers: { cookie, origin }, body: form, redirect: 'manual' })
  const formWith = (bytes: Uint8Array, name = 'goi.zip'): FormData => {
    const form = new FormData()
    form.append('package', new File([new Uint8Array(bytes)], name))
    return form
  }

  test('takes a template that was filled in', async () => {
    const cookie = await cookieOf('an')
    const template = await fetch(`${site.url}${DESK}mau-kinh-phi.xlsx`, { headers: { cookie } })
    expect(template.headers.get('content-disposition')).toBe('attachment; filename="mau-kinh-phi.xlsx"')
    const filled = fillWorkbook(new Uint8Array(await template.arrayBuffer()), {
      'Gói số liệu': [
        ['name', 'kinh-phi-thu'],
        ['title', 'Kinh phí thử'],
        ['description', 'Để thử.'],
        ['license', 'CC-BY-4.0'],
      ],
      Nguồn: [['nghi-quyet', 'Nghị quyết phân bổ', 'HĐND tỉnh', '9/NQ-HĐND', '2026-01-31']],
      'Kinh phí': [
        [
          'ctmtqg-dtts-mien-nui-1719',
          '',
          '',
          '',
          'son-la',
          '2026',
          9_000_000_000,
          '',
          'final',
          '',
          'nghi-quyet',
        ],
      ],
    })
    const { page, close } = await signedIn(browser, site, 'an')
    await upload(page, archive(Buffer.from(filled), 'kinh-phi-2026.xlsx'))
    expect(await mainText(page)).toContain('Không có lỗi')
    await page.getByRole('button', { name: 'Công bố', exact: true }).click()
    await page.getByRole('link', { name: 'Xem lần công bố' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Kinh phí thử')
    await close()
  })

  test('lists what a check found, and lets arithmetic pass with a public reason only', async () => {
    const { page, close } = await signedIn(browser, site, 'an')
    await upload(
      page,
      archive(
        packed((csv) => `${csv}ca-3-ctmtqg,,,,son-la,2025,100,200,final,,doi-ngoai-chuong-trinh-1719,,,\n`),
      ),
    )
    expect(await mainText(page)).toContain('Gói còn 1 lỗi chặn công bố')
    const found = page.getByRole('table', { name: 'Từng mục' }).getByRole('row').nth(1).getByRole('cell')
    expect((await found.allTextContents()).slice(1).map((text) => text.trim())).toEqual([
      ...['funding.csv', String(FUNDING_ROWS + 2), 'disbursed', '200'],
    ])
    expect(await page.getByRole('button', { name: 'Công bố', exact: true }).count()).toBe(0)
    const reason = page.getByLabel('Lý do bỏ qua: giải ngân lớn hơn kế hoạch giao')
    await reason.fill('ngắn')
    await page.getByRole('button', { name: 'Lưu lý do' }).click()
    expect(await mainText(page)).toContain('cần ít nhất 10 ký tự')
    expect(await reason.inputValue()).toBe('ngắn')
    await reason.fill('Có tiền của năm trước chuyển sang.')
    await page.getByRole('button', { name: 'Lưu lý do' }).click()
    expect(await mainText(page)).toContain('đã được bỏ qua có lý do')
    expect(await page.getByRole('button', { name: 'Công bố', exact: true }).count()).toBe(1)
    await close()
  })

  test.each([
    ['an empty file', new Uint8Array(), 'Tệp trống'],
    ['a file of another kind', Buffer.from('unit,indicator\n'), 'chỉ nhận tệp .xlsx'],
  ])('refuses %s and says why', async (_, bytes, said) => {
    const answer = await post(await cookieOf('an'), formWith(bytes))
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(said)])
  })

  test('asks for a file where none was chosen', async () => {
    const form = new FormData()
    form.append('other', 'x')
    const answer = await post(await cookieOf('an'), form)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('chọn một tệp')])
  })

  test('shows what is wrong with an archive that cannot be opened', async () => {
    const { page, close } = await signedIn(browser, site, 'an')
    await upload(page, archive(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'hong.zip'))
    expect(await mainText(page)).toContain('Trang chưa đọc được gói')
    await page.getByRole('button', { name: 'Bỏ gói này' }).click()
    expect(await mainText(page)).toContain('Gói này đã bỏ, không công bố')
    await close()
  })

  test('refuses a file that is too large in words of its own', async () => {
    const answer = await post(await cookieOf('an'), formWith(new Uint8Array(17 * 1024 * 1024)))
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('Tệp quá lớn')])
  })

  test('sends who is not signed in to the sign-in page, and reads nothing of the file', async () => {
    const answer = await post('', formWith(new Uint8Array(9 * 1024 * 1024)))
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('Mật khẩu')])
  })

  test('takes nothing from another site', async () => {
    expect((await post(await cookieOf('an'), formWith(correction()), 'https://evil.example')).status).toBe(
      403,
    )
  })

  test('is closed to moderators, and for auditors to read', async () => {
    const chi = await cookieOf('chi')
    expect((await fetch(site.url + DESK, { headers: { cookie: chi } })).status).toBe(403)
    expect((await post(chi, formWith(correction()))).status).toBe(403)
    const template = await fetch(`${site.url}${DESK}mau-ket-qua.xlsx`, { headers: { cookie: chi } })
    expect(template.status).toBe(403)
    const dung = await cookieOf('dung')
    expect((await post(dung, formWith(correction()))).status).toBe(403)
    const page = await fetch(site.url + DESK, { headers: { cookie: dung } })
    const html = await page.text()
    expect([page.status, html.includes('<input type="file"')]).toEqual([200, false])
  })

  test('leads each to the desks that are theirs', async () => {
    const an = await fetch(`${site.url}/quan-tri/`, {
      headers: { cookie: await cookieOf('an') },
      redirect: 'manual',
    })
    expect([an.status, an.headers.get('location')]).toEqual([303, DESK])
    const dung = await (
      await fetch(`${site.url}/quan-tri/`, { headers: { cookie: await cookieOf('dung') } })
    ).text()
    expect(dung).toContain(`href="${DESK}"`)
    const chi = await (
      await fetch(`${site.url}/quan-tri/`, { headers: { cookie: await cookieOf('chi') } })
    ).text()
    expect(chi).not.toContain(`href="${DESK}"`)
  })

  test('says what stands now where someone else was first', async () => {
    const { page: an, close } = await signedIn(browser, site, 'an')
    await upload(an, archive(correction(), 'hai-nguoi.zip'))
    const { page: binh, close: closeBinh } = await signedIn(browser, site, 'binh')
    await binh.getByRole('link', { name: 'hai-nguoi.zip' }).click()
    await binh.getByRole('button', { name: 'Bỏ gói này' }).click()
    const [answer] = await Promise.all([
      an.waitForResponse((response) => response.request().method() === 'POST'),
      an.getByRole('button', { name: 'Đề nghị công bố' }).click(),
    ])
    expect(answer.status()).toBe(409)
    expect(await mainText(an)).toMatch(/Gói đã thay đổi sau khi bạn mở trang[^]*Gói này đã bỏ/u)
    await closeBinh()
    await close()
  })

  test('does not know a draft that is none', async () => {
    const cookie = await cookieOf('an')
    expect((await fetch(`${site.url}${DESK}khong-co/`, { headers: { cookie } })).status).toBe(404)
    expect((await fetch(`${site.url}${DESK}mau-khac.xlsx`, { headers: { cookie } })).status).toBe(404)
  })

  test.each(['light', 'dark'] as const)(
    'is accessible in %s colours, on a phone and on a screen',
    async (scheme) => {
      const { page, close } = await signedIn(browser, site, 'an')
      await upload(
        page,
        archive(
          packed(
            (csv) => `${csv.replace(STANDING, CORRECTED)}ca-3-ctmtqg,,,,son-la,2025,100,200,xong,,x,,,\n`,
          ),
          `${scheme}.zip`,
        ),
      )
      const {
        page: seeing,
        close: closeSeeing,
        complaints,
      } = await openPage(browser, site.url, {
        colorScheme: scheme,
        storageState: await page.context().storageState(),
      })
      for (const path of [DESK, page.url()]) {
        await seeing.setViewportSize(PHONE)
        await seeing.goto(path)
        await expectAccessible(seeing)
        await seeing.setViewportSize(DESKTOP)
        await expectAccessible(seeing)
      }
      expect(complaints).toEqual([])
      await closeSeeing()
      await close()
    },
  )
})
