import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { navigate, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const QUOTE = new URLSearchParams({ q: 'Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%' }).toString()
const PATHS = [
  '/',
  ARTICLE,
  '/en/ket-qua/ty-le-ho-ngheo/',
  '/dia-phuong/huyen-van-ho/',
  '/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025/2022/',
  `/kiem-tra-so-lieu/?${QUOTE}`,
  '/tra-cuu/',
]

let site: RunningSite
let browser: Browser

beforeAll(async () => {
  ;[browser, site] = await Promise.all([sharedBrowser(), startSite({ env: { RATE_LIMITS: 'off' } })])
})
afterAll(() => site.stop())

interface Walk {
  seen: HTMLElement[]
  /** What the Tab key has to reach. */
  expected: HTMLElement[]
  faults: string[]
}

declare global {
  interface Window {
    walk: Walk
  }
}

/** Follows the focus through the page, and notes what is not as it should be. */
function follow(): void {
  const walk: Walk = { seen: [], expected: [], faults: [] }
  window.walk = walk
  const name = (element: HTMLElement): string =>
    `${element.localName} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`
  document.addEventListener('focusin', ({ target }) => {
    const element = target as HTMLElement
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2)
      walk.faults.push(`nothing shows the focus: ${name(element)}`)
    const last = walk.seen.at(-1)
    // Past the end it begins again.
    if (last !== undefined && !walk.seen.includes(element)) {
      const follows = last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
      if (follows === 0) walk.faults.push(`comes too late: ${name(element)}`)
    }
    walk.seen.push(element)
  })
}

/** Everything that the Tab key has to reach; of radio buttons that belong together the first will do. */
function expectAll(): number {
  const groups = new Set<string>()
  window.walk.expected = [...document.querySelectorAll<HTMLElement>('*')].filter((element) => {
    if (!element.matches('a[href], button, input, select, textarea, summary, [tabindex]')) return false
    if (element.tabIndex < 0 || element.matches(':disabled')) return false
    if (!element.checkVisibility({ visibilityProperty: true })) return false
    if (!(element instanceof HTMLInputElement && element.type === 'radio')) return true
    const known = groups.has(element.name)
    groups.add(element.name)
    return !known
  })
  return window.walk.expected.length
}

function missed(): string[] {
  const { seen, expected, faults } = window.walk
  const left = expected.filter((element) => element.isConnected && !seen.includes(element))
  return [...faults, ...left.map((element) => `not reached: ${element.outerHTML.slice(0, 120)}`)]
}

test('the Tab key reaches everything in the order of the page, visibly, and leads out again', async () => {
  const { page, complaints, close } = await openPage(browser, site.url)
  await page.addInitScript(follow)
  for (const path of PATHS) {
    await page.goto(path)
    const count = await page.evaluate(expectAll)
    expect(count, path).toBeGreaterThan(10)
    for (let pressed = 0; pressed < count + 3; pressed += 1) await page.keyboard.press('Tab')
    expect(await page.evaluate(missed), path).toEqual([])
  }
  expect(complaints).toEqual([])
  await close()
})

test('the tiles of the map are gone through row by row, as they are seen', async () => {
  const { page, close } = await openPage(browser, site.url)
  await page.goto('/')
  const places = await page.locator('main figure > ul > li').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const { top, left } = tile.getBoundingClientRect()
      return Math.round(top) * 10_000 + Math.round(left)
    }),
  )
  expect(places.length).toBeGreaterThan(10)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  await close()
})

test('the first stop leads past the head of the page', async () => {
  const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
  for (const path of ['/', `/en${ARTICLE}`]) {
    await page.goto(path)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate('document.activeElement.localName')).toBe('main')
  }
  await close()
})

test('a refused form comes back with the focus on its summary, whose links lead to the fields', async () => {
  const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
  const refused: [string, string][] = [
    [ARTICLE, '#gui-binh-luan button:not([name])'],
    ['/tra-cuu/', 'main form button'],
    ['/kiem-tra-so-lieu/', 'main form button'],
    ['/quan-tri/dang-nhap/', 'main form button'],
  ]
  for (const [path, button] of refused) {
    await page.goto(path)
    if (path.startsWith('/quan-tri/')) {
      await page.locator('#email').fill('ai-do@example.vn')
      await page.locator('#password').fill('không phải mật khẩu này')
    }
    const status = await navigate(page, () => page.locator(button).first().press('Enter'))
    expect(status, path).toBeGreaterThan(399)
    // The browser moves the focus once it shows the page, which may be after it has loaded.
    await expect
      .poll(() => page.evaluate('document.activeElement.getAttribute("role")'), { message: path })
      .toBe('alert')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate('document.activeElement.matches("input, textarea")'), { message: path })
      .toBe(true)
  }
  await close()
})
