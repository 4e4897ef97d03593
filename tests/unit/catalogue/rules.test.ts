import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ledgerAddress, readLedgerQuery } from '../../../src/domain/catalogue/ledger-rules.ts'
import { catalogueItems, fileAddress, mediaType, toDcat } from '../../../src/domain/catalogue/rules.ts'
import { releaseDataset } from '../../../src/domain/catalogue/dataset-rules.ts'
import type { Release } from '../../../src/domain/releases/publication-rules.ts'
import { toAtom } from '../../../src/http/atom.ts'

function makeRelease(changes: Partial<Release> = {}): Release {
  return {
    ...{ seq: 3, dataset: 'ket-qua', version: 2, title: 'Kết quả', sample: false },
    ...{ publishedAt: '2026-03-02T01:00:00.000Z', channel: 'command', publishedBy: null, confirmed: false },
    counts: { first: 0, revision: 1, correction: 2, unchanged: 3 },
    ...{ hash: 'aa', previousHash: 'bb', newest: 2 },
    descriptor: {
      $schema: '',
      name: 'ket-qua',
      title: 'Kết quả',
      description: 'Mô tả',
      sample: false,
      licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
      sources: [],
      resources: [],
    },
    waivers: [],
    files: [{ path: 'results.csv', bytes: 12, sha256: 'cc' }],
    ...{ manifest: '{}', signature: '', keyId: 'dd', record: [] },
    ...changes,
  }
}

const SETTING = {
  title: 'Dữ liệu mở',
  description: 'Mô tả',
  publisher: 'Ban biên tập',
  language: 'vi',
  origin: 'https://example.vn',
}

test('the DCAT catalogue gives each dataset its licence, files and checksums', () => {
  const dcat = JSON.parse(JSON.stringify(toDcat([makeRelease()], SETTING))) as Record<string, unknown>
  expect(dcat).toMatchObject({
    '@type': 'dcat:Catalog',
    '@id': 'https://example.vn/du-lieu/',
    'dct:modified': { '@value': '2026-03-02T01:00:00.000Z' },
    'dcat:dataset': [
      {
        '@type': 'dcat:Dataset',
        '@id': 'https://example.vn/du-lieu/ket-qua/2/',
        'dct:license': [{ '@id': 'https://creativecommons.org/licenses/by/4.0/' }],
        'dcat:previousVersion': { '@id': 'https://example.vn/du-lieu/ket-qua/1/' },
        'dcat:distribution': [
          {
            '@type': 'dcat:Distribution',
            'dcat:downloadURL': { '@id': 'https://example.vn/du-lieu/ket-qua/2/results.csv' },
            'dcat:mediaType': { '@id': 'https://www.iana.org/assignments/media-types/text/csv' },
            'spdx:checksum': {
              'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
              'spdx:checksumValue': { '@value': 'cc' },
            },
          },
        ],
      },
    ],
  })
})

test('an empty catalogue has no datasets and no moment', () => {
  const dcat = toDcat([], SETTING)
  expect(dcat).toMatchObject({ 'dcat:dataset': [] })
  expect(dcat).not.toHaveProperty('dct:modified')
})

test('a first version has none before it', () => {
  const [dataset] = (toDcat([makeRelease({ version: 1 })], SETTING) as { 'dcat:dataset': object[] })[
    'dcat:dataset'
  ]
  expect(dataset).not.toHaveProperty('dcat:previousVersion')
})

test('a release is a schema.org Dataset with its files', () => {
  expect(releaseDataset(makeRelease(), SETTING)).toMatchObject({
    '@type': 'Dataset',
    license: ['https://creativecommons.org/licenses/by/4.0/'],
    distribution: [{ contentUrl: 'https://example.vn/du-lieu/ket-qua/2/results.csv', sha256: 'cc' }],
  })
})

test('samples are told as samples', () => {
  const newest = makeRelease({ sample: true })
  expect(catalogueItems([{ newest, releases: [newest] }], SETTING.origin)).toMatchObject([{ sample: true }])
})

test('a file within a folder of a package has an address', () => {
  expect(fileAddress('a', 1, 'bảng/ô 1.csv')).toBe('/du-lieu/a/1/b%E1%BA%A3ng/%C3%B4%201.csv')
  expect(mediaType('a.csv')).toBe('text/csv; charset=utf-8')
  expect(mediaType('manifest.sig')).toBe('application/octet-stream')
})

describe('the address of the ledger', () => {
  test.each([
    '/nhat-ky/',
    '/nhat-ky/?loai=dinh-chinh',
    '/nhat-ky/?loai=cap-nhat&bo=ket-qua',
    '/nhat-ky/?loai=lan-dau',
    '/nhat-ky/?bo=ket-qua&sau=3.12',
  ])('%s is read as it is written', (address) => {
    const { filter, after } = readLedgerQuery(new URL(address, SETTING.origin).searchParams)
    expect(ledgerAddress(filter, { after })).toBe(address)
  })

  test('keeps its filter for the twins', () => {
    expect(ledgerAddress({ kind: 'correction' }, { ending: 'atom' })).toBe('/nhat-ky.atom?loai=dinh-chinh')
  })

  test('refuses a kind that there is not, and takes empty keys for none', () => {
    expect(() => readLedgerQuery(new URLSearchParams('loai=x'))).toThrow(/no kind x/u)
    expect(readLedgerQuery(new URLSearchParams('loai=&bo=&sau='))).toEqual({
      filter: { kind: undefined, dataset: undefined },
      after: null,
    })
  })
})

test('a feed stays well formed whatever an entry holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const xml = toAtom({
        ...{ page: 'https://example.vn/nhat-ky/', self: 'https://example.vn/nhat-ky.atom' },
        ...{ title: text, author: text, language: 'vi', updated: '2026-03-02T01:00:00.000Z' },
        entries: [{ address: 'https://example.vn/a', title: text, updated: '', content: text }],
      })
      expect(xml.match(/</gu)).toHaveLength(26)
      expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/u)
      expect(xml.isWellFormed()).toBe(true)
      // eslint-disable-next-line no-control-regex -- what XML 1.0 has no place for
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u)
    }),
  )
})
