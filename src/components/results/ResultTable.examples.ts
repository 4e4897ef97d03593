import type { Indicator } from '../../domain/reference/rules.ts'
import type { ResultQuery } from '../../domain/results/query-rules.ts'
import { tabulate, type ResultTable } from '../../domain/results/rules.ts'
import {
  EXAMPLE_DISTRICTS,
  EXAMPLE_PROVINCE,
  EXAMPLE_RATE,
  exampleFigure,
} from '../figures/example-figures.ts'
import type { Example } from '../example.ts'
import { numberSources, type SourceNotes } from './source-notes.ts'

const units = new Map([EXAMPLE_PROVINCE, ...EXAMPLE_DISTRICTS].map((unit) => [unit.id, unit]))
const real = [
  exampleFigure('18.62', { period: '2020' }),
  exampleFigure('21.66', { period: '2021' }),
  exampleFigure('17.83', { period: '2022' }),
  exampleFigure('14.17', { period: '2023' }, { status: 'provisional' }),
  exampleFigure('11.11', { period: '2024' }),
  exampleFigure('30.23', { unit: 'huyen-bac-yen', period: '2023' }),
  exampleFigure(null, { unit: 'huyen-van-ho', period: '2024' }, { status: 'not-available' }),
]
const samples = EXAMPLE_DISTRICTS.flatMap(({ id }, at) =>
  ['2023', '2024'].map((period, year) =>
    exampleFigure(String(20.5 - at - year), { unit: id, period, sample: true }),
  ),
)

const table = (figures: typeof real): ResultTable => tabulate(figures, EXAMPLE_RATE, units, '2026-11-23')

export const resultTableExamples: readonly Example<{
  id: string
  caption: string
  table: ResultTable
  indicator: Indicator
  query: ResultQuery
  notes: SourceNotes
  sample?: boolean
}>[] = [
  {
    name: 'năm mới nhất đứng trước, có chỗ đổi cách tính và ô chưa có số',
    props: {
      id: 'mau-bang-that',
      caption: 'Tỷ lệ hộ nghèo',
      table: table(real),
      indicator: EXAMPLE_RATE,
      query: {},
      notes: numberSources(real),
    },
    shows: ['2024', '11,11', 'sơ bộ', 'chưa có số liệu', 'đổi cách tính'],
  },
  {
    name: 'số minh hoạ',
    props: {
      id: 'mau-bang-minh-hoa',
      caption: 'Tỷ lệ hộ nghèo, số minh hoạ',
      table: table(samples),
      indicator: EXAMPLE_RATE,
      query: {},
      notes: numberSources(samples),
      sample: true,
    },
    shows: ['minh hoạ', '20,5'],
  },
]
