import { describe, expect, test } from 'vitest'
import { readQuotedAddresses } from '../../../src/domain/quotes/address-rules.ts'

const ID = 'ty-le-ho-ngheo_son-la_2022'
const OWN = { hostname: 'giamngheo.example.vn', loopback: false }
const read = (text: string, own = OWN) =>
  readQuotedAddresses(text, own).map(({ start: _, end: __, ...place }) => place)
const figure = (revision: number | null = null, asof: string | null = null) => [
  { kind: 'figure', id: ID, revision, asof },
]

describe('an address of a figure', () => {
  test.each([
    `https://giamngheo.example.vn/so-lieu/${ID}`,
    `http://www.giamngheo.example.vn/so-lieu/${ID}/`,
    `//giamngheo.example.vn/so-lieu/${ID}`,
    `giamngheo.example.vn/so-lieu/${ID}`,
    `giamngheo.example.vn:8080/so-lieu/${ID}?utm=1#x`,
    `/so-lieu/${ID}`,
    `/so-lieu/${ID.toUpperCase()}`,
    `/so-lieu/${ID}.json`,
    `/nhung/so-lieu/${ID}`,
    `/api/v1/figures/${ID}`,
    `(xem /so-lieu/${ID}).`,
    ID,
  ])('%s', (text) => {
    expect(read(text)).toEqual(figure())
  })

  test.each([
    [`/so-lieu/${ID}/v3`, figure(3)],
    [`/so-lieu/${ID}/v3.bib`, figure(3)],
    [`/nhung/so-lieu/${ID}?v=3`, figure(3)],
    [`/so-lieu/${ID}?asof=2026-03-02`, figure(null, '2026-03-02')],
  ])('%s says which revision', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('of another site is not ours, however it looks', () => {
    expect(read(`https://evil.example/so-lieu/${ID}`)).toEqual([{ kind: 'foreign', host: 'evil.example' }])
    expect(read(`https://giamngheo.example.vn.evil.example/so-lieu/${ID}`)).toMatchObject([
      { kind: 'foreign' },
    ])
    expect(read(`https://giamngheo.example.vn@evil.example/so-lieu/${ID}`)).toMatchObject([
      { kind: 'foreign' },
    ])
    expect(read(`http://localhost:4321/so-lieu/${ID}`)).toMatchObject([{ kind: 'foreign' }])
  })

  test('of this machine is ours on a demonstration', () => {
    for (const host of ['localhost:4321', '127.0.0.1:4321']) {
      expect(read(`http://${host}/so-lieu/${ID}`, { ...OWN, loopback: true })).toEqual(figure())
    }
  })
})

test.each([
  ['/ket-qua/ty-le-ho-ngheo/?asof=2026-03-02', { kind: 'indicator', indicator: 'ty-le-ho-ngheo' }],
  ['/ket-qua/ty-le-ho-ngheo.csv?asof=2026-03-02', { kind: 'indicator', indicator: 'ty-le-ho-ngheo' }],
  ['/dia-phuong/huyen-van-ho/?asof=2026-03-02', { kind: 'unit', unit: 'huyen-van-ho' }],
  [
    '/kinh-phi/ca-3-ctmtqg/2021-den-2025/?asof=2026-03-02',
    { kind: 'funding', programme: 'ca-3-ctmtqg', period: '2021/2025' },
  ],
])('%s is a table', (text, table) => {
  expect(read(text)).toMatchObject([{ kind: 'table', table, asof: '2026-03-02' }])
})

test('a page without figures is known as a page', () => {
  expect(read('/gioi-thieu/')).toEqual([{ kind: 'page', path: '/gioi-thieu/' }])
  expect(read('/kinh-phi/ca-3-ctmtqg/khong-phai-ky/')).toMatchObject([{ kind: 'page' }])
})

test('a sentence holds no address', () => {
  expect(read('Năm 2022 tỷ lệ hộ nghèo là 17,83%, giảm 3,83 điểm/năm; xem báo.')).toEqual([])
})

test('of many addresses the first are looked at', () => {
  expect(read(`${ID} `.repeat(50))).toHaveLength(12)
})
