import { createCanvas, loadImage } from '@napi-rs/canvas'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  LARGEST_PICTURE,
  PHONE_WIDTH,
  phoneRatio,
  type ChartDescription,
} from '../../../src/domain/charts/rules.ts'
import { encodeIndexed } from '../../../src/domain/charts/indexed-png.ts'
import { SMALL_LABELS } from '../../../src/domain/charts/drawing-rules.ts'
import { drawPicture, phoneLayout } from '../../../src/domain/charts/picture.ts'
import { pictureOf } from '../../../src/domain/charts/service.ts'
import type { Context } from '../../../src/domain/context.ts'

const CHART: ChartDescription = {
  kind: 'line',
  title: 'Tỷ lệ hộ nghèo',
  subtitle: 'Tỉnh Sơn La, 2021–2022 · đơn vị: %',
  measure: '%',
  labels: [
    { at: 2021, text: '2021' },
    { at: 2022, text: '2022' },
  ],
  ticks: [
    { value: 0, text: '0' },
    { value: 25, text: '25' },
  ],
  series: [
    {
      name: 'Tỉnh Sơn La',
      role: 'achieved',
      slot: 0,
      points: [
        { at: 2021, value: 21.66, text: '21,66 %' },
        { at: 2022, value: 17.83, text: '17,83 %' },
      ],
    },
  ],
  notes: [],
  source: 'Nguồn: Báo Sơn La',
  standing: 'Số liệu công bố đến hết ngày 02/03/2026',
  address: 'http://localhost/ket-qua/ty-le-ho-ngheo/?asof=2026-03-02',
  picture: '/ket-qua/ty-le-ho-ngheo.png',
  summary: '',
  sampleMark: null,
}

/** Width and height as the header of a PNG has them. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

async function pixelsOf(png: Buffer) {
  const image = await loadImage(png)
  const ctx = createCanvas(image.width, image.height).getContext('2d')
  ctx.drawImage(image, 0, 0)
  return ctx.getImageData(0, 0, image.width, image.height)
}

describe('the picture of a chart', () => {
  let plain: Buffer
  beforeAll(async () => {
    plain = await drawPicture(CHART, 'Trang thử')
  })

  test('is 1200 × 630 and small enough for a slow phone', () => {
    expect(sizeOf(plain)).toEqual([1200, 630])
    expect(plain.length).toBeLessThan(50_000)
  })

  test('has something drawn in the head, the plot and the foot', async () => {
    const { data } = await pixelsOf(plain)
    const ink = (from: number, to: number): number =>
      data.slice(from * 1200 * 4, to * 1200 * 4).filter((value, at) => at % 4 === 1 && value < 200).length
    expect(ink(0, 100)).toBeGreaterThan(1_000)
    expect(ink(130, 500)).toBeGreaterThan(1_000)
    expect(ink(550, 630)).toBeGreaterThan(1_000)
  })

  test.each(['line', 'bars'] as const)(
    'is no larger than is told beside its link when full: %s',
    async (kind) => {
      const name = 'Thị xã Mộc Châu – kinh tế, xã hội vùng đồng bào dân tộc thiểu số và miền núi'
      const places = Array.from({ length: 12 }, (_, at) => at)
      const series = Array.from({ length: kind === 'line' ? 6 : 2 }, (_, slot) => ({
        name: `${name} ${slot}`,
        role: slot === 1 && kind === 'bars' ? ('allocated' as const) : ('achieved' as const),
        slot: kind === 'line' ? slot : 0,
        points: places.map((at) => {
          const value = 25 - slot * 3.7 - ((at * 7) % 11)
          return { at, value: Math.abs(value), text: `khoảng ${Math.abs(value).toFixed(3)} tỷ đồng` }
        }),
      }))
      const full: ChartDescription = {
        ...CHART,
        kind,
        title: name,
        subtitle: `${name}; ${name}`,
        labels: places.map((at) => ({ at, text: kind === 'line' ? String(2010 + at) : `${at} ${name}` })),
        ticks: [0, 5, 10, 15, 20, 25].map((value) => ({ value, text: `${value}` })),
        series,
        notes: [`${name}; ${name}; ${name}`],
        sampleMark: 'Dữ liệu minh hoạ – không phải số liệu chính thức',
      }
      const { length } = await drawPicture(full, name)
      expect(length).toBeLessThanOrEqual(LARGEST_PICTURE)
      expect(length).toBeGreaterThan(LARGEST_PICTURE / 2)
    },
  )

  test.each([
    ['its title', { title: 'Tỷ lệ hộ cận nghèo' }],
    ['its address', { address: 'http://localhost/ket-qua/ty-le-ho-ngheo/?asof=2026-03-03' }],
    ['its source', { source: 'Nguồn: Dân trí' }],
    ['a note', { notes: ['Nguồn khác ghi số khác cho: 2022. Xem bảng.'] }],
    ['a mark of samples', { sampleMark: 'Dữ liệu minh hoạ – không phải số liệu chính thức' }],
    ['a value', { series: CHART.series.map((series) => ({ ...series, points: series.points.slice(0, 1) })) }],
  ])('shows %s', async (_, change) => {
    expect(await drawPicture({ ...CHART, ...change }, 'Trang thử')).not.toEqual(plain)
  })

  test('is the same for the same chart', async () => {
    expect(await drawPicture(CHART, 'Trang thử')).toEqual(plain)
  })

  test('an address longer than the picture is wide stays in it', async () => {
    const long = { ...CHART, address: `http://localhost/ket-qua/${'x'.repeat(400)}` }
    const { data } = await pixelsOf(await drawPicture(long, 'Trang thử'))
    const rightEdge = Array.from({ length: 630 }, (_, y) => data[(y * 1200 + 1190) * 4])
    expect(new Set(rightEdge)).toEqual(new Set([255]))
  })

  test('for a phone has letters that are read where it is shown, and the shape that the page keeps free', async () => {
    const bars: ChartDescription = { ...CHART, kind: 'bars' }
    for (const chart of [CHART, bars]) {
      const { width, band, theme } = phoneLayout(chart)
      // A page of 360 pixels leaves so many to a picture.
      const shown = 328 / width
      for (const size of [band.size, theme.fontSize, theme.fontSize * SMALL_LABELS])
        expect(size * shown).toBeGreaterThanOrEqual(11)
      const picture = await drawPicture(chart, 'Trang thử', { format: 'png', width: PHONE_WIDTH })
      const [wide, high] = sizeOf(picture)
      expect(wide).toBe(PHONE_WIDTH)
      expect(high / wide).toBeCloseTo(phoneRatio(chart), 2)
    }
  })

  test('for a phone leaves labels beside bars whole, and apart from each other', async () => {
    const [series] = CHART.series
    if (series === undefined) throw new Error('there is no series')
    const value = (at: number) => ({ at, value: 872 - at * 300, text: `hơn ${872 - at * 300},5 tỷ đồng` })
    const bars: ChartDescription = {
      ...CHART,
      kind: 'bars',
      labels: ['Ngân sách trung ương', 'Ngân sách địa phương'].map((text, at) => ({ at, text })),
      ticks: [0, 400, 800].map((tick) => ({ value: tick, text: String(tick) })),
      series: [{ ...series, points: [value(0), value(1)] }],
    }
    const picture = await drawPicture(bars, 'Trang thử', { format: 'png', width: PHONE_WIDTH })
    const { data, width, height } = await pixelsOf(picture)
    const { margin, theme } = phoneLayout(bars)
    const edge = Math.ceil((margin * width) / 340)
    const isBlank = (x: number, y: number): boolean => (data[(y * width + x) * 4 + 1] ?? 0) > 200
    const rows = Array.from({ length: height }, (_, y) => y)
    expect(rows.every((y) => isBlank(edge, y))).toBe(true)
    const rowHeight = (phoneRatio(bars) - phoneRatio({ ...bars, labels: bars.labels.slice(1) })) * 340
    expect(rowHeight).toBeGreaterThanOrEqual(theme.labelLines * theme.fontSize * 1.2)
  })

  describe('every letter of Vietnamese is in the typeface', () => {
    const VOWELS = 'aăâeêioôơuưy'
    const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
    const lower = [
      ...Array.from(VOWELS, (vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))).flat(),
      ...Array.from('bcdđghklmnpqrstvx'),
    ]
    const families = ['latin', 'vietnamese', 'latin-ext'].map((subset) => `"Be Vietnam Pro ${subset}"`)
    const inkOf = (letter: string, weight: number): number => {
      const ctx = createCanvas(60, 80).getContext('2d')
      ctx.font = `${weight} 40px ${families.join(', ')}`
      ctx.fillText(letter, 10, 55)
      return ctx.getImageData(0, 0, 60, 80).data.filter((value, at) => at % 4 === 3 && value > 128).length
    }

    test.each([400, 600])('in weight %d', (weight) => {
      const letters = [...lower, ...lower.map((letter) => letter.toLocaleUpperCase('vi')), '–', '·', '%', '…']
      expect(letters.filter((letter) => inkOf(letter, weight) === 0)).toEqual([])
      // A letter that is not in it leaves nothing, so the line above can fail.
      expect(inkOf('→', weight)).toBe(0)
    })
  })
})

describe('a PNG with a palette', () => {
  test('shows each colour as near as its bits allow, black and white exactly', async () => {
    const [width, height] = [64, 40]
    const data = new Uint8ClampedArray(width * height * 4)
    for (let at = 0; at < width * height; at += 1) {
      data.set([(at * 7) % 256, (at * 3) % 256, at % 256, 255], at * 4)
    }
    data.set([0, 0, 0, 255, 255, 255, 255, 255])
    const read = await pixelsOf(await encodeIndexed({ width, height, data }))
    expect([read.width, read.height]).toEqual([width, height])
    expect([...read.data.slice(0, 8)]).toEqual([0, 0, 0, 255, 255, 255, 255, 255])
    const furthest = Math.max(...read.data.map((value, at) => Math.abs(value - (data[at] ?? 0))))
    expect(furthest).toBeLessThanOrEqual(43)
  })

  test('of few colours loses less than an eye can see', async () => {
    const [width, height] = [20, 10]
    const data = new Uint8ClampedArray(width * height * 4)
    for (let at = 0; at < width * height; at += 1) data.set([at, at, at, 255], at * 4)
    const read = await pixelsOf(await encodeIndexed({ width, height, data }))
    expect(Math.max(...read.data.map((value, at) => Math.abs(value - (data[at] ?? 0))))).toBeLessThanOrEqual(
      5,
    )
  })
})

describe('many pictures at once', () => {
  const context = { site: { settings: { name: 'Trang thử' } } } as Context
  const chart = (at: number): ChartDescription => ({ ...CHART, title: `Biểu đồ ${at}` })

  test('are drawn in turn; when too many wait, the next is told to come again, and later is served', async () => {
    const asked = Array.from({ length: 41 }, (_, at) => pictureOf(context, chart(at)))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    expect(outcomes.at(-1)).toMatchObject({
      status: 'rejected',
      reason: { code: 'rate-limited', retryAfter: 5 },
    })
    expect(sizeOf(await pictureOf(context, chart(40)))).toEqual([1200, 630])
  }, 30_000)
})
