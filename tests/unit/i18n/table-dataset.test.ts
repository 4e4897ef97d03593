import { expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { tableDataset, unitDataset } from '../../../src/i18n/table-dataset.ts'
import { makeResult } from '../../fixtures/figure-values.ts'

const setting = {
  reference: readReference('content'),
  site: { publisher: 'Ban biên tập' },
  origin: 'https://example.vn',
  asof: undefined,
}
const described = {
  name: 'Tỷ lệ hộ nghèo',
  description: 'Cứ 100 hộ có bao nhiêu hộ nghèo.',
  path: '/ket-qua/ty-le-ho-ngheo/',
  measure: '%',
}
const REAL = [makeResult('21.66', { period: '2021' }), makeResult('10.89', { period: '2025-06' })]
const SAMPLE = makeResult('1', { period: '1990', sample: true })

test('a page of figures is described as a dataset, its samples left out', () => {
  expect(tableDataset([...REAL, SAMPLE], described, setting, 'vi')).toMatchObject({
    '@type': 'Dataset',
    name: 'Tỷ lệ hộ nghèo',
    url: 'https://example.vn/ket-qua/ty-le-ho-ngheo/',
    license: 'https://example.vn/du-lieu/',
    temporalCoverage: '2021-01-01/2025-06-30',
    spatialCoverage: { name: 'tỉnh Sơn La' },
    isPartOf: [{ url: 'https://example.vn/du-lieu/thu-nghiem/1/' }],
    distribution: ['csv', 'json', 'xlsx'].map((ending) => ({
      contentUrl: `https://example.vn/ket-qua/ty-le-ho-ngheo.${ending}`,
    })),
  })
})

test('a page of samples alone, and one of the past, is no dataset', () => {
  expect(tableDataset([SAMPLE], described, setting, 'vi')).toBeNull()
  expect(tableDataset(REAL, described, { ...setting, asof: '2026-01-01' }, 'vi')).toBeNull()
})

test('the page of a unit is a dataset of that place, and none where it shows samples alone', () => {
  const unit = setting.reference.units.get('huyen-muong-la')
  const indicator = setting.reference.indicators.get('ty-le-ho-ngheo')
  if (unit === undefined || indicator === undefined) throw new Error('the reference lacks them')
  const none = { projections: [], funding: { results: [], projections: [] } }
  const [newest] = REAL.toReversed()
  const shown = newest === undefined ? [] : [{ indicator, digest: { newest } }]
  expect(unitDataset(unit, { ...none, entries: shown }, setting, 'vi')).toMatchObject({
    name: 'Số liệu của huyện Mường La',
    description: 'Số liệu của huyện Mường La: Tỷ lệ hộ nghèo',
    url: 'https://example.vn/dia-phuong/huyen-muong-la/',
    spatialCoverage: { name: 'huyện Mường La' },
  })
  expect(unitDataset(unit, { ...none, entries: [] }, setting, 'vi')).toBeNull()
})
