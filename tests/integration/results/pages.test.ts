import { beforeAll, describe, expect, test } from 'vitest'
import { isProjection, type ResultFigure } from '../../../src/domain/figures/rules.ts'
import {
  getIndicatorResults,
  getKeyFigures,
  getResultsOverview,
  getUnitResults,
  type ResultBlock,
} from '../../../src/domain/results/service.ts'
import { addDecimals, unitsAt } from '../../../src/domain/results/rules.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo'
const HOUSES = 'so-nha-duoc-ho-tro'

const cellsOf = ({ table }: ResultBlock): ResultFigure[] =>
  table.groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter((cell) => cell !== null)))
const figuresOf = (block: ResultBlock): ResultFigure[] => [...cellsOf(block), ...block.other]

describeOnBothDatabases('pages of results', (open) => {
  describe('made of the packages of the office', () => {
    let site: TestSite

    beforeAll(async () => {
      site = await open()
      await publishNewPackages(site.context, { print: () => undefined })
    })

    test('show every figure of an indicator once, each with its own kind', async () => {
      let shown = 0
      for (const id of site.context.reference.indicators.keys()) {
        const page = await getIndicatorResults(site.context, id, {})
        const real = figuresOf(page.results)
        const samples = page.samples === null ? [] : figuresOf(page.samples)
        const all = [...real, ...page.projections, ...samples]
        expect(all.map((figure) => figure.id).sort()).toEqual(page.figures.map((figure) => figure.id).sort())
        expect(real.some(({ sample, current }) => sample || isProjection(current.status))).toBe(false)
        expect(page.projections.some(({ sample }) => sample)).toBe(false)
        expect(samples.every(({ sample }) => sample)).toBe(true)
        for (const { figure } of page.results.map?.tiles ?? []) expect(figure?.sample).toBe(false)
        for (const { figure } of page.samples?.map?.tiles ?? []) expect(figure?.sample ?? true).toBe(true)
        shown += all.length
      }
      expect(shown).toBeGreaterThan(100)
    })

    test('print totals that equal the sum of the numbers above them', async () => {
      let compared = 0
      for (const id of site.context.reference.indicators.keys()) {
        const { results, samples } = await getIndicatorResults(site.context, id, {})
        for (const group of [...results.table.groups, ...(samples?.table.groups ?? [])]) {
          for (const [at, total] of group.totals.entries()) {
            if (total === null) continue
            compared += 1
            expect(total).toBe(addDecimals(group.rows.map(({ cells }) => cells[at]?.current.value ?? 'none')))
          }
        }
      }
      expect(compared).toBeGreaterThan(0)
    })

    test('tell of the poverty rate what its sources say', async () => {
      const { province, disputed, projections, samples, results } = await getIndicatorResults(
        site.context,
        RATE,
        {},
      )
      expect(province?.newest).toMatchObject({ period: '2024', current: { value: '11.11' } })
      expect(province?.change?.difference).toBe('-3.06')
      expect(province?.later).toMatchObject({ period: '2025-06', current: { value: '10.89' } })
      expect(disputed.map(({ period }) => period)).toEqual(['2025', '2024', '2023'])
      expect(projections.map(({ period }) => period)).toEqual(['2025'])
      expect(results.map).toBeNull()
      expect(samples?.map?.tiles).toHaveLength(12)
    })

    test('name no sample, target or forecast among the key figures', async () => {
      const { keys, course } = await getKeyFigures(site.context)
      expect(keys.map(({ indicator }) => indicator.id).slice(0, 2)).toEqual([RATE, HOUSES])
      for (const { digest } of keys) {
        for (const figure of [digest.newest, digest.later, digest.change?.from]) {
          if (figure == null) continue
          expect(figure.sample || isProjection(figure.current.status)).toBe(false)
        }
      }
      expect([course?.first.period, course?.last.period, course?.difference]).toEqual([
        '2021',
        '2024',
        '-10.55',
      ])
    })

    test('list every indicator on the overview, the province first and parts only where it has no number', async () => {
      const { topics } = await getResultsOverview(site.context)
      const entries = topics.flatMap((topic) => topic.entries)
      expect(entries).toHaveLength(site.context.reference.indicators.size)
      for (const { digest, parts } of entries) if (digest !== null) expect(parts).toEqual([])
      const completed = entries.find(({ indicator }) => indicator.id === 'hoan-thanh-ho-tro-nha-o')
      expect(completed?.parts.map(({ unit }) => unit)).toContain('huyen-quynh-nhai')
    })

    test('rank no unit by the few numbers there are, and none by samples', async () => {
      for (const unit of unitsAt(site.context.reference.units, 'district', '2024')) {
        const { entries, samples } = await getUnitResults(site.context, unit)
        expect(entries.every(({ rank }) => rank === null)).toBe(true)
        expect(samples.entries.length).toBeGreaterThan(0)
      }
    })
  })

  describe('as of a day', () => {
    let site: TestSite

    beforeAll(async () => {
      site = await open()
      const districts = unitsAt(site.context.reference.units, 'district', '2022').map(({ id }) => id)
      const rate = (value: (at: number) => number) =>
        districts.map((unit, at) => ({ unit, indicator: RATE, value: value(at).toFixed(2) }))
      await publishRows(site, {
        results: [{ value: '17.38' }, ...rate((at) => 10 + at)],
      })
      site.clock.advance({ days: 2 })
      await publishRows(site, {
        results: [
          { value: '17.83', status: 'revised', note: 'correction: nhập nhầm' },
          ...rate((at) => 10 + at).slice(1),
          { unit: districts[0] ?? '', value: '40.00', status: 'revised', note: 'correction: nhập nhầm' },
        ],
      })
    })

    const rateOf = async (asof?: string) =>
      (await getIndicatorResults(site.context, RATE, { asof })).province?.newest.current.value ?? null

    test('show what stood at its end, in Vietnam', async () => {
      expect(await rateOf('2026-03-01')).toBeNull()
      expect(await rateOf('2026-03-02')).toBe('17.38')
      expect(await rateOf('2026-03-03')).toBe('17.38')
      expect(await rateOf('2026-03-04')).toBe('17.83')
      expect(await rateOf()).toBe('17.83')
    })

    test('show a place among the units as it was then', async () => {
      const [unit] = unitsAt(site.context.reference.units, 'district', '2022')
      if (unit === undefined) throw new Error('no district')
      const placeOn = async (asof?: string) =>
        (await getUnitResults(site.context, unit, asof)).entries[0]?.rank ?? null
      expect(await placeOn('2026-03-02')).toEqual({ place: 1, of: 12, tied: false })
      expect(await placeOn()).toEqual({ place: 12, of: 12, tied: false })
    })

    test('draw the map of real numbers where every district has one', async () => {
      const { results } = await getIndicatorResults(site.context, RATE, {})
      expect(results.map?.tiles.every(({ shade }) => shade !== null)).toBe(true)
    })

    test('refuse what is no day, and an indicator that is not there', async () => {
      await expect(getIndicatorResults(site.context, RATE, { asof: '2026-02-30' })).rejects.toMatchObject({
        code: 'invalid',
      })
      await expect(getIndicatorResults(site.context, 'khong-co', {})).rejects.toMatchObject({
        code: 'not-found',
      })
    })
  })

  test('show no sample where the site is public', async () => {
    const site = await open()
    await publishRows(site, { results: [{ value: '17.83' }] })
    await publishRows(site, { results: [{ period: '2021', value: '99' }], sample: true })
    const asPublic = { ...site.context, config: { ...site.context.config, demo: false } }
    expect((await getIndicatorResults(site.context, RATE, {})).samples).not.toBeNull()
    expect((await getIndicatorResults(asPublic, RATE, {})).samples).toBeNull()
  })
})
