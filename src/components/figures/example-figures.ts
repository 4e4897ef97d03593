import {
  resultId,
  type FigureRevision,
  type ResultFigure,
  type ResultKey,
} from '../../domain/figures/rules.ts'
import type { SourceDocument } from '../../domain/figures/rules.ts'
import type { Indicator } from '../../domain/reference/rules.ts'
import type { AdministrativeUnit } from '../../domain/units/rules.ts'

/* Material for examples of whatever prints figures. */

export const EXAMPLE_RATE: Indicator = {
  id: 'ty-le-ho-ngheo',
  name: 'Tỷ lệ hộ nghèo',
  topic: 'ngheo',
  measure: '%',
  decimals: 2,
  kind: 'number',
  direction: 'lower-better',
  aggregation: 'none',
  minimum: 0,
  maximum: 100,
  jumpLimit: null,
  definition: 'Cứ 100 hộ dân trên địa bàn thì có bao nhiêu hộ nghèo.',
  method: '',
  breaks: [{ period: '2021', note: 'Từ năm 2021 theo chuẩn của giai đoạn 2021–2025.' }],
}

export const EXAMPLE_HOUSES: Indicator = {
  ...EXAMPLE_RATE,
  id: 'so-nha-duoc-ho-tro',
  name: 'Số nhà được hỗ trợ xây mới hoặc sửa chữa cho hộ nghèo khó khăn về nhà ở',
  topic: 'nha-o',
  measure: 'nhà',
  decimals: 0,
  direction: 'neutral',
  aggregation: 'sum',
  breaks: [],
}

const unit = (id: string, name: string, row: number, column: number): AdministrativeUnit => ({
  id,
  name,
  level: id === 'son-la' ? 'province' : 'district',
  officialCode: '',
  parentId: id === 'son-la' ? null : 'son-la',
  validFrom: null,
  validTo: id === 'son-la' ? null : '2025-06-30',
  seenBy: null,
  goneBy: null,
  tile: id === 'son-la' ? null : { row, column },
})

export const EXAMPLE_PROVINCE = unit('son-la', 'tỉnh Sơn La', 0, 0)
export const EXAMPLE_DISTRICTS: readonly AdministrativeUnit[] = [
  unit('huyen-quynh-nhai', 'huyện Quỳnh Nhai', 1, 1),
  unit('huyen-muong-la', 'huyện Mường La', 1, 2),
  unit('thanh-pho-son-la', 'thành phố Sơn La', 2, 2),
  unit('huyen-bac-yen', 'huyện Bắc Yên', 3, 3),
  unit('huyen-van-ho', 'huyện Vân Hồ', 4, 5),
]

const DOCUMENT: SourceDocument = {
  name: 'vi-du',
  title: 'Báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo',
  titleDerived: false,
  issuer: 'Sở Nông nghiệp và Môi trường',
  number: '12/BC-SNNMT',
  date: '2026-01-15',
  url: null,
  kind: 'official',
  secondary: false,
}

/** A figure of the province in 2024, unless told otherwise. Real ones have a document, samples none. */
export function exampleFigure(
  value: string | null,
  key: Partial<ResultKey & { sample: boolean }> = {},
  revision: Partial<FigureRevision> = {},
): ResultFigure {
  const { sample = false, ...rest } = key
  const full = { indicator: EXAMPLE_RATE.id, unit: 'son-la', period: '2024', breakdown: '', ...rest }
  return {
    ...full,
    kind: 'result',
    id: resultId(full, sample),
    sample,
    revisions: revision.revision ?? 1,
    current: {
      revision: 1,
      value,
      allocated: null,
      disbursed: null,
      qualifier: null,
      status: 'final',
      document: sample ? null : DOCUMENT,
      page: null,
      note: null,
      sourceReason: null,
      claims: [],
      change: 'first',
      changeReason: null,
      release: { seq: 1, dataset: 'vi-du', version: 1 },
      publishedAt: '2026-03-02T01:00:00.000Z',
      hash: '0'.repeat(64),
      previousHash: '',
      ...revision,
    },
  }
}
