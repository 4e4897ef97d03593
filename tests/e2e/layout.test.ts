import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../fixtures/accessibility.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { NOWHERE, startFilledSite, type FilledSite } from '../fixtures/filled-site.ts'
import { linksWithoutSize } from '../fixtures/file-links.ts'
import { layoutFaults, type LayoutRule } from '../fixtures/layout-rules.ts'
import { COLOURS, setTextSize } from '../fixtures/looks.ts'
import { openKind, pageKinds } from '../fixtures/page-kinds.ts'
import { openPage, signIn, type OpenedPage } from '../fixtures/pages.ts'

const HEIGHT = 800
/** Width in px and size of text in per cent; what fits 320 px at one size is taken to fit 360 px. */
const LOOKS = [
  [320, 100],
  [768, 100],
  [1280, 100],
  [360, 200],
  [1280, 200],
] as const

let browser: Browser
let filled: FilledSite
beforeAll(async () => {
  ;[browser, filled] = await Promise.all([sharedBrowser(), startFilledSite()])
})
afterAll(async () => {
  await filled.stop()
})

async function faultsOf(page: Page, width: number, text: number): Promise<string[]> {
  await page.setViewportSize({ width, height: HEIGHT })
  await setTextSize(page, text)
  const faults = await page.evaluate(layoutFaults)
  return faults.map(({ rule, where }) => `${width} px, text ${text} %: ${rule}: ${where}`)
}

describe.each(['reader', 'staff'] as const)('what a %s sees', (as) => {
  let opened: OpenedPage
  beforeAll(async () => {
    opened = await openPage(browser, filled.site.url)
    if (as === 'staff') await signIn(opened.page, filled.site.url, filled.places.cookie)
  })
  afterAll(() => opened.close())

  const names = pageKinds(NOWHERE).flatMap((kind) => (kind.as === as ? kind.name : []))
  test.each(names)(
    '%s is accessible, says how large its files are, stays on the page, apart and whole, at every width and with text twice as large',
    async (name) => {
      const { page, complaints } = opened
      complaints.length = 0
      const kind = pageKinds(filled.places).find((one) => one.name === name)
      if (kind === undefined) throw new Error(`there is no kind ${name}`)
      await page.setViewportSize({ width: 360, height: HEIGHT })
      expect(await openKind(page, kind)).toBe(kind.status ?? 200)
      const language = kind.path.startsWith('/en/') ? 'en' : 'vi'
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const faults = [...(await accessibilityFaults(page)), ...(await page.evaluate(linksWithoutSize))]
      for (const [width, text] of LOOKS) faults.push(...(await faultsOf(page, width, text)))
      expect(faults).toEqual([])
      expect(complaints).toEqual([])
    },
  )
})

/** For each rule a page that breaks it, and one that is as near to breaking it as it may be. */
const PLANTED: Readonly<Record<LayoutRule, { broken: string; whole: string }>> = {
  overflow: {
    broken: '<p style="width: 400px">rộng hơn trang</p>',
    whole: '<div style="overflow-x: auto"><p style="width: 400px">bảng rộng, kéo được</p></div>',
  },
  cut: {
    broken: '<p style="width: 60px; overflow: hidden; white-space: nowrap">tên dài hơn ô của nó</p>',
    whole: '<p style="width: 60px; overflow: hidden">tên dài hơn ô của nó, xuống dòng</p>',
  },
  outside: {
    broken: '<p style="width: 60px; border: 1px solid; white-space: nowrap">tên dài hơn ô của nó</p>',
    whole: '<p style="width: 200px; border: 1px solid; white-space: nowrap">tên dài hơn ô của nó</p>',
  },
  overlap: {
    broken: '<p>dòng một</p><p style="margin-top: -1em">dòng hai đè lên</p>',
    whole: '<p style="line-height: 1.2">dòng một</p><p style="line-height: 1.2">dòng hai ngay dưới</p>',
  },
  target: {
    broken: '<p><a href="/" style="font-size: 12px">nhỏ</a></p>',
    whole: '<p>Chữ trong câu có <a href="/" style="font-size: 12px">đường dẫn</a> thì được.</p>',
  },
}

describe('the rules', () => {
  test.each(Object.entries(PLANTED))(
    'find what is planted, and nothing else: %s',
    async (rule, { broken, whole }) => {
      const { page, close } = await openPage(browser, filled.site.url)
      const rulesBroken = async (body: string): Promise<string[]> => {
        await page.setContent(`<!doctype html><style>* { margin: 0 }</style>${body}`)
        return (await page.evaluate(layoutFaults)).map((fault) => fault.rule)
      }
      expect(await rulesBroken(broken)).toEqual([rule])
      expect(await rulesBroken(whole)).toEqual([])
      await close()
    },
  )

  test('find a link to a file that does not say how large the file is', async () => {
    const { page, close } = await openPage(browser, filled.site.url)
    await page.goto('/gioi-thieu/')
    const row = (size: string): string => `<table><tr><td><a href="/x/1/y.csv">y.csv</a><td>${size}</table>`
    await page.setContent(
      `<!doctype html><p><a href="/a.png">Ảnh</a></p><p><a href="/b.csv">CSV <small>khoảng 2\u00a0KB</small></a></p>
      <p><a href="/c" download>Mẫu</a></p><p><a href="/tin-tuc.json">Nguồn tin</a></p>
      ${row('120 byte')}${row('')}`,
    )
    const expected = ['/a.png', '/c', '/x/1/y.csv'].map((path) => `no size beside ${path}`)
    expect(await page.evaluate(linksWithoutSize)).toEqual(expected)
    await close()
  })

  test('find two numbers side by side that read as one', async () => {
    const { page, close } = await openPage(browser, filled.site.url)
    await page.setContent(
      '<!doctype html><div style="display: flex"><span>21,66</span><span>17,83</span></div>',
    )
    expect((await page.evaluate(layoutFaults)).map(({ rule }) => rule)).toContain('overlap')
    await close()
  })
})

describe('with colours of their own', () => {
  test('readers still see the current page, bars, the map and where the focus is', async () => {
    const { page, close } = await openPage(browser, filled.site.url, COLOURS['forced-dark'])
    const styleOf = (selector: string, name: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name)
    await signIn(page, filled.site.url, filled.places.cookie)
    await page.goto('/quan-tri/')
    expect(await styleOf('nav a[aria-current]', 'text-decoration-line')).toBe('underline')
    await page.goto('/ket-qua/ty-le-ho-ngheo/')
    const ground = await styleOf('body', 'background-color')
    expect(await styleOf('header nav a[aria-current]', 'border-bottom-style')).toBe('solid')
    const shades = await Promise.all(
      ['.legend .shade-1', '.legend .shade-5'].map((shade) => styleOf(shade, 'background-color')),
    )
    expect(new Set([...shades, ground]).size).toBe(3)
    await page.keyboard.press('Tab')
    expect(await styleOf(':focus-visible', 'outline-style')).toBe('solid')
    await page.goto('/')
    for (const bar of ['ol svg rect', 'ol li:last-child svg rect'])
      expect(await styleOf(bar, 'fill')).not.toBe(ground)
    await close()
  })

  test('more contrast leaves no faint text, and who wants no movement gets none', async () => {
    const { page, close } = await openPage(browser, filled.site.url, {
      ...COLOURS.contrast,
      reducedMotion: 'reduce',
    })
    await page.goto('/')
    const [muted, rule, ink, scrolling] = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement)
      return [
        ...['--muted', '--rule', '--ink'].map((name) => style.getPropertyValue(name)),
        style.scrollBehavior,
      ]
    })
    expect([muted, rule]).toEqual([ink, ink])
    expect(scrolling).toBe('auto')
    await close()
  })
})
