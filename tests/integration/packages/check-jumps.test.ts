import { beforeAll, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import { publishPackage, type Publisher } from '../../../src/domain/releases/publish.ts'
import { describeOnBothDatabases, type OpenSite, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { makePackage, type Cells, type PackageContent } from '../../fixtures/packages.ts'

describeOnBothDatabases('jumps between periods', (open: OpenSite) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })

  const linesOf = async (content: PackageContent): Promise<string[]> =>
    findingLines(await checkPackage(site.context, makePackage(content)))

  const series = (indicator: string, values: Record<string, string>): Cells<'results'>[] =>
    Object.entries(values).map(([period, value]) => ({ indicator, period, value }))

  test('of a rate are measured in points, the limit itself is none', async () => {
    expect(await linesOf({ results: series('ty-le-ho-ngheo', { 2022: '18.62', 2023: '10.62' }) })).toEqual([])
    expect(await linesOf({ results: series('ty-le-ho-ngheo', { 2022: '18.62', 2023: '10.61' }) })).toEqual([
      'jump results 3 value',
    ])
  })

  test('of a count are measured in percent of the period before', async () => {
    expect(await linesOf({ results: series('so-nha-duoc-ho-tro', { 2022: '100', 2023: '300' }) })).toEqual([])
    const result = await checkPackage(
      site.context,
      makePackage({ results: series('so-nha-duoc-ho-tro', { 2022: '100', 2023: '301' }) }),
    )
    expect(findingLines(result)).toEqual(['jump results 3 value'])
    expect(result.findings[0]?.message).toContain('Tăng 201 % so với kỳ 2022 (từ 100 lên 301 nhà)')
  })

  test('from nothing cannot be told', async () => {
    expect(await linesOf({ results: series('so-nha-duoc-ho-tro', { 2022: '0', 2023: '900' }) })).toEqual([])
  })

  test('are looked for between quarters and between months that follow each other', async () => {
    const quarters = { '2022-Q3': '20', '2022-Q4': '40', '2023-Q1': '20', '2023-Q3': '60' }
    expect(await linesOf({ results: series('ty-le-ho-ngheo', quarters) })).toEqual(['jump results 3 value'])
    const months = { '2022-12': '20', '2023-01': '40' }
    expect(await linesOf({ results: series('ty-le-ho-ngheo', months) })).toEqual(['jump results 3 value'])
    const others = { '2022-12': '20', 2023: '40', '2023-01-31': '60', '2023-02-01': '2', '2021/2023': '80' }
    expect(await linesOf({ results: series('ty-le-ho-ngheo', others) })).toEqual([])
  })

  test('are not looked for across a break of the series, nor between a target and a result', async () => {
    expect(await linesOf({ results: series('ty-le-ho-ngheo', { 2020: '40', 2021: '20' }) })).toEqual([])
    const target = [
      { indicator: 'ty-le-ho-ngheo', period: '2022', value: '40' },
      { indicator: 'ty-le-ho-ngheo', period: '2023', value: '20', status: 'target' },
    ]
    expect(await linesOf({ results: target })).toEqual([])
  })

  test('up and down again by one mistaken number are one', async () => {
    const values = { 2021: '20', 2022: '91', 2023: '19', 2024: '18' }
    expect(await linesOf({ results: series('ty-le-ho-ngheo', values) })).toEqual(['jump results 3 value'])
  })

  test('are measured against what is published where the package does not have the period before', async () => {
    const fresh = await open()
    const publish = async (content: PackageContent): Promise<void> => {
      const result = await checkPackage(fresh.context, makePackage({ name: 'nen', ...content }))
      expect(result.findings).toEqual([])
      await publishPackage(
        fresh.context,
        result,
        { channel: 'command', publishedBy: 'can-bo@example.vn', staffId: null, confirmedBy: null },
        [],
      )
    }
    const next = { results: series('ty-le-ho-ngheo', { 2023: '39' }) }
    const check = async (content: PackageContent): Promise<string[]> =>
      findingLines(await checkPackage(fresh.context, makePackage(content)))
    expect(await check(next)).toEqual([])
    await publish({ name: 'minh-hoa', sample: true, results: series('ty-le-ho-ngheo', { 2022: '20' }) })
    expect(await check(next)).toEqual([])
    await publish({ results: series('ty-le-ho-ngheo', { 2022: '20' }) })
    expect(await check(next)).toEqual(['jump results 2 value'])
  })

  test('stand at the row that the package changes, and say what it was', async () => {
    const fresh = await open()
    const standing = { 2021: '21.66', 2022: '17.83', 2023: '14.17', 2024: '11.11' }
    const first = await checkPackage(
      fresh.context,
      makePackage({ results: series('ty-le-ho-ngheo', standing) }),
    )
    const by = { channel: 'command', publishedBy: 'can-bo@example.vn', staffId: null, confirmedBy: null }
    await publishPackage(fresh.context, first, by as Publisher, [])
    const corrected = async (values: Record<string, string>) => {
      const results = series('ty-le-ho-ngheo', { ...standing, ...values }).map((row) =>
        row.period !== undefined && row.period in values
          ? { ...row, status: 'revised', note: 'correction: nhập nhầm' }
          : row,
      )
      const check = await checkPackage(fresh.context, makePackage({ results }))
      return { lines: findingLines(check), message: check.findings[0]?.message ?? '' }
    }
    const earlier = await corrected({ 2022: '27.38' })
    expect(earlier.lines).toEqual(['jump results 3 value'])
    expect(earlier.message).toContain(
      'Dòng này đổi từ 17,83 thành 27,38, vì thế kỳ 2023 ở dòng 4 giảm 13,21 điểm so với kỳ 2022 (từ 27,38 xuống 14,17 %)',
    )
    expect((await corrected({ 2023: '27.38' })).lines).toEqual(['jump results 4 value'])
    // Where both change, the later one is looked at.
    const both = await corrected({ 2022: '27.38', 2023: '14.18' })
    expect(both.lines).toEqual(['jump results 4 value'])
    expect(both.message).toMatch(/^Giảm 13,2 điểm so với kỳ 2022/u)
    // One that is right is what the next is measured against.
    expect((await corrected({ 2022: '27.38', 2024: '2.11' })).lines).toEqual([
      'jump results 3 value',
      'jump results 5 value',
    ])
  })
})
