import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../../src/domain/context.ts'
import { toChartJs, wrap, type ChartTheme } from '../../../src/domain/charts/drawing-rules.ts'
import { chartOfResult } from '../../../src/domain/charts/service.ts'
import { ticksUpTo } from '../../../src/domain/charts/setting.ts'
import { sizedAddress, type ChartDescription } from '../../../src/domain/charts/rules.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { chartWords } from '../../../src/i18n/charts.ts'
import { testConfig } from '../../fixtures/databases.ts'
import { makeResult } from '../../fixtures/figure-values.ts'
import { makeDocument } from '../../fixtures/figures.ts'

const reference = readReference('content')
const context = {
  lang: 'vi',
  reference,
  config: testConfig('file::memory:'),
  now: () => new Date('2026-03-05T01:00:00.000Z'),
} as Context
const words = chartWords('vi')
const rate = reference.indicators.get('ty-le-ho-ngheo')
const houses = reference.indicators.get('so-nha-duoc-ho-tro')
const done = reference.indicators.get('hoan-thanh-ho-tro-nha-o')
if (rate === undefined || houses === undefined || done === undefined) throw new Error('no such indicators')

type Figures = Parameters<typeof chartOfResult>[1]['figures']
const draw = (figures: Figures, options: object = {}): ChartDescription | null =>
  chartOfResult(context, { indicator: rate, figures, words, ...options })
const drawn = (figures: Figures, options: object = {}): ChartDescription => {
  const chart = draw(figures, options)
  if (chart === null) throw new Error('no chart')
  return chart
}
const valuesOf = (chart: ChartDescription) =>
  chart.series.map(({ points }) => points.map((point) => point?.value ?? null))

const COURSE = [
  makeResult('21.66', { period: '2021' }),
  makeResult('17.83', { period: '2022' }),
  makeResult('14.17', { period: '2023' }),
]

describe('through time', () => {
  test('years stand in their order, half a year between them', () => {
    const chart = drawn([
      makeResult('10.89', { period: '2025-06' }),
      ...COURSE,
      makeResult('11.11', { period: '2024' }),
    ])
    expect(chart.labels.map(({ text }) => text)).toEqual(['2021', '2022', '2023', '2024', '6/2025'])
    expect(chart.labels.map(({ at }) => at)).toEqual([2021, 2022, 2023, 2024, expect.closeTo(2024.5, 2)])
    expect(chart.kind).toBe('line')
    expect(chart.summary).toBe(
      'Tỷ lệ hộ nghèo của tỉnh Sơn La giảm từ 21,66\u00a0% (năm 2021) xuống 11,11\u00a0% (năm 2024). Tháng 6/2025: 10,89\u00a0%.',
    )
    // The line holds years; what speaks of another moment stands beside it.
    expect(valuesOf(chart)).toEqual([[21.66, 17.83, 14.17, 11.11, null, 10.89]])
    const texts = chart.series[0]?.points.map((point) => point?.text.replace('\u00a0', ' '))
    expect(texts?.slice(3)).toEqual(['11,11 %', undefined, '10,89 % (6/2025)'])
  })

  test('a turn on the way is said, with its year and its qualifier', () => {
    const of = (...values: string[]) =>
      drawn(values.map((value, at) => makeResult(value, { period: String(2022 + at) }))).summary.replaceAll(
        '\u00a0',
        ' ',
      )
    expect(of('10', '12.5', '8', '9')).toBe(
      'Tỷ lệ hộ nghèo của tỉnh Sơn La giảm từ 10 % (năm 2022) xuống 9 % (năm 2025). Cao nhất trong thời gian này là 12,5 % (năm 2023). Thấp nhất trong thời gian này là 8 % (năm 2024).',
    )
    expect(of('10', '12', '12')).not.toContain('nhất')
    expect(of('10', '9', '8')).not.toContain('nhất')
  })

  test('what the summary names as highest or lowest is, whatever the course', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 8 }), (values) => {
        const { summary } = drawn(
          values.map((value, at) => makeResult(String(value), { period: String(2022 + at) })),
        )
        const ends = [values[0], values.at(-1)]
        const stated = (word: string) => new RegExp(`${word} nhất[^.]* là (\\d+)`, 'u').exec(summary)?.[1]
        const expected = (value: number) => (ends.includes(value) ? undefined : String(value))
        expect(stated('Cao')).toBe(expected(Math.max(...values)))
        expect(stated('Thấp')).toBe(expected(Math.min(...values)))
      }),
    )
  })

  test('months are joined where there are no years', () => {
    const months = ['2025-05', '2025-06', '2025-07'].map((period, at) =>
      makeResult(String(12 - at), { period }),
    )
    expect(valuesOf(drawn(months))).toEqual([[12, 11, 10]])
  })

  test('a quarter is no state at its end: it stands beside no year, and with others where there are none', () => {
    const share = reference.indicators.get('ty-le-dat-chi-tieu-viec-lam')
    const at = (value: string, period: string) => makeResult(value, { indicator: share?.id ?? '', period })
    const of = { indicator: share }
    expect(draw([at('149', '2022'), at('12.4', '2024-Q1')], of)).toBeNull()
    const years = [at('149', '2022'), at('110', '2023')]
    const chart = drawn([...years, at('12.4', '2024-Q1'), at('40', '2024-06')], of)
    expect(chart.labels.map(({ text }) => text)).toEqual(['2022', '2023', '6/2024'])
    expect(valuesOf(chart)).toEqual([[149, 110, null, 40]])
    expect(JSON.stringify(chart)).not.toContain('12,4')
    expect(valuesOf(drawn([at('12.4', '2024-Q1'), at('30', '2024-Q2')], of))).toEqual([[12.4, 30]])
  })

  test('a source known at second hand is marked, also where it is only counted', () => {
    const issuers = ['Vietnam.vn', 'Báo A', 'Báo B', 'Báo C']
    const figures = issuers.map((issuer, at) =>
      makeResult(
        '12',
        { period: String(2021 + at) },
        { document: makeDocument({ issuer, secondary: at === 0 }) },
      ),
    )
    expect(drawn(figures.slice(0, 2)).source).toBe('Nguồn: Báo A; Vietnam.vn, nguồn thứ cấp')
    expect(drawn(figures).source).toBe('Nguồn: Báo C; Báo B; Báo A và 1 nguồn khác, có nguồn thứ cấp')
  })

  test('a break in the series interrupts the line, is told, and is not compared across', () => {
    const chart = drawn([makeResult('18.62', { period: '2020' }), ...COURSE])
    expect(valuesOf(chart)).toEqual([[18.62, null, 21.66, 17.83, 14.17]])
    expect(chart.notes).toEqual([expect.stringContaining('năm 2021')])
    expect(chart.summary).toContain('21,66')
    expect(chart.summary).not.toContain('18,62')
  })

  test('a year without a value interrupts the line, whether it says so or is not there', () => {
    const gap = [makeResult('21.66', { period: '2021' }), makeResult('14.17', { period: '2023' })]
    expect(valuesOf(drawn(gap))).toEqual([[21.66, null, 14.17]])
    const stated = makeResult(null, { period: '2022' }, { status: 'not-available' })
    expect(valuesOf(drawn([...gap, stated]))[0]).toContain(null)
    expect(valuesOf(drawn(COURSE))).toEqual([[21.66, 17.83, 14.17]])
  })

  test('targets and forecasts are series of their own', () => {
    const chart = drawn([
      ...COURSE,
      makeResult('7.89', { period: '2025' }, { status: 'forecast' }),
      makeResult('7.00', { period: '2026' }, { status: 'target' }),
    ])
    expect(chart.series.map(({ name, role, slot }) => [name, role, slot])).toEqual([
      ['Tỉnh Sơn La', 'achieved', 0],
      ['Tỉnh Sơn La (dự kiến)', 'projection', 0],
      ['Tỉnh Sơn La (chỉ tiêu)', 'projection', 0],
    ])
    expect(chart.summary).toContain('Dự kiến năm 2025 ở tỉnh Sơn La: 7,89')
  })

  test('a qualifier stays with its value', () => {
    const [first, ...rest] = COURSE
    if (first === undefined) throw new Error('no first')
    const chart = drawn([{ ...first, current: { ...first.current, qualifier: 'more-than' } }, ...rest])
    expect(chart.series[0]?.points[0]?.text).toBe('hơn\u00a021,66\u00a0%')
    expect(chart.summary).toContain('hơn\u00a021,66')
  })

  test('a chosen unit stands beside the province', () => {
    const chart = drawn([...COURSE, makeResult('30.23', { unit: 'huyen-sop-cop', period: '2023' })], {
      chosen: ['huyen-sop-cop'],
    })
    expect(chart.series.map(({ name }) => name)).toEqual(['Tỉnh Sơn La', 'Huyện Sốp Cộp'])
    expect(chart.picture).toBe('/ket-qua/ty-le-ho-ngheo.png?don-vi=huyen-sop-cop')
  })

  test('counts are columns of whole years, and a year between them keeps its place', () => {
    const count = (value: string, period: string) =>
      makeResult(value, { indicator: 'so-nha-duoc-ho-tro', period })
    const chart = drawn([count('2213', '2022'), count('3058', '2025'), count('935', '2024-01/2024-09')], {
      indicator: houses,
    })
    expect(chart.kind).toBe('columns')
    expect(chart.labels.map(({ text }) => text)).toEqual(['2022', '2023', '2024', '2025'])
    expect(valuesOf(chart)).toEqual([[2213, 3058]])
    expect(chart.series[0]?.points.map((point) => point?.at)).toEqual([0, 3])
  })

  test('sources that disagree are told', () => {
    const claim = {
      value: '19.23',
      allocated: null,
      disbursed: null,
      qualifier: null,
      document: makeDocument(),
      page: null,
      note: null,
    }
    const chart = drawn([...COURSE, makeResult('11.11', { period: '2024' }, { claims: [claim] })])
    expect(chart.notes.join(' ')).toContain('2024')
  })
})

describe('nothing that cannot be compared is drawn', () => {
  test('yes and no', () => {
    const answers = ['2021', '2022', '2023'].map((period) =>
      makeResult('1', { indicator: 'hoan-thanh-ho-tro-nha-o', period }),
    )
    expect(draw(answers, { indicator: done })).toBeNull()
  })

  test('a single value, none, or parts of the whole', () => {
    expect(draw([makeResult('17.83')])).toBeNull()
    expect(draw([])).toBeNull()
    expect(draw(COURSE.map((figure) => ({ ...figure, breakdown: 'nu' })))).toBeNull()
  })

  test('samples and real figures never share a chart', () => {
    const samples = COURSE.map((figure) => ({ ...figure, sample: true }))
    fc.assert(
      fc.property(fc.subarray([...COURSE, ...samples], { minLength: 1 }), fc.boolean(), (some, sample) => {
        const chart = draw(some, { sample })
        const own = some.filter((figure) => figure.sample === sample)
        expect(chart?.series.flatMap(({ points }) => points.filter(Boolean)).length ?? 0).toBe(
          own.length < 2 ? 0 : own.length,
        )
        expect(chart === null || (chart.sampleMark !== null) === sample).toBe(true)
      }),
    )
  })

  test('samples say so in the picture, in words and in its address', () => {
    const chart = drawn(
      COURSE.map((figure) => ({ ...figure, sample: true })),
      { sample: true },
    )
    expect(chart.sampleMark).toBe('Dữ liệu minh hoạ – không phải số liệu chính thức')
    expect(chart.summary).toContain(chart.sampleMark)
    expect(chart.picture).toBe('/ket-qua/ty-le-ho-ngheo.png?minh-hoa=1')
  })
})

describe('across units', () => {
  const units = [
    makeResult('10.31', { unit: 'huyen-quynh-nhai', period: '2024' }),
    makeResult('21.89', { unit: 'huyen-sop-cop', period: '2024' }),
    makeResult('9.99', { unit: 'huyen-van-ho', period: '2024' }, { status: 'target' }),
    makeResult('11.11', { period: '2024' }),
    makeResult('20', { unit: 'huyen-van-ho', period: '2023' }),
  ]

  test('the largest stands first; neither the province nor a target is among them', () => {
    const chart = drawn(units, { year: '2024' })
    expect(chart.kind).toBe('bars')
    expect(chart.labels.map(({ text }) => text)).toEqual(['Huyện Sốp Cộp', 'Huyện Quỳnh Nhai'])
    expect(valuesOf(chart)).toEqual([[21.89, 10.31]])
    expect(chart.picture).toBe('/ket-qua/ty-le-ho-ngheo.png?nam=2024')
    expect(chart.summary).toContain('cao nhất là huyện Sốp Cộp (21,89\u00a0%)')
  })

  test('of more units than there is room for has the largest, says so, and names the least of all', () => {
    const communes = [...reference.units.values()].filter(({ level }) => level === 'commune').slice(0, 20)
    const many = communes.map(({ id }, at) => makeResult(String(at + 1), { unit: id, period: '2024' }))
    const chart = drawn(many, { year: '2024' })
    expect(valuesOf(chart)).toEqual([Array.from({ length: 16 }, (_, at) => 20 - at)])
    expect(chart.notes).toContain('Biểu đồ chỉ vẽ 16 số lớn nhất trong 20 số. Xem bảng.')
    expect(chart.summary).toMatch(/thấp nhất là [^()]+ \(1\u00a0%\)/u)
    expect(drawn(units, { year: '2024' }).notes).toEqual([])
  })

  test('is what is drawn where the province has no course', () => {
    expect(drawn(units).kind).toBe('bars')
    expect(draw(units, { year: '2023' })).toBeNull()
    expect(draw(units, { year: '2024-06' })).toBeNull()
  })
})

describe('the address in the picture', () => {
  test('carries the day of the newest figure, so that it keeps showing the same', () => {
    const chart = drawn([
      ...COURSE,
      makeResult('11.11', { period: '2024' }, { publishedAt: '2026-03-03T18:30:00.000Z' }),
    ])
    expect(chart.address).toBe('http://localhost:4321/ket-qua/ty-le-ho-ngheo/?asof=2026-03-04')
    expect(chart.standing).toContain('04/03/2026')
  })

  test('or the day that was asked for', () => {
    const chart = drawn(COURSE, { asof: '2026-03-02' })
    expect(chart.address).toContain('asof=2026-03-02')
    expect(chart.picture).toContain('asof=2026-03-02')
  })

  test('leads to the page in the language that the picture is in', () => {
    const english = { ...context, lang: 'en' } as Context
    const chart = chartOfResult(english, { indicator: rate, figures: COURSE, words: chartWords('en') })
    expect(chart?.address).toBe('http://localhost:4321/en/ket-qua/ty-le-ho-ngheo/?asof=2026-03-02')
    expect(chart?.picture).toBe('/en/ket-qua/ty-le-ho-ngheo.png')
    expect(sizedAddress(chart?.picture ?? '', 800)).toBe('/en/ket-qua/ty-le-ho-ngheo.avif?rong=800')
  })
})

describe('ticks', () => {
  test('go from zero past the largest value in few even steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e15, noNaN: true }), fc.boolean(), (largest, whole) => {
        const ticks = ticksUpTo(largest, whole, String).map(({ value }) => value)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest * (1 - 1e-6))
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(7)
        if (whole) expect(ticks.every(Number.isInteger)).toBe(true)
      }),
    )
  })

  test.each([
    [21.66, [0, 5, 10, 15, 20, 25]],
    [3058, [0, 1000, 2000, 3000, 4000]],
    [1, [0, 1]],
  ])('up to %d are %j', (largest, expected) => {
    expect(ticksUpTo(largest, true, String).map(({ value }) => value)).toEqual(expected)
  })
})

describe('labels', () => {
  test('break between words and lose none that fits', () => {
    expect(wrap('Nâng cao năng lực và giám sát', 18, 2)).toEqual(['Nâng cao năng lực', 'và giám sát'])
    expect(wrap('một hai ba bốn năm', 8, 2)).toEqual(['một hai', 'ba bốn …'])
    expect(wrap('một hai ba bốn năm', 7, 2)).toEqual(['một hai', 'ba …'])
    expect(wrap('một', 2, 1)).toEqual(['một'])
  })
})

describe('the configuration of Chart.js', () => {
  const theme: ChartTheme = {
    ink: '#000000',
    muted: '#555555',
    rule: '#dddddd',
    paper: '#ffffff',
    colours: ['#111111'],
    sampleColours: ['#999999'],
    fontFamily: 'serif',
    fontSize: 16,
    labelWidth: 30,
    labelLines: 2,
  }

  test('projections are hollow and dashed, what was reached is neither', () => {
    const chart = drawn([...COURSE, makeResult('7.89', { period: '2025' }, { status: 'forecast' })])
    const [reached, projected] = toChartJs(chart, theme).data.datasets
    expect(reached).toMatchObject({ borderDash: [], pointBackgroundColor: '#111111' })
    expect(projected).toMatchObject({ borderDash: [4, 4], pointBackgroundColor: '#ffffff' })
  })

  test('a gap has no number, and the line does not span it', () => {
    const [line] = toChartJs(drawn([makeResult('18.62', { period: '2020' }), ...COURSE]), theme).data.datasets
    expect(line?.spanGaps).toBe(false)
    expect(line?.data[1]).toEqual({ x: NaN, y: NaN })
  })

  test('samples have colours of their own', () => {
    const samples = COURSE.map((figure) => ({ ...figure, sample: true }))
    const [line] = toChartJs(drawn(samples, { sample: true }), theme).data.datasets
    expect(line?.borderColor).toBe('#999999')
  })
})
