import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasEnglish, splitLanguage } from '../../src/domain/languages/rules.ts'
import { languageOfWords } from '../../src/domain/languages/vietnamese-rules.ts'
import { walkMarkup } from '../../src/http/markup.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const HOUSES = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const UNTRANSLATED = '/tin-tuc/doc-ty-le-ho-ngheo-son-la-2021-2024/'
/** Of pages of one kind some are enough: those of every figure would be hundreds. */
const OF_A_KIND = 2

let site: RunningSite

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

interface Page {
  path: string
  html: string
  /** Without scripts, styles and comments. */
  markup: string
}

const get = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(site.url + path, { redirect: 'manual', ...init })

async function read(path: string): Promise<Page> {
  const response = await get(path)
  expect(response.status, path).toBe(200)
  const html = await response.text()
  return { path, html, markup: html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/gu, '') }
}

interface Link {
  address: string
  /** Says itself which language it leads to. */
  other: boolean
}

function linksOf({ path, markup }: Page): Link[] {
  return [...markup.matchAll(/<(?:a|link|form|img|area)\b[^>]*?\s(?:href|action|src)="([^"]*)"[^>]*>/gu)]
    .map(([tag, address = '']) => ({
      other: /\shreflang=/u.test(tag),
      url: new URL(address.replaceAll('&amp;', '&'), site.url + path),
    }))
    .filter(({ url }) => url.origin === site.url)
    .map(({ other, url }) => ({ other, address: url.pathname + url.search }))
}

/** What is read out and not seen, outside of what is marked as Vietnamese. */
function labelsOf(markup: string): string[] {
  const labels: string[] = []
  const open: { name: string; vietnamese: boolean }[] = []
  walkMarkup(markup, {
    text: (text) => text,
    tag: ({ name, kind, text }) => {
      const vietnamese = text.includes(' lang="vi"') || open.at(-1)?.vietnamese === true
      if (kind === 'end') open.length = open.findLastIndex((element) => element.name === name)
      else {
        if (kind === 'start') open.push({ name, vietnamese })
        if (!vietnamese) {
          const found = text.matchAll(/\s(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"/gu)
          labels.push(...Array.from(found, ([, label = '']) => label))
        }
      }
      return text
    },
  })
  return labels
}

/** `/ket-qua/x/` and `/ket-qua/y/` are of one kind. */
const kindOf = (address: string): string => {
  const [path = '', query] = address.split('?')
  const parts = path.split('/').slice(2)
  const shape = parts.map((part, at) => (at === 0 || part === '' ? part : part.replace(/^[^.]*/u, '*')))
  return shape.join('/') + (query === undefined ? '' : '?')
}

async function walk(): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>()
  const kinds = new Map<string, number>()
  const waiting = ['/en/']
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const count = kinds.get(kindOf(address)) ?? 0
    if (pages.has(address) || count >= OF_A_KIND) continue
    kinds.set(kindOf(address), count + 1)
    // Files are looked at elsewhere.
    if (/\.[a-z]+(?:\?|$)/u.test(address)) continue
    const page = await read(address)
    pages.set(address, page)
    for (const { address: next, other } of linksOf(page)) {
      if (!other && splitLanguage(next.split('?')[0] ?? '').lang === 'en') waiting.push(next)
    }
  }
  return pages
}

describe('the site in English', () => {
  let pages: Map<string, Page>
  beforeAll(async () => {
    pages = await walk()
  }, 60_000)

  test('has every section', () => {
    for (const path of ['tin-tuc', 'ket-qua', 'kinh-phi', 'dia-phuong', 'du-lieu', 'nhat-ky', 'tra-cuu']) {
      expect([...pages.keys()]).toContain(`/en/${path}/`)
    }
    expect(pages.size).toBeGreaterThan(30)
  })

  test('never leads out of English but to what is one for both languages, and says where it does', () => {
    for (const page of pages.values()) {
      expect(page.html, page.path).toMatch(/<html lang="en"/u)
      for (const { address, other } of linksOf(page)) {
        const { lang, path } = splitLanguage(address.split('?')[0] ?? '')
        if (!other && lang === 'vi') expect(hasEnglish(path), `${page.path} → ${address}`).toBe(false)
      }
    }
  })

  test('leads to the same page in Vietnamese, which leads back', async () => {
    const sample = [...pages.values()]
      .filter(({ html }) => html.includes('hreflang="x-default"'))
      .slice(0, 12)
    expect(sample.length).toBeGreaterThan(5)
    for (const page of sample) {
      const alternate = (html: string, lang: string): string | undefined =>
        new RegExp(`<link rel="alternate" hreflang="${lang}" href="([^"]*)"`, 'u').exec(html)?.[1]
      const vietnamese = alternate(page.html, 'vi')?.replaceAll('&amp;', '&') ?? ''
      const other = await read(vietnamese.slice(site.url.length))
      expect(other.html).toMatch(/<html lang="vi"/u)
      for (const lang of ['vi', 'en', 'x-default']) {
        expect(alternate(other.html, lang), page.path).toBe(alternate(page.html, lang))
      }
      expect(page.html).toContain('content="en_GB"')
      const canonical = /<link rel="canonical" href="([^"]*)"/u
      expect(canonical.exec(page.html)?.[1]).toBe(alternate(page.html, 'en'))
      expect(canonical.exec(other.html)?.[1]).toBe(alternate(page.html, 'vi'))
    }
  })

  test('says nothing of its own in Vietnamese', () => {
    for (const { path, markup } of pages.values()) {
      const masthead = /<header\b[\s\S]*?<\/header>/u.exec(markup)?.[0] ?? ''
      expect(masthead, path).not.toContain('<span lang="vi">')
      const frame = markup.match(
        /<(footer|nav|button|label|legend|caption|th|h1|h2|h3)\b(?:(?!<\/\1>)[\s\S])*<span lang="vi">[\s\S]*?<\/\1>/gu,
      )
      expect(frame, path).toBeNull()
      for (const label of labelsOf(markup)) {
        expect(languageOfWords(label, 'en'), `${path} ${label}`).toBeUndefined()
      }
    }
  })

  test('writes numbers, dates and money as English does', () => {
    // Articles without a translation write them as Vietnamese does.
    const markup = pages.get('/en/')?.markup ?? ''
    const text = markup.replace(/<(\w+)\b[^>]*\slang="vi"[^>]*>[\s\S]*?<\/\1>/gu, '')
    expect(text).toContain('11.11%')
    expect(text).toContain('30 December 2022')
    expect(text).toContain('more than VND 156 billion')
    expect(text).not.toMatch(/\d,\d\d\s*%/u)
  })
})

test('an article without a translation is there in Vietnamese, says so, and is marked as such', async () => {
  const page = await read(`/en${UNTRANSLATED}`)
  expect(page.html).toMatch(/<html lang="en"/u)
  expect(page.markup).toContain('This article is available in Vietnamese only.')
  expect(page.markup).toMatch(/<h1 lang="vi"/u)
  expect(page.markup).toMatch(/<div class="prose" lang="vi"/u)
  expect(page.html).toContain(`<link rel="canonical" href="${site.url}${UNTRANSLATED}"`)
  expect(page.html).not.toContain('hreflang="x-default"')
  expect((await read('/en/tin-tuc/')).markup).toMatch(/lang="vi"[^>]*>\s*Đọc tỷ lệ hộ nghèo/u)
})

test('an article with one is there in English, and says what it was translated from', async () => {
  const page = await read(`/en${HOUSES}`)
  expect(page.markup).toContain('Sơn La supports 2,213 houses')
  expect(page.markup).toContain('Translated from Vietnamese')
  expect(page.markup).toContain(`href="${HOUSES}" hreflang="vi"`)
})

describe('a form sent in English', () => {
  const send = (path: string, values: Record<string, string>): Promise<Response> =>
    get(path, { method: 'POST', headers: { origin: site.url }, body: new URLSearchParams(values) })

  test('leads to a receipt in English', async () => {
    const sent = await send(`/en${HOUSES}`, { body: 'How many houses are in Mường La?', consent: '1' })
    expect(sent.status).toBe(303)
    const receipt = sent.headers.get('location') ?? ''
    expect(receipt).toMatch(/^\/en\/tra-cuu\/[0-9A-Z-]+$/u)
    const page = await read(receipt)
    expect(page.html).toMatch(/<html lang="en"/u)
    expect(page.markup).toContain('How many houses are in Mường La?')
    expect(page.markup).toContain(`href="${receipt.slice('/en'.length)}" hreflang="vi"`)
  })

  test('that is refused is shown again in English, with what was typed', async () => {
    const refused = await send(`/en${HOUSES}`, { body: 'abc', consent: '1' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toMatch(/<html lang="en"/u)
    expect(html).toMatch(/<textarea[^>]*>\s*abc<\/textarea>/u)
    expect(html).toMatch(/aria-invalid="true"/u)
    expect(html).toContain(`action="/en${HOUSES}"`)
    expect(html).not.toContain('Bạn vui lòng')
  })
})

test.each([
  ['/en', 308, '/en/'],
  ['/EN/Tin-Tuc', 308, '/en/tin-tuc/'],
  ['/en/tin-tuc?trang=1', 308, '/en/tin-tuc/?trang=1'],
  ['/en/quan-tri/', 308, '/quan-tri/'],
  ['/en/api/v1/figures?limit=1', 308, '/api/v1/figures?limit=1'],
  ['/en/ket-qua.json', 308, '/ket-qua.json'],
  ['/en/favicon.svg', 308, '/favicon.svg'],
  ['/en/ket-qua.csv', 200, null],
  ['/en/nhung/so-lieu/ty-le-ho-ngheo_son-la_2022', 200, null],
])('%s is answered %i', async (path, status, location) => {
  const response = await get(path)
  await response.body?.cancel()
  expect([response.status, response.headers.get('location')]).toEqual([status, location])
})

test('a page that is not there is missed in English', async () => {
  const response = await get('/en/khong-co/')
  expect(response.status).toBe(404)
  expect(await response.text()).toMatch(/<html lang="en"[\s\S]*Page not found/u)
})
