import type { APIContext } from 'astro'
import { beforeAll, expect, test } from 'vitest'
import { chooseOrigin, FORMATS } from '../../../src/domain/downloads/rules.ts'
import { listForDownload } from '../../../src/domain/downloads/service.ts'
import { SIZE_TOLERANCE } from '../../../src/domain/downloads/size-rules.ts'
import type { Figure } from '../../../src/domain/figures/rules.ts'
import { aboutSizes } from '../../../src/http/download-sizes.ts'
import { sendFigures } from '../../../src/http/download.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const UNITS = ['son-la', 'huyen-van-ho', 'huyen-muong-la', 'huyen-thuan-chau', 'thanh-pho-son-la']
const YEARS = Array.from({ length: 20 }, (_, at) => String(2004 + at))
/** From one row to more than are written to learn the size. */
const COUNTS = [1, 2, 7, 16, 17, 40, 100]

describeOnBothDatabases('the size told beside a link to a file', (open) => {
  let site: TestSite
  let figures: Figure[]

  beforeAll(async () => {
    site = await open()
    const rows = UNITS.flatMap((unit) => YEARS.map((period) => ({ unit, period })))
    const value = (at: number): string => ((at * 7_919) % 90).toFixed(2)
    await publishRows(site, {
      results: rows.map((row, at) => ({
        ...row,
        value: value(at),
        ...(at % 9 === 0 && { note: 'Số liệu tính đến cuối năm, chưa có các hộ mới tách.' }),
      })),
      claims: rows.filter((_, at) => at % 5 === 0).map((row, at) => ({ ...row, value: value(at + 3) })),
    })
    await publishRows(site, {
      sample: true,
      results: rows.slice(20, 60).map((row, at) => ({ ...row, value: value(at + 5) })),
    })
    figures = await listForDownload(site.context, 'result', {})
  })

  const lengthOf = async (format: (typeof FORMATS)[number], some: Figure[], sample: boolean) => {
    const api = { locals: { context: site.context, lang: 'vi' }, url: new URL('http://localhost:4321/x') }
    const page = { title: 'Tỷ lệ hộ nghèo', name: 'x', page: { path: '/ket-qua/ty-le-ho-ngheo/' } }
    const file = await sendFigures(
      api as unknown as APIContext,
      format,
      { ...page, sample },
      ['result'],
      some,
    )
    return (await file.arrayBuffer()).byteLength
  }

  test.each(COUNTS)('is about that of the file, with %i real rows and samples beside them', async (count) => {
    const real = figures.filter(({ sample }) => !sample).slice(0, count)
    const some = [...real, ...chooseOrigin(figures, true).figures]
    const { files, samples } = aboutSizes(site.context, 'vi', ['result'], some)
    for (const format of FORMATS) {
      const off = files[format] / (await lengthOf(format, some, false)) - 1
      expect(Math.abs(off), `${format}: ${off}`).toBeLessThan(SIZE_TOLERANCE)
      const apart = (samples?.[format] ?? 0) / (await lengthOf(format, some, true)) - 1
      expect(Math.abs(apart), `${format} of samples: ${apart}`).toBeLessThan(SIZE_TOLERANCE)
    }
  })

  test('is told of samples apart only where there are real ones beside them', () => {
    const { figures: only } = chooseOrigin(figures, true)
    expect(aboutSizes(site.context, 'vi', ['result'], only).samples).toBeNull()
  })
})
