import { beforeAll, describe, expect, test } from 'vitest'
import { isProjection } from '../../../src/domain/figures/rules.ts'
import { listFunding } from '../../../src/domain/figures/service.ts'
import {
  AMOUNT_COLUMNS,
  DIMENSIONS,
  WHOLE,
  amountsOf,
  type FundingTable,
  type FundingView,
} from '../../../src/domain/funding/rules.ts'
import { getFundingOverview, getFundingPage } from '../../../src/domain/funding/service.ts'
import { periodSlug } from '../../../src/domain/periods/rules.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'
import { PROGRAMME, allBreakdowns, madeOf } from '../../fixtures/funding.ts'

const PLAIN: FundingView = { cell: WHOLE, by: null, then: null, sort: null, exact: false, asof: undefined }

interface ShownPage {
  programme: string
  period: string
  view: FundingView
  tables: FundingTable[]
}

describeOnBothDatabases('pages about money', (open) => {
  describe('made of the packages of the office', () => {
    let site: TestSite
    let pages: ShownPage[]

    beforeAll(async () => {
      site = await open()
      const printed: string[] = []
      await publishNewPackages(site.context, { print: (line) => printed.push(line) })
      expect(printed.filter((line) => !line.startsWith('Đã công bố'))).toEqual([])
      pages = await everyPage(site)
    })

    test('are at least one for each programme', () => {
      expect(new Set(pages.map(({ programme }) => programme)).size).toBe(
        site.context.reference.programmes.size,
      )
      expect(pages.length).toBeGreaterThan(80)
    })

    test('have totals that equal their parts', () => {
      let compared = 0
      for (const { tables, ...where } of pages) {
        for (const breakdown of tables.flatMap((table) => allBreakdowns(table.breakdown))) {
          for (const column of AMOUNT_COLUMNS) {
            const { total, obstacle } = breakdown.closings[column]
            if (total === null || obstacle !== null) continue
            compared += 1
            expect(madeOf(breakdown, column), JSON.stringify(where)).toBe(total)
          }
        }
      }
      expect(compared).toBeGreaterThan(500)
    })

    test('keep samples, results, projections, programmes and periods apart', () => {
      for (const { programme, period, tables } of pages) {
        for (const { sample, projection, lines } of tables) {
          for (const line of lines) {
            expect([line.programme, line.period]).toEqual([programme, period])
            expect([line.sample, isProjection(line.current.status)]).toEqual([sample, projection])
          }
        }
      }
    })

    test('show the housing scheme with its qualifier and add nothing to it', async () => {
      const page = await getFundingPage(site.context, 'de-an-nha-o-ho-ngheo-2021-2025', '2022', PLAIN)
      expect(page.tables).toHaveLength(1)
      expect(amountsOf(page.tables[0]?.worth ?? null)).toMatchObject({
        allocated: null,
        disbursed: 156_000_000_000,
        qualifier: 'more-than',
      })
      expect(page.tables[0]?.breakdown).toBeNull()
    })

    test('work out what nobody published, where the lines add up to what was', async () => {
      const view: FundingView = {
        ...PLAIN,
        cell: { ...WHOLE, source: 'ngan-sach-trung-uong' },
        then: 'capital',
      }
      const { tables } = await getFundingPage(site.context, PROGRAMME, '2022', view)
      expect(tables.map(({ sample, worth }) => [sample, worth?.origin, amountsOf(worth).allocated])).toEqual([
        [true, 'sum', 345_393_000_000],
      ])
    })

    test('show no samples to the public', async () => {
      const inPublic = { ...site.context, config: { ...site.context.config, demo: false } }
      const { programmes } = await getFundingOverview(inPublic, undefined)
      expect(programmes.flatMap(({ samples }) => samples)).toEqual([])
      await expect(getFundingPage(inPublic, PROGRAMME, '2022', PLAIN)).rejects.toMatchObject({
        code: 'not-found',
      })
    })

    test.each([
      ['khong-co', '2022', PLAIN],
      [PROGRAMME, '2019', PLAIN],
      [PROGRAMME, '2022-13', PLAIN],
      [PROGRAMME, '2022', { ...PLAIN, cell: { ...WHOLE, project: '99' } }],
      [PROGRAMME, '2022', { ...PLAIN, cell: { ...WHOLE, unit: 'huyen-khong-co' } }],
    ])('are not found for %s %s %o', async (programme, period, view) => {
      await expect(getFundingPage(site.context, programme, period, view)).rejects.toMatchObject({
        code: 'not-found',
      })
    })

    test('refuse a day that is none', async () => {
      await expect(
        getFundingPage(site.context, PROGRAMME, '2022', { ...PLAIN, asof: '2026-02-30' }),
      ).rejects.toMatchObject({
        code: 'invalid',
      })
      await expect(getFundingOverview(site.context, 'hôm qua')).rejects.toMatchObject({ code: 'invalid' })
    })
  })

  test('show what stood on a day, and a correction only from its day on', async () => {
    const site = await open()
    await publishRows(site, { funding: [{ allocated: 100, disbursed: 50 }] })
    site.clock.advance({ days: 2 })
    await publishRows(site, {
      funding: [{ allocated: 110, disbursed: 50, status: 'revised', note: 'correction: nhập nhầm' }],
    })
    const on = async (asof: string | undefined) => {
      const { tables, corrections } = await getFundingPage(site.context, PROGRAMME, '2022', {
        ...PLAIN,
        asof,
      })
      return [amountsOf(tables[0]?.worth ?? null).allocated, corrections.length]
    }
    expect(await on(undefined)).toEqual([110, 1])
    expect(await on('2026-03-04')).toEqual([110, 1])
    expect(await on('2026-03-03')).toEqual([100, 0])
    expect(await on('2026-03-01')).toEqual([null, 0])
    const { corrections } = await getFundingOverview(site.context, undefined)
    expect(
      corrections.map(({ before, after }) => [before.current.allocated, after.current.allocated]),
    ).toEqual([[100, 110]])
  })

  test('list the widest lines of a period only', async () => {
    const site = await open()
    await publishRows(site, {
      funding: [{ project: '1' }, { project: '1', capital: 'su-nghiep' }, { unit: 'huyen-muong-la' }],
    })
    const { programmes } = await getFundingOverview(site.context, undefined)
    const shown = programmes.flatMap(({ results }) => results.flatMap(({ lines }) => lines))
    expect(shown.map(({ project, capital, unit }) => [project, capital, unit])).toEqual([
      ['1', '', 'son-la'],
      ['', '', 'huyen-muong-la'],
    ])
  })
})

/** Every page of every programme and period, told apart in every way and narrowed to each of its rows. */
async function everyPage(site: TestSite): Promise<ShownPage[]> {
  const lines = await listFunding(site.context, {})
  const places = new Map(
    lines.map(({ programme, period }) => [`${programme} ${period}`, { programme, period }]),
  )
  const pages: ShownPage[] = []
  for (const { programme, period } of places.values()) {
    const show = async (view: FundingView) => {
      const { tables } = await getFundingPage(site.context, programme, periodSlug(period), view)
      pages.push({ programme, period, view, tables })
      return tables
    }
    for (const by of [null, ...DIMENSIONS]) {
      const tables = await show({ ...PLAIN, by })
      const cells = by === null ? [] : tables.flatMap(({ breakdown }) => breakdown?.rows ?? [])
      for (const { cell } of cells) await show({ ...PLAIN, cell, then: 'capital' })
      for (const then of DIMENSIONS) if (by !== null && then !== by) await show({ ...PLAIN, by, then })
    }
  }
  return pages
}
