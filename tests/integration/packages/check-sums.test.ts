import { beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import { blockingTypes } from '../../../src/domain/releases/rules.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { DISTRICTS, fundingYear, withTotal } from '../../fixtures/package-faults.ts'
import { makePackage, type Cells, type PackageContent } from '../../fixtures/packages.ts'

describeOnBothDatabases('sums of a package', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })

  const check = (content: PackageContent) => checkPackage(site.context, makePackage(content))
  const linesOf = async (content: PackageContent): Promise<string[]> => findingLines(await check(content))

  /** The nth row with some of its cells changed. */
  const change = <T extends object>(rows: readonly T[], at: number, cells: T): T[] =>
    rows.map((row, place) => (place === at ? { ...row, ...cells } : row))
  const without = <T>(rows: readonly T[], ...places: number[]): T[] =>
    rows.filter((_, place) => !places.includes(place))

  describe('of units', () => {
    const year = withTotal({ indicator: 'so-nha-xay-moi', period: '2023' })

    test('are equal to the total, or the total is wrong', async () => {
      expect(await linesOf({ results: year })).toEqual([])
      const result = await check({ results: change(year, 0, { value: '187' }) })
      expect(findingLines(result)).toEqual(['sum-mismatch results 2 value'])
      expect(result.findings[0]?.message).toContain('186, số chung là 187, chênh 1')
      expect(blockingTypes(result, [])).toEqual(['sum-mismatch'])
      expect(blockingTypes(result, [{ type: 'sum-mismatch', reason: 'Nguồn ghi như vậy.' }])).toEqual([])
    })

    test('that are not complete may be less than the total, which is only a warning', async () => {
      const result = await check({ results: without(year, 3, 4) })
      expect(findingLines(result)).toEqual(['sum-mismatch? results 2 value'])
      expect(result.findings[0]?.message).toContain('Còn thiếu 2 đơn vị (huyện Mường La, huyện Thuận Châu)')
      expect(blockingTypes(result, [])).toEqual([])
    })

    test('that are not complete are never more than the total', async () => {
      const rows = change(without(year, 3, 4), 1, { value: '180' })
      expect(await linesOf({ results: rows })).toEqual(['sum-mismatch results 2 value'])
    })

    test('count a district without anything as nothing, one without a number as missing', async () => {
      const empty = { value: '', document: '' }
      const nothing = change(
        withTotal({ indicator: 'so-nha-xay-moi', period: '2023' }, (at) => at),
        1,
        {
          ...empty,
          status: 'not-applicable',
        },
      )
      expect(await linesOf({ results: nothing })).toEqual([])
      const unknown = change(year, 1, { ...empty, status: 'not-available' })
      expect(await linesOf({ results: unknown })).toEqual(['sum-mismatch? results 2 value'])
    })

    test('are not compared where a number is of another class or cannot be read', async () => {
      for (const cells of [{ status: 'target' }, { value: 'x' }]) {
        const rows = change(change(year, 0, { value: '999' }), 5, cells)
        const lines = await linesOf({ results: rows })
        expect(lines.filter((line) => line.startsWith('sum-mismatch'))).toEqual([])
      }
    })

    // The parts add up to 186; the sixth row is one of 14.
    test.each<[string, string, string | undefined, string | undefined, boolean]>([
      ['a part of more than 14, in', '185', undefined, 'more-than', true],
      ['a part of more than 14, in', '186', undefined, 'more-than', true],
      ['a part of more than 14, in', '187', undefined, 'more-than', false],
      ['a part of at least 14, in', '185', undefined, 'at-least', true],
      ['a part of at least 14, in', '186', undefined, 'at-least', false],
      ['exact parts, in nearly', '185', 'nearly', undefined, true],
      ['exact parts, in nearly', '186', 'nearly', undefined, true],
      ['exact parts, in nearly', '187', 'nearly', undefined, false],
      ['a part of more than 14, in nearly', '180', 'nearly', 'more-than', true],
      ['exact parts, in more than', '100', 'more-than', undefined, false],
      ['exact parts, in more than', '187', 'more-than', undefined, true],
      ['exact parts, in at least', '186', 'at-least', undefined, false],
      ['exact parts, in at least', '187', 'at-least', undefined, true],
      ['a part of about 14, in', '170', undefined, 'about', false],
      ['a part of about 14, in', '169', undefined, 'about', true],
      ['a part of nearly 14, in', '170', undefined, 'nearly', false],
      ['a part of nearly 14, in', '169', undefined, 'nearly', true],
      ['a part of about 14, in', '206', undefined, 'about', false],
      ['a part of about 14, in', '207', undefined, 'about', true],
      ['exact parts, in about', '170', 'about', undefined, false],
      ['exact parts, in about', '100', 'about', undefined, true],
      ['exact parts, on average', '100', 'average', undefined, true],
    ])('with words before them: %s %s', async (_, value, ofTotal, ofPart, wrong) => {
      const rows = change(
        change(year, 0, { value, ...(ofTotal !== undefined && { qualifier: ofTotal }) }),
        5,
        {
          ...(ofPart !== undefined && { qualifier: ofPart }),
        },
      )
      const result = await check({ results: rows })
      expect(findingLines(result)).toEqual(wrong ? ['sum-mismatch results 2 value'] : [])
      expect(blockingTypes(result, [])).toEqual(wrong ? ['sum-mismatch'] : [])
    })

    test('keep their words in what is said of them', async () => {
      const rows = change(change(year, 0, { value: '100', qualifier: 'nearly' }), 5, {
        qualifier: 'more-than',
      })
      const { findings } = await check({ results: rows })
      expect(findings[0]?.message).toContain('cộng lại là hơn 186, số chung là gần 100, chênh 86')
    })

    test('are compared for each period and each part of the whole, and only where figures add up', async () => {
      const women = withTotal({ indicator: 'so-nha-xay-moi', period: '2023', breakdown: 'nu-lam-chu-ho' })
      const rates = withTotal({ indicator: 'ty-le-lao-dong-nong-nghiep', period: '2023' }, () => 9)
      const lines = await linesOf({
        results: [...year, ...change(women, 0, { value: '200' }), ...change(rates, 0, { value: '9' })],
      })
      expect(lines).toEqual(['sum-mismatch results 15 value'])
    })

    test('of former districts stay open in the year in which they ended', async () => {
      const ended = withTotal({ indicator: 'so-nha-xay-moi', period: '2025' })
      expect(await linesOf({ results: ended })).toEqual([])
      expect(await linesOf({ results: change(ended, 0, { value: '500' }) })).toEqual([
        'sum-mismatch? results 2 value',
      ])
      expect(await linesOf({ results: change(ended, 0, { value: '5' }) })).toEqual([
        'sum-mismatch results 2 value',
      ])
    })

    test('of a district come before those of the province, which is not blamed for it', async () => {
      const communes = [...site.context.reference.units.values()].filter(
        ({ parentId, level }) => parentId === 'huyen-bac-yen' && level === 'commune',
      )
      const parts = communes.map(({ id }) => ({
        ...{ unit: id, indicator: 'so-nha-xay-moi', period: '2023', value: '1' },
      }))
      const ofDistrict = DISTRICTS.indexOf('huyen-bac-yen') + 1
      const right = withTotal({ indicator: 'so-nha-xay-moi', period: '2023' }, (at) =>
        at + 1 === ofDistrict ? communes.length : at,
      )
      expect(communes.length).toBeGreaterThan(10)
      expect(await linesOf({ results: [...right, ...parts] })).toEqual([])
      const wrong = change(right, ofDistrict, { value: '500' })
      expect(await linesOf({ results: [...wrong, ...parts] })).toEqual([
        `sum-mismatch results ${ofDistrict + 2} value`,
      ])
    })

    test('of today are those of the 75 communes and wards', async () => {
      const today = [...site.context.reference.units.values()].filter(
        ({ level, validTo, goneBy }) => level === 'commune' && validTo === null && goneBy === null,
      )
      const year2026 = { indicator: 'so-nha-xay-moi', period: '2026-01' }
      const rows = (total: string): Cells<'results'>[] => [
        { ...year2026, unit: 'son-la', value: total },
        ...today.map(({ id }) => ({ ...year2026, unit: id, value: '2' })),
      ]
      expect(await linesOf({ results: rows('150') })).toEqual([])
      expect(await linesOf({ results: rows('151') })).toEqual(['sum-mismatch results 2 value'])
    })
  })

  describe('of funding', () => {
    const year = fundingYear('2022')

    test('are wrong where a total is, once a cell', async () => {
      expect(await linesOf({ funding: year })).toEqual([])
      expect(await linesOf({ funding: change(year, 0, { allocated: '1', disbursed: '0' }) })).toEqual([
        'sum-mismatch funding 2 allocated',
        'sum-mismatch funding 2 disbursed',
      ])
    })

    test('of a project blame the project and not the programme', async () => {
      const project = change(year, 1, { allocated: String(Number(year[1]?.allocated) + 1) })
      expect(await linesOf({ funding: project })).toEqual(['sum-mismatch funding 3 allocated'])
    })

    test('miss a line where one is left out', async () => {
      expect(await linesOf({ funding: without(year, 3) })).toEqual([
        'sum-mismatch funding 3 allocated',
        'sum-mismatch funding 3 disbursed',
      ])
    })

    test('do not miss a line that is there with a mistake in what it speaks of', async () => {
      const lines = await linesOf({ funding: change(year, 3, { source: 'nguon-la' }) })
      expect(lines).toEqual(['foreign-key funding 5 source'])
    })

    test('go down the tree of sources to the nearest lines', async () => {
      const base = { programme: 'xoa-nha-tam-nha-dot-nat', period: '2024', disbursed: '' }
      const rows: Cells<'funding'>[] = [
        { ...base, allocated: '100' },
        { ...base, source: 'ngan-sach-nha-nuoc', allocated: '70' },
        { ...base, source: 'ngan-sach-trung-uong', allocated: '50' },
        { ...base, source: 'ngan-sach-dia-phuong', allocated: '20' },
        { ...base, source: 'huy-dong-khac', allocated: '30' },
      ]
      expect(await linesOf({ funding: rows })).toEqual([])
      expect(await linesOf({ funding: change(rows, 4, { allocated: '31' }) })).toEqual([
        'sum-mismatch funding 2 allocated',
      ])
      expect(await linesOf({ funding: change(rows, 3, { allocated: '21' }) })).toEqual([
        'sum-mismatch funding 3 allocated',
      ])
    })

    test('are left open where one project is given as a whole and another by its sources only', async () => {
      const mixed = without(year, 1)
      expect(await linesOf({ funding: mixed })).toEqual([])
    })

    test('never add programmes to each other', async () => {
      const rows = ['ca-3-ctmtqg', 'ctmtqg-dtts-mien-nui-1719', 'ctmtqg-giam-ngheo-ben-vung-2021-2025'].map(
        (programme) => ({ programme, allocated: '100' }),
      )
      expect(await linesOf({ funding: rows })).toEqual([])
    })

    test('of districts make up the province, line by line', async () => {
      const line = { project: '1', period: '2023', disbursed: '' }
      const rows: Cells<'funding'>[] = [
        { ...line, unit: 'son-la', allocated: '1200' },
        ...DISTRICTS.map((unit) => ({ ...line, unit, allocated: '100' })),
      ]
      expect(await linesOf({ funding: rows })).toEqual([])
      expect(await linesOf({ funding: change(rows, 0, { allocated: '1199' }) })).toEqual([
        'sum-mismatch funding 2 allocated',
      ])
    })
  })

  test('disbursed more than was allocated is wrong; with a word before both, where it is far more', async () => {
    const row = { programme: 'de-an-nha-o-ho-ngheo-2021-2025', allocated: '100' }
    const qualifiers = ['about', 'nearly', 'more-than', 'at-least', 'average']
    const lines = await linesOf({
      funding: [
        { ...row, period: '2001', disbursed: '100' },
        { ...row, period: '2002', disbursed: '101' },
        ...qualifiers.flatMap((qualifier, at) => [
          { ...row, period: String(2010 + at), disbursed: '110', qualifier },
          { ...row, period: String(2020 + at), disbursed: '111', qualifier },
        ]),
      ],
    })
    expect(lines).toEqual(
      [3, 5, 7, 9, 11, 13].map((at) => `disbursed-above-allocated funding ${at} disbursed`),
    )
  })
})
