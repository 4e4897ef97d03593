import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { runSite, startSite, type RunningSite } from '../fixtures/site.ts'

const LONG =
  'Nghiệm thu công trình nước sinh hoạt tập trung liên bản Huổi Khoang – Pá Hốc – Nậm Khún, xã Mường Khiêng, huyện Thuận Châu cũ'

let folder: string
let site: RunningSite
let browser: Browser

function writeArticle(name: string, fields: string): void {
  mkdirSync(join(folder, 'content/news/2024'), { recursive: true })
  writeFileSync(
    join(folder, `content/news/2024/${name}.md`),
    `---
${fields}
summary: Bài dựng để thử danh sách dài, tên bài dài và phần đính chính.
category: hoat-dong
sources:
  - title: Tài liệu dựng để thử
    outlet: Bộ thử của trang
---
Đoạn thứ nhất.

| Năm | Số hộ |
| --- | ---: |
| 2024 | 1.234 |
`,
  )
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-office-'))
  cpSync('content', join(folder, 'content'), { recursive: true })
  for (let n = 1; n <= 30; n += 1) {
    writeArticle(
      `bai-thu-${n}`,
      `title: Bài thử số ${n} trong danh sách\ndate: 2024-01-${String(n).padStart(2, '0')}`,
    )
  }
  writeArticle(
    'bai-dai',
    `title: ${LONG}
date: 2024-02-01
updated: 2024-02-03
corrections:
  - date: 2024-02-02
    text: Bản đầu ghi nhầm số hộ là 1.243; số đúng là 1.234.`,
  )
  site = await startSite({ cwd: folder })
  browser = await sharedBrowser()
})
afterAll(async () => {
  await site.stop()
  rmSync(folder, { recursive: true })
})

test('a long list is read page by page, each article once', async () => {
  const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
  await page.goto('/tin-tuc/')
  const titles: string[] = []
  for (let pages = 1; ; pages += 1) {
    expect(pages).toBeLessThan(10)
    titles.push(...(await page.locator('main h2').allTextContents()))
    const next = page.getByRole('link', { name: 'Trang sau' })
    if ((await next.count()) === 0) break
    await next.click()
  }
  expect(new Set(titles).size).toBe(titles.length)
  expect(titles.filter((title) => title.startsWith('Bài thử số'))).toHaveLength(30)
  await close()
})

test('a corrected article says so at the top and tells what was wrong', async () => {
  const { page, close } = await openPage(browser, site.url)
  await page.goto('/tin-tuc/bai-dai/')
  expect(await page.locator('h1').textContent()).toContain(LONG)
  const text = (await page.locator('main').textContent()) ?? ''
  expect(text).toContain('Bài này được đính chính ngày 02/02/2024')
  expect(text).toContain('Bản đầu ghi nhầm số hộ là 1.243')
  expect(text).toContain('03/02/2024')
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 600 })
  await expectAccessible(page)
  await close()
})

test('a mistake stops the start, in words for who wrote it', async () => {
  const broken = mkdtempSync(join(tmpdir(), 'site-broken-'))
  cpSync(join(folder, 'content'), join(broken, 'content'), { recursive: true })
  writeFileSync(join(broken, 'content/news/2024/bai-thu-1.md'), '---\ntitle: Thiếu nhiều thứ\n---\nChữ.')
  const failed = await runSite({ cwd: broken })
  await new Promise((resolve) => failed.process.once('exit', resolve))
  expect(failed.process.exitCode).toBe(1)
  expect(failed.output()).toContain('news/2024/bai-thu-1.md, trường date: chưa ghi')
  expect(failed.output()).not.toMatch(/^\s+at /mu)
  rmSync(broken, { recursive: true })
})
