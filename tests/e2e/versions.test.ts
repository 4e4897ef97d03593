import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const HOUSES = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const GONE = 'sop-cop-ty-le-ho-ngheo-tu-30-23-xuong-25-93'
const SILENT = 'doc-ty-le-ho-ngheo-son-la-2021-2024'

let folder: string
let site: RunningSite
let browser: Browser

/** Two starts of one site; between them the office changes two articles and takes one down. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-versions-'))
  cpSync('content', join(folder, 'content'), { recursive: true })
  const change = (path: string, from: string, to: string): void => {
    const file = join(folder, 'content/news', `${path}.md`)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
  }
  const options = { cwd: folder, databaseUrl: `file:${join(folder, 'site.db')}` }
  await (await startSite(options)).stop()
  change(`2022/${HOUSES}`, 'ngân sách trung ương là 48.000 tỷ đồng', 'ngân sách trung ương là 48.500 tỷ đồng')
  change(
    `2022/${HOUSES}`,
    'draft: false',
    'draft: false\ncorrections:\n  - date: 2026-11-23\n    text: Sửa số vốn của ngân sách trung ương.',
  )
  change(`2025/${SILENT}`, 'title: ', 'title: Lại nói về cách ')
  change(`2025/${GONE}`, 'draft: false', 'draft: false\nwithdrawn: Bài đang được đối chiếu lại với nguồn.')
  site = await startSite(options)
  browser = await sharedBrowser()
})
afterAll(async () => {
  await site.stop()
  rmSync(folder, { recursive: true })
})

test('a change after publication is told at the article, and leads to what stood before', async () => {
  const { page, complaints, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
  await page.goto(`/tin-tuc/${HOUSES}/`)
  const notice = page.locator('article header .corrected')
  expect(await notice.textContent()).toContain('Bài được sửa lúc')
  expect(await notice.textContent()).toContain('Sửa số vốn của ngân sách trung ương.')
  await notice.getByRole('link').click()
  expect(new URL(page.url()).pathname).toBe(`/tin-tuc/${HOUSES}/ban/1/`)
  expect(await page.getByText('Đây là bản cũ').count()).toBe(1)
  expect(await page.locator('del').textContent()).toContain('48.000')
  expect(await page.locator('ins').textContent()).toContain('48.500')
  expect(await page.locator('.prose').textContent()).toContain('48.000 tỷ đồng')
  expect(await page.locator('link[rel=canonical]').getAttribute('href')).toMatch(/\/tin-tuc\/[^/]+\/$/u)
  expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex')
  await page.getByRole('link', { name: 'Đọc bản đang đăng' }).click()
  expect(new URL(page.url()).pathname).toBe(`/tin-tuc/${HOUSES}/`)
  expect(complaints).toEqual([])
  await close()
})

test('a change without a word is told as such, to readers and to the office', async () => {
  const text = await (await fetch(`${site.url}/tin-tuc/${SILENT}/`)).text()
  expect(text).toContain('ban biên tập chưa ghi lý do')
  expect(site.output()).toContain(`bài ${SILENT}, bản 2: nội dung đã đổi`)
  expect(site.output()).not.toContain(`bài ${HOUSES}`)
})

test('an article that was taken down is gone, with the reason, and so are its versions', async () => {
  for (const path of [`/tin-tuc/${GONE}/`, `/tin-tuc/${GONE}/ban/1/`, `/en/tin-tuc/${GONE}/`]) {
    const answer = await fetch(site.url + path)
    expect(answer.status).toBe(410)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toContain('Bài đang được đối chiếu lại với nguồn')
  }
  expect((await fetch(`${site.url}/tin-tuc/${HOUSES}/ban/9/`)).status).toBe(404)
})

/** A voice that says a piece when the test lets it. */
function pretendVoice(lang: string): string {
  return `
    const said = (window.said = [])
    let now = null
    class Utterance { constructor(text) { this.text = text } }
    window.finish = () => { const ended = now; now = null; ended?.onend?.() }
    const speech = new EventTarget()
    speech.getVoices = () => [{ lang: ${JSON.stringify(lang)}, name: 'Thử' }]
    speech.speak = (utterance) => { now = utterance; said.push(utterance.text) }
    speech.cancel = () => { now = null }
    window.silent = () => now === null
    Object.defineProperty(window, 'speechSynthesis', { value: speech })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance })
  `
}

describe('reading aloud', () => {
  const said = 'window.said'

  test('says the article piece by piece, stops and goes on, by keyboard', async () => {
    const { page, complaints, close } = await openPage(browser, site.url)
    await page.addInitScript(pretendVoice('vi-VN'))
    await page.goto(`/tin-tuc/${HOUSES}/`)
    const start = page.getByRole('button', { name: 'Nghe đọc bài' })
    await start.focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(said)).toEqual(['Sơn La hỗ trợ 2.213 căn nhà cho hộ nghèo trong năm 2022'])
    await page.evaluate('finish()')
    expect(await page.evaluate(`${said}.at(-1)`)).toContain('Tổng kinh phí là hơn 156 tỷ đồng.')
    await page.getByRole('button', { name: 'Tạm dừng đọc' }).press('Enter')
    expect(await page.evaluate('silent()')).toBe(true)
    await page.getByRole('button', { name: 'Đọc tiếp' }).press('Enter')
    expect(await page.evaluate(`${said}.length`)).toBe(3)
    expect(await page.evaluate(`${said}[1] === ${said}[2]`)).toBe(true)
    await page.getByRole('button', { name: 'Thôi đọc' }).press('Enter')
    expect(await page.evaluate('silent()')).toBe(true)
    expect(await start.evaluate((button) => button === document.activeElement)).toBe(true)
    await start.press('Enter')
    expect(await page.evaluate(`${said}.at(-1) === ${said}[0]`)).toBe(true)
    // To the end: then the first button stands there again.
    expect(
      await page.evaluate(
        `(() => { let n = 0; while (!silent() && n < 500) { finish(); n += 1 } return n })()`,
      ),
    ).toBeGreaterThan(10)
    expect(await start.isVisible()).toBe(true)
    const all = (await page.evaluate<string[]>(said)).join(' ')
    expect(all).toContain('hộ nghèo là người dân tộc thiểu số;')
    expect(all).not.toContain('Bình luận')
    expect(complaints).toEqual([])
    await close()
  })

  test('is not offered without a voice of the language, nor without a script', async () => {
    for (const options of [{}, { javaScriptEnabled: false }]) {
      const { page, close } = await openPage(browser, site.url, options)
      await page.addInitScript(pretendVoice('en-US'))
      await page.goto(`/tin-tuc/${HOUSES}/`)
      expect(await page.locator('[data-read-aloud]').isVisible()).toBe(false)
      await close()
    }
  })
})
