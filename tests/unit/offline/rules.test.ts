import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FILE_LIMITS,
  PAGE_LIMITS,
  fateOf,
  filesOf,
  importsOf,
  isKept,
  isLeftAlone,
  isTooOld,
  offlinePageOf,
  titleOf,
  toDrop,
  withNote,
} from '../../../src/domain/offline/rules.ts'

const at = (path: string): URL => new URL(path, 'https://giamngheo.example.vn')

describe('kept in the browser', () => {
  test.each([
    '/',
    '/en/',
    '/tin-tuc/',
    '/tin-tuc/mot-bai/',
    '/en/tin-tuc/mot-bai/',
    '/dia-phuong/huyen-van-ho/',
    '/ket-qua/ty-le-ho-ngheo/',
    '/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025/2022/',
    '/so-lieu/ty-le-ho-ngheo_son-la_2024',
    '/so-lieu/ty-le-ho-ngheo_son-la_2024/v1',
    '/gioi-thieu/',
  ])('%s is', (path) => {
    expect(isKept(at(path))).toBe(true)
  })

  test.each([
    '/quan-tri/',
    '/quan-tri/binh-luan/1/',
    '/tra-cuu/',
    '/tra-cuu/ABCDEF-ABCDEF-ABCDEF',
    '/en/tra-cuu/ABCDEF-ABCDEF-ABCDEF',
    '/thong-bao/xyz',
    '/bao-cao-binh-luan/1/',
    '/tim-kiem/',
    '/tim-kiem?q=nha',
    '/kiem-tra-so-lieu/',
    '/tin-tuc/?chuyen-muc=x',
    '/api/v1/comments',
    '/ket-qua/ty-le-ho-ngheo.csv',
    '/ngoai-tuyen/',
    '/tin-tuc/mot-bai/a/b/c/',
  ])('%s is not', (path) => {
    expect(isKept(at(path))).toBe(false)
  })

  test('nothing of staff, of the API or in a frame is touched at all', () => {
    expect(
      ['/quan-tri/', '/api/v1/comments', '/nhung/so-lieu/x'].every((path) => isLeftAlone(at(path))),
    ).toBe(true)
    expect(isLeftAlone(at('/tin-tuc/'))).toBe(false)
  })
})

test('the offline page is in the language of the page that was asked for', () => {
  expect(offlinePageOf(at('/en/tin-tuc/'))).toBe('/en/ngoai-tuyen/')
  expect(offlinePageOf(at('/english/'))).toBe('/ngoai-tuyen/')
})

const files = fc.array(fc.record({ savedAt: fc.nat(), bytes: fc.integer({ min: 1, max: 400_000 }) }), {
  maxLength: 200,
})

test('what stays is within count and bytes, and the newest stays', () => {
  fc.assert(
    fc.property(files, fc.constantFrom(PAGE_LIMITS, FILE_LIMITS), (list, limits) => {
      const named = list.map((file, n) => ({ ...file, url: String(n) }))
      const dropped = new Set(toDrop(named, limits, 0))
      const stay = named.filter(({ url }) => !dropped.has(url))
      expect(stay.length).toBeLessThanOrEqual(limits.count)
      expect(stay.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limits.bytes)
      const newest = Math.max(...named.map(({ savedAt }) => savedAt))
      if (named.length > 0) expect(stay.some(({ savedAt }) => savedAt === newest)).toBe(true)
    }),
  )
})

test('sixty pages stay, of the sixty-first the oldest goes', () => {
  const pages = Array.from({ length: 61 }, (_, n) => ({ url: `p${n}`, savedAt: n, bytes: 10 }))
  expect(toDrop(pages.slice(0, 60), PAGE_LIMITS, 60)).toEqual([])
  expect(toDrop(pages, PAGE_LIMITS, 60)).toEqual(['p0'])
})

test('no copy is older than thirty days, and a clock that was set back makes none older', () => {
  const days = 24 * 3600 * 1000
  const now = 400 * days
  expect(isTooOld(now - 30 * days, now)).toBe(false)
  expect(isTooOld(now - 30 * days - 1, now)).toBe(true)
  expect(isTooOld(now + 5 * days, now)).toBe(false)
  const pages = [0, 29, 31].map((age) => ({ url: `${age}`, savedAt: now - age * days, bytes: 10 }))
  expect(toDrop(pages, PAGE_LIMITS, now)).toEqual(['31'])
  expect(toDrop(pages, FILE_LIMITS, now)).toEqual([])
})

test.each([
  ['keep', { status: 200 }],
  ['drop', { status: 404 }],
  ['drop', { status: 410 }],
  ['drop', { status: 200, cacheControl: 'no-store' }],
  ['drop', { status: 200, cacheControl: 'private, max-age=0' }],
  ['drop', { status: 200, redirected: true }],
  ['drop', { status: 0, type: 'opaqueredirect' }],
  ['leave', { status: 304 }],
  ['leave', { status: 429 }],
  ['leave', { status: 503 }],
  ['leave', { status: 0, type: 'error' }],
] as const)('it says %s for the copy when the site answers %j', (fate, answer) => {
  expect(fateOf({ type: 'basic', redirected: false, cacheControl: null, ...answer })).toBe(fate)
})

test('a saved copy says so as the first thing of its content, once', () => {
  const html = '<body><main id="noi-dung" class="page"><p>main</p></main></body>'
  expect(withNote(html, 'Bản đã lưu')).toBe(
    '<body><main id="noi-dung" class="page"><p class="kept" role="status">Bản đã lưu</p><p>main</p></main></body>',
  )
})

test('a script is kept with the scripts that it imports', () => {
  const script =
    'import{a as b}from"./comment-form.Dm9-_x.js";import"./c.js";const d=()=>import("./c.js"),e="./f.css",f="/_assets/w-1.js",g="/sw.js"'
  expect(importsOf(script, '/_assets/SavedPages.js')).toEqual([
    '/_assets/comment-form.Dm9-_x.js',
    '/_assets/c.js',
    '/_assets/w-1.js',
  ])
})

test('a page is kept with the files that it names, and listed under its own title', () => {
  const html =
    '<title>Một – bài – Trang</title><link href="/_assets/a.B-1.css"><script src="/_assets/b.js"></script><link href="/favicon.svg"><a href="/tin-tuc/">'
  expect(filesOf(html + html)).toEqual(['/_assets/a.B-1.css', '/_assets/b.js', '/favicon.svg'])
  expect(titleOf(html)).toBe('Một – bài')
})
