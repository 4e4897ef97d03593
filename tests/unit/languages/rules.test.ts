import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressIn, hasEnglish, splitLanguage } from '../../../src/domain/languages/rules.ts'

describe('the language of an address', () => {
  test.each([
    ['/en/', 'en', '/'],
    ['/en', 'en', '/'],
    ['/EN/tin-tuc/', 'en', '/tin-tuc/'],
    ['/en/en/tin-tuc/', 'en', '/en/tin-tuc/'],
    ['/tin-tuc/', 'vi', '/tin-tuc/'],
    ['/english/', 'vi', '/english/'],
    ['/tin-tuc/en/', 'vi', '/tin-tuc/en/'],
    ['/', 'vi', '/'],
  ])('of %s is %s', (path, lang, rest) => {
    expect(splitLanguage(path)).toEqual({ lang, path: rest })
  })

  test.each([
    '/',
    '/tin-tuc/',
    '/nhung/so-lieu/ty-le-ho-ngheo_son-la_2022',
    '/tra-cuu/ABC234-ABC234-ABC234',
    '/thong-bao/0198a1b2.c3d4e5f6',
    '/ket-qua.csv',
    '/ket-qua/ty-le-ho-ngheo.png',
    '/ket-qua/ty-le-ho-ngheo.avif',
    '/kinh-phi/ctmtqg-dtts-mien-nui-1719/2022.avif',
    '/tin-tuc.json',
    '/so-lieu/x/v1.csl.json',
    '/du-lieu/kinh-phi/1/',
  ])('%s is there in English', (path) => {
    expect(hasEnglish(path)).toBe(true)
  })

  test.each([
    '/quan-tri/',
    '/quan-tri',
    '/api/v1/figures',
    '/API/v1/figures',
    '/_astro/x.css',
    '/favicon.svg',
    '/anh-bai/mot-bai/abc-800.avif',
    '/robots.txt',
    '/sitemap.xml',
    '/healthz',
    '/ket-qua.json',
    '/du-lieu.jsonld',
    '/du-lieu/khoa-cong-khai.pem',
    '/du-lieu/kinh-phi/1/funding.csv',
    '/.well-known/security.txt',
  ])('%s is one for both languages', (path) => {
    expect(hasEnglish(path)).toBe(false)
    expect(addressIn(path, 'en')).toBe(path)
  })
})

describe('an address in English', () => {
  test.each([
    ['/tin-tuc/?trang=2#dau', '/en/tin-tuc/?trang=2#dau'],
    ['/', '/en/'],
    ['?trang=2', '?trang=2'],
    ['#noi-dung', '#noi-dung'],
    ['//other.example/', '//other.example/'],
    ['https://other.example/', 'https://other.example/'],
    ['mailto:a@b.vn', 'mailto:a@b.vn'],
    ['/tim-kiem?next=/en/', '/en/tim-kiem?next=/en/'],
  ])('of %s is %s', (address, english) => {
    expect(addressIn(address, 'en')).toBe(english)
    expect(addressIn(address, 'vi')).toBe(address)
  })

  test('leads back to the same address, and is not turned twice', () => {
    const segment = fc.stringMatching(/^[a-z0-9-]{1,8}$/u)
    const path = fc
      .array(segment, { maxLength: 4 })
      .map((parts) => `/${parts.map((part) => `${part}/`).join('')}`)
    fc.assert(
      fc.property(path, (address) => {
        const english = addressIn(address, 'en')
        expect(addressIn(english, 'en')).toBe(english)
        if (splitLanguage(address).lang === 'vi') {
          expect(splitLanguage(english).path).toBe(address)
          expect(english !== address).toBe(hasEnglish(address))
        }
      }),
    )
  })
})
