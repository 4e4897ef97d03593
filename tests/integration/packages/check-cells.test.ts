import { beforeAll, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import { blockingTypes } from '../../../src/domain/releases/rules.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { makePackage, type Cells, type PackageContent } from '../../fixtures/packages.ts'

describeOnBothDatabases('cells of a package', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })
  const check = (content: PackageContent) => checkPackage(site.context, makePackage(content))
  const rate = (cells: Cells<'results'>): Cells<'results'> => ({ indicator: 'ty-le-ho-ngheo', ...cells })

  test('that a spreadsheet would run are found behind spaces and in full width', async () => {
    const cells = ['=1+1', '\t=1+1', ' @ai', '\u00A0+cmd', '\n-cmd', '＝1+1', '＋cmd', '－cmd', '\u3000＠ai']
    for (const note of cells) {
      const found = findingLines(await check({ results: [{ value: '5', note }] }))
      expect(found, JSON.stringify(note)).toEqual(['formula-cell results 2 note'])
    }
    const words = ['- một gạch đầu dòng', '-5 %', '+84 nhà', '－ gạch rộng', ' 5 = 5', 'ai@so.vn', ' đếm lại']
    for (const note of words)
      expect((await check({ results: [{ value: '5', note }] })).findings, JSON.stringify(note)).toEqual([])
  })

  test('that name a source in a way that two sources share are asked which', async () => {
    const sources = [
      { name: 'bao-cao-quy-1', title: 'Báo cáo quý', number: '12/BC', issuer: 'Sở A' },
      { name: 'bao-cao-quy-2', title: 'Báo cáo quý', number: '13/BC', issuer: 'Sở A' },
      { name: 'cong-van', title: '12/BC', issuer: 'Sở B' },
      { name: 'rieng', title: 'Công văn riêng', number: 'cong-van', issuer: 'Sở B' },
    ]
    const checkWith = async (document: string) =>
      check({ descriptor: { sources }, results: [{ value: '5', document }] })
    for (const document of ['Báo cáo quý', '12/BC']) {
      const result = await checkWith(document)
      expect(findingLines(result)).toEqual(['foreign-key results 2 document'])
      expect(result.findings[0]?.message).toContain('Nhiều nguồn')
    }
    for (const [document, name] of [
      ['bao-cao-quy-1', 'bao-cao-quy-1'],
      ['13/BC', 'bao-cao-quy-2'],
      ['cong-van', 'cong-van'],
      ['Công văn riêng', 'rieng'],
    ] as const) {
      const result = await checkWith(document)
      expect(result.findings).toEqual([])
      expect(result.package?.rows[0]?.document).toBe(name)
    }
  })

  test('with more decimals than their indicator has are pointed out, and may stand', async () => {
    const result = await check({ results: [rate({ value: '17.8345' })] })
    expect(findingLines(result)).toEqual(['constraint-error? results 2 value'])
    expect(result.findings[0]?.message).toContain('nhiều chữ số thập phân hơn thường lệ')
    expect(blockingTypes(result, [])).toEqual([])
    expect(result.package?.rows[0]).toMatchObject({ value: '17.8345' })
    for (const value of ['17.83', '17.8', '17', '17.8300'])
      expect((await check({ results: [rate({ value })] })).findings, value).toEqual([])
  })

  test('spell a period in the one way that it has, or are told which', async () => {
    for (const [period, proper] of [
      ['2022-01/2022-12', '2022'],
      ['2022-Q1/2022-Q4', '2022'],
      ['2021-01/2025-12', '2021/2025'],
      ['2022-03/2022-03', '2022-03'],
      ['2025/2021', '2021/2025'],
    ] as const) {
      const result = await check({
        results: [
          { value: '5', period: proper },
          { value: '6', period },
        ],
      })
      expect(findingLines(result), period).toEqual(['type-error results 3 period'])
      expect(result.findings[0]?.message).toContain(`"${period}" phải viết là ${proper}.`)
    }
  })

  test('that hold the error of a spreadsheet are no text', async () => {
    for (const note of ['#N/A', '#REF!', '#DIV/0!', '#NAME?', ' #n/a ', '#GETTING_DATA', 'Err:502'])
      expect(findingLines(await check({ results: [{ value: '5', note }] })), note).toEqual([
        'type-error results 2 note',
      ])
    for (const note of ['#giamngheo', '# 5', 'Xem #REF! của nguồn', 'N/A'])
      expect((await check({ results: [{ value: '5', note }] })).findings, note).toEqual([])
  })
})
