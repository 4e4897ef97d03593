import { describe, expect, test } from 'vitest'
import { readPictureWidth } from '../../../../src/domain/charts/rules.ts'
import { readLedgerQuery } from '../../../../src/domain/catalogue/ledger-rules.ts'
import { readFundingView } from '../../../../src/domain/funding/rules.ts'
import { readNewsQuery } from '../../../../src/domain/news/rules.ts'
import { fundingQuery, figuresQuery } from '../../../../src/http/api/figure-schemas.ts'
import { referenceQuery, unitsQuery } from '../../../../src/http/api/reference-schemas.ts'
import { releasesQuery } from '../../../../src/http/api/release-schemas.ts'
import { threadQuery } from '../../../../src/http/api/schemas.ts'
import { readDownloadQuery } from '../../../../src/http/download-query.ts'
import { pageAddress } from '../../../../src/server/page-cache/addresses.ts'
import { parseTarget } from '../../../../src/server/request-target.ts'

function addressOf(raw: string) {
  const target = parseTarget(raw)
  return target === null ? null : pageAddress(target)
}

/** Keys that a reader of queries asks for. */
function keysOf(read: (query: URLSearchParams) => unknown): string[] {
  const asked = new Set<string>()
  const query = new (class extends URLSearchParams {
    override get(name: string): null {
      asked.add(name)
      return null
    }
  })()
  read(query)
  return [...asked]
}

describe('a key that the page does not read', () => {
  test.each([
    ['/', '/?utm_source=x'],
    ['/tin-tuc/mot-bai/', '/tin-tuc/mot-bai/?fbclid=1&%73au2=x&='],
    ['/tin-tuc/?trang=2', '/tin-tuc/?utm=1&trang=2&trang2=3'],
    ['/en/ket-qua/?cap=xa', '/en/ket-qua/?x&cap=xa&&y=1'],
    ['/tin-tuc/mot-bai/', '/tin-tuc/mot-bai/?'],
  ])('leads to no copy of %s beside it: %s', (url, asked) => {
    expect(addressOf(asked)?.url).toBe(url)
  })
})

describe('a key that the page reads stays', () => {
  const page = (path: string, keys: readonly string[]) => keys.map((key) => [path, key] as const)
  test.each([
    ...page('/tin-tuc/', keysOf(readNewsQuery)),
    ...page('/tin-tuc.atom', keysOf(readNewsQuery)),
    ...page('/ket-qua/ty-le/', keysOf(readDownloadQuery)),
    ...page('/ket-qua/ty-le.csv', [...keysOf(readDownloadQuery), 'bom']),
    ...page('/ket-qua/ty-le.png', keysOf(readPictureWidth)),
    ...page('/ket-qua/ty-le.avif', [...keysOf(readPictureWidth), ...keysOf(readDownloadQuery)]),
    ...page('/dia-phuong/son-la/', ['asof', 'sau']),
    ...page('/dia-phuong/son-la.csv', [...keysOf(readDownloadQuery), 'bom']),
    ...page('/kinh-phi/mot/2022/', keysOf(readFundingView)),
    ...page('/kinh-phi/mot/2022.csv', [
      ...keysOf(readFundingView),
      ...keysOf(readDownloadQuery),
      'du-kien',
      'bom',
    ]),
    ...page('/nhung/kinh-phi/mot/2022/', ['asof', 'minh-hoa']),
    ...page('/nhung/ket-qua/ty-le/', ['asof', 'minh-hoa', 'don-vi']),
    ...page('/nhung/so-lieu/mot', ['asof', 'v']),
    ...page('/so-lieu/mot', ['asof', 'trang', 'sau']),
    ...page('/so-lieu/mot.csv', ['asof']),
    ...page('/nhat-ky/', keysOf(readLedgerQuery)),
    ...page('/nhat-ky.csv', [...keysOf(readLedgerQuery), 'bom']),
    ...page('/api/v1/figures', Object.keys(figuresQuery.shape)),
    ...page('/api/v1/figures/mot', ['asof']),
    ...page('/api/v1/funding', Object.keys(fundingQuery.shape)),
    ...page('/api/v1/units', Object.keys(unitsQuery.shape)),
    ...page('/api/v1/indicators', Object.keys(referenceQuery.shape)),
    ...page('/api/v1/programmes', Object.keys(referenceQuery.shape)),
    ...page('/api/v1/releases', Object.keys(releasesQuery.shape)),
    ...page('/api/v1/comments', Object.keys(threadQuery.shape)),
  ])('%s?%s', (path, key) => {
    expect(addressOf(`${path}?${key}=a%20b&${key}=c`)?.url).toBe(`${path}?${key}=a%20b&${key}=c`)
  })
})

test.each([
  '/quan-tri/',
  '/quan-tri/binh-luan/1/',
  '/tra-cuu/',
  '/tra-cuu/AAAAAA-BBBBBB-CCCCCC',
  '/thong-bao/x',
  '/tim-kiem?q=x',
  '/tim-kiem.json?q=x',
  '/kiem-tra-so-lieu/?q=x',
  '/kiem-duyet-cong-khai/',
  '/api/v1/search?q=x',
  '/api/v1/comments/AAAAAA-BBBBBB-CCCCCC',
  '/api/v1/staff/comments',
  '/bao-cao-binh-luan/x/',
  '/en/tra-cuu/',
  '/TIN-TUC/../quan-tri/',
])('%s is never kept', (raw) => {
  expect(addressOf(raw)).toBeNull()
})

test('an address without end is not kept', () => {
  expect(addressOf(`/tin-tuc/?trang=${'1'.repeat(2_000)}`)).toBeNull()
})

test.each([
  ['/tin-tuc/mot-bai/', 'news/mot-bai'],
  ['/en/tin-tuc/mot-bai/?sau=x', 'news/mot-bai'],
  ['/tin-tuc/mot-bai.atom', 'news/mot-bai'],
  ['/dia-phuong/son-la/', 'units/son-la'],
  ['/so-lieu/mot.hai_son-la_2022', 'figures/mot.hai_son-la_2022'],
  ['/so-lieu/mot_son-la_2022/v3', 'figures/mot_son-la_2022'],
  ['/so-lieu/mot_son-la_2022/v3.csl.json', 'figures/mot_son-la_2022'],
  ['/so-lieu/mot_son-la_2022.json', 'figures/mot_son-la_2022'],
  ['/api/v1/comments?target=news%2Fmot-bai', 'news/mot-bai'],
  ['/api/v1/comments?target=figures/mot_son-la_2022/v2', 'figures/mot_son-la_2022'],
  ['/sitemap.xml', 'news'],
  ['/sitemap-3.xml', 'figures'],
])('%s shows %s', (raw, tag) => {
  expect(addressOf(raw)?.tags).toContain(tag)
})

test('a file of the sitemap stands whatever is commented', () => {
  expect(addressOf('/sitemap-3.xml')?.tags).not.toContain('*')
})
