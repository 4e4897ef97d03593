import { describe, expect, test } from 'vitest'
import type { ChartDescription } from '../../../src/domain/charts/rules.ts'
import { chartOfFunding } from '../../../src/domain/charts/service.ts'
import type { Context } from '../../../src/domain/context.ts'
import type { FundingFigure } from '../../../src/domain/figures/rules.ts'
import { latticeOf } from '../../../src/domain/funding/lattice.ts'
import { readFundingView } from '../../../src/domain/funding/rules.ts'
import { makeTables } from '../../../src/domain/funding/service.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { chartWords } from '../../../src/i18n/charts.ts'
import { testConfig } from '../../fixtures/databases.ts'
import { makeFunding } from '../../fixtures/figure-values.ts'

const reference = readReference('content')
const context = {
  lang: 'vi',
  reference,
  config: testConfig('file::memory:'),
  now: () => new Date('2026-03-05T01:00:00.000Z'),
} as Context
const PROGRAMME = 'ctmtqg-giam-ngheo-ben-vung-2021-2025'

/** Charts of all tables that some lines make. */
function chartsOf(lines: readonly FundingFigure[], query = ''): (ChartDescription | null)[] {
  const programme = reference.programmes.get(PROGRAMME)
  if (programme === undefined) throw new Error('no such programme')
  const view = readFundingView(new URLSearchParams(query))
  const asked = { programme, period: '2022', view, words: chartWords('vi') }
  return makeTables(latticeOf(reference, PROGRAMME), lines, view).map((table) =>
    chartOfFunding(context, { ...asked, table }),
  )
}

function chartOf(lines: readonly FundingFigure[], query = ''): ChartDescription {
  const [chart] = chartsOf(lines, query)
  if (chart == null) throw new Error('no chart')
  return chart
}

const BILLION = 1_000_000_000
const LINES = [
  makeFunding({ allocated: 30 * BILLION, disbursed: 20 * BILLION }),
  makeFunding({ allocated: 10 * BILLION, disbursed: 8 * BILLION }, { project: '1' }),
  makeFunding({ allocated: 20 * BILLION, disbursed: 12 * BILLION }, { project: '2' }),
]

describe('the chart of a table of money', () => {
  test('has a pair of bars for each row, what was allocated behind what was spent', () => {
    const chart = chartOf(LINES)
    expect(chart.kind).toBe('bars')
    expect(chart.labels.map(({ text }) => text.slice(0, 8))).toEqual(['Dự án 1.', 'Dự án 2.'])
    expect(chart.series.map(({ name, role }) => [name, role])).toEqual([
      ['Kế hoạch giao', 'allocated'],
      ['Giải ngân', 'achieved'],
    ])
    expect(chart.series.map(({ points }) => points.map((point) => point?.value))).toEqual([
      [10, 20],
      [8, 12],
    ])
    expect(chart.measure).toBe('tỷ đồng')
    expect(chart.series[0]?.points[0]?.text).toBe('10\u00a0tỷ đồng')
    expect(chart.summary).toBe(
      `Năm 2022: kế hoạch giao 30\u00a0tỷ đồng, giải ngân 20\u00a0tỷ đồng. Kế hoạch giao lớn nhất: ${chart.labels[1]?.text ?? ''} (20\u00a0tỷ đồng).`,
    )
    expect(chart.address).toContain('/kinh-phi/ctmtqg-giam-ngheo-ben-vung-2021-2025/2022/?asof=2026-03-02')
  })

  test('of a single line compares its two amounts, with their qualifier', () => {
    const chart = chartOf([
      makeFunding({ allocated: 9_000_000, disbursed: 5_000_000 }, {}, { qualifier: 'more-than' }),
    ])
    expect(chart.labels.map(({ text }) => text)).toEqual(['Tỉnh Sơn La'])
    expect(chart.measure).toBe('triệu đồng')
    expect(chart.series[1]?.points[0]?.text).toBe('hơn\u00a05\u00a0triệu đồng')
  })

  test('of one amount only says in its subtitle which it is', () => {
    const spent = LINES.map((line) => ({ ...line, current: { ...line.current, allocated: null } }))
    expect(chartOf(spent).subtitle).toBe('Tỉnh Sơn La, năm 2022 · giải ngân · đơn vị: tỷ đồng')
    expect(chartOf(LINES).subtitle).toBe('Tỉnh Sơn La, năm 2022 · đơn vị: tỷ đồng')
  })

  test('is not drawn of a single amount', () => {
    expect(chartsOf([makeFunding({ allocated: BILLION, disbursed: null })])).toEqual([null])
  })

  test('a row without an amount has no bar of it', () => {
    const [first, ...rest] = LINES
    const chart = chartOf([
      ...(first === undefined ? [] : [first]),
      ...rest.slice(0, 1),
      makeFunding({ allocated: 20 * BILLION, disbursed: null }, { project: '2' }),
    ])
    expect(chart.series[1]?.points.map((point) => point?.value ?? null)).toEqual([8, null])
  })

  test('of more rows than there is room for has the largest, in the order of the table, and says so', () => {
    const units = [...reference.units.values()].filter(({ level }) => level === 'district')
    const lines = units.map(({ id }, at) =>
      makeFunding({ allocated: (at + 1) * BILLION, disbursed: BILLION }, { unit: id }),
    )
    const count = lines.length
    expect(count).toBeGreaterThan(12)
    const chart = chartOf(lines, 'theo=don-vi')
    const allocated = chart.series[0]?.points.map((point) => point?.value ?? 0) ?? []
    expect(allocated.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, at) => at + 1 + count - 12),
    )
    expect(chart.notes).toEqual([`Biểu đồ chỉ vẽ 12 số lớn nhất trong ${count} số. Xem bảng.`])
    const whole = chartOf(lines.slice(count - 12), 'theo=don-vi')
    expect([whole.labels.length, whole.notes]).toEqual([12, []])
  })

  test('keeps samples and projections to charts of their own', () => {
    const charts = chartsOf([
      ...LINES,
      ...LINES.map((line) => ({ ...line, id: `minh-hoa_${line.id}`, sample: true })),
      makeFunding(
        { allocated: 3 * BILLION, disbursed: 2 * BILLION },
        { project: '3' },
        { status: 'forecast' },
      ),
      makeFunding(
        { allocated: 4 * BILLION, disbursed: 1 * BILLION },
        { project: '4' },
        { status: 'forecast' },
      ),
    ])
    expect(charts.map((chart) => [chart?.sampleMark === null, chart?.series[0]?.role])).toEqual([
      [true, 'allocated'],
      [true, 'projection'],
      [false, 'allocated'],
    ])
    expect(charts.map((chart) => new URL(chart?.picture ?? '', 'http://x').search)).toEqual([
      '',
      '?du-kien=1',
      '?minh-hoa=1',
    ])
    const slots = charts[1]?.series.map(({ slot }) => slot)
    expect(new Set(slots).size).toBe(2)
  })
})
