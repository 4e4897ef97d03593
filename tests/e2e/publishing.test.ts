import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { beforeAll, expect, inject, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { createPostgresDatabase } from '../fixtures/postgres-databases.ts'
import {
  FUNDING_ROWS,
  addAccounts,
  archive,
  correction,
  mainText,
  signedIn,
  upload,
} from '../fixtures/release-desk.ts'
import { startSite } from '../fixtures/site.ts'

const HOUSES = '/kinh-phi/de-an-nha-o-ho-ngheo-2021-2025/2022/'
const FIGURE = '/so-lieu/kinh-phi_de-an-nha-o-ho-ngheo-2021-2025_son-la_2022'

const KINDS = [
  ['SQLite', () => Promise.resolve(`file:${join(mkdtempSync(join(tmpdir(), 'site-desk-')), 'site.db')}`)],
  ['PostgreSQL', () => createPostgresDatabase(inject('postgresUrl'))],
] as const

let browser: Browser
beforeAll(async () => {
  browser = await sharedBrowser()
})

test.each(KINDS)(
  'on %s, one person corrects a figure, another confirms it, and readers see it',
  async (_, database) => {
    const databaseUrl = await database()
    const site = await startSite({ databaseUrl })
    await addAccounts(databaseUrl)
    const { page: an, complaints, close: closeAn } = await signedIn(browser, site, 'an')
    await upload(an, archive(correction()))
    const draft = an.url()
    expect(await mainText(an)).toContain(`1 đính chính, ${FUNDING_ROWS - 1} giữ nguyên`)
    const row = an.getByRole('table', { name: 'Đính chính (1)' }).getByRole('row').nth(1)
    expect((await row.textContent())?.replaceAll('\u00a0', ' ')).toMatch(
      /hơn 156 tỷ đồng[^]*hơn 157 tỷ đồng[^]*Nhập nhầm/u,
    )
    await an.getByRole('button', { name: 'Đề nghị công bố' }).click()
    expect(await mainText(an)).toContain('Chờ người thứ hai xác nhận')
    expect(await an.getByRole('button', { name: 'Xác nhận và công bố' }).count()).toBe(0)
    expect(await (await fetch(site.url + HOUSES)).text()).not.toContain('157')

    const { page: binh, close: closeBinh } = await signedIn(browser, site, 'binh')
    await binh.getByRole('link', { name: 'kinh-phi.zip' }).click()
    const why = binh.getByLabel('Lý do trả lại')
    await why.fill('Ngắn quá')
    await binh.getByRole('button', { name: 'Trả lại' }).click()
    expect(await mainText(binh)).toContain('Lý do cần ít nhất 10 ký tự.')
    expect(await why.inputValue()).toBe('Ngắn quá')
    await why.fill('Đề nghị đối chiếu lại với báo cáo của tỉnh.')
    await binh.getByRole('button', { name: 'Trả lại' }).click()
    expect(binh.url()).toBe(draft)

    await an.goto(draft)
    const title = await an.getByRole('heading', { level: 1 }).textContent()
    expect(await mainText(an)).toMatch(/trả lại gói này\s*Đề nghị đối chiếu lại với báo cáo của tỉnh\./u)
    await an.getByRole('button', { name: 'Đề nghị công bố' }).click()
    expect(await mainText(an)).not.toContain('Đề nghị đối chiếu lại')

    await binh.goto(draft)
    await binh.getByRole('button', { name: 'Xác nhận và công bố' }).click()
    expect(binh.url()).toBe(draft)
    expect(await mainText(binh)).toMatch(/Gói này đã được công bố\. .+ xác nhận\./u)
    expect(await binh.getByRole('heading', { level: 1 }).textContent()).toBe(title)

    const { page: reader, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await reader.goto(HOUSES)
    expect(await mainText(reader)).toContain('hơn 157 tỷ đồng')
    const notice = reader.locator('.correction-notice')
    expect((await notice.textContent())?.replaceAll('\u00a0', ' ')).toMatch(
      /hơn 156 tỷ đồng sửa thành [^]*hơn 157 tỷ đồng/u,
    )
    await reader.goto(`${FIGURE}/v1`)
    expect(await mainText(reader)).toContain('hơn 156 tỷ đồng')
    await reader.goto('/nhat-ky/')
    expect(await mainText(reader)).toContain('Nhập nhầm')
    expect(complaints).toEqual([])
    for (const end of [close, closeAn, closeBinh]) await end()
    await site.stop()
  },
)
