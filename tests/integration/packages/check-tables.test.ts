import { beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import type { PackageFile } from '../../../src/domain/releases/rules.ts'
import { readWorkbook } from '../../../src/domain/packages/workbook.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { editFile, makePackage } from '../../fixtures/packages.ts'

describeOnBothDatabases('tables of a package', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })

  const linesOf = async (files: readonly PackageFile[]): Promise<string[]> =>
    findingLines(await checkPackage(site.context, files))

  describe('with a header', () => {
    const files = makePackage({ results: [{ value: '5' }] })
    const header = async (from: string, to: string): Promise<string[]> =>
      linesOf(editFile(files, 'results.csv', (text) => text.replace(from, to)))

    test('that has one mistake have one finding', async () => {
      expect(await header('unit,', 'Unit,')).toEqual(['missing-label results 1 unit'])
      expect(await header('unit,', 'đơn vị,')).toEqual(['missing-label results 1 unit'])
      expect(await header('unit,', ',')).toEqual(['blank-header results 1 unit'])
      expect(await header('period,', 'unit,')).toEqual(['duplicate-label results 1 unit'])
      expect(await header('value,status', 'value,value')).toEqual(['duplicate-label results 1 value'])
    })

    test('that has a column more or less say which', async () => {
      const more = editFile(files, 'results.csv', (text) =>
        text.replace('reason\n', 'reason,ghi-chu\n').replace(/,\n$/u, ',,x\n'),
      )
      expect(await linesOf(more)).toEqual(['extra-label results 1 ghi-chu'])
      const twice = editFile(files, 'results.csv', (text) =>
        text.replace('reason\n', 'reason,unit\n').replace(/,\n$/u, ',,son-la\n'),
      )
      expect(await linesOf(twice)).toEqual(['duplicate-label results 1 unit'])
      const less = editFile(files, 'results.csv', () => 'unit,indicator,period,value,status,document\n')
      expect(await linesOf(less)).toEqual(
        ['breakdown', 'qualifier', 'page', 'note'].map((label) => `missing-label results 1 ${label}`),
      )
    })

    test('that lacks a column are still checked in the others', async () => {
      const less = editFile(files, 'results.csv', () =>
        [
          'unit,period,breakdown,value,status,qualifier,document,page,note',
          'xa-la,2022,,5,final,,bao-cao-thu,,',
          'son-la,2022,,5,final,,,,',
          '',
        ].join('\n'),
      )
      expect(await linesOf(less)).toEqual([
        'missing-label results 1 indicator',
        'foreign-key results 2 unit',
        'document-missing results 3 document',
      ])
    })
  })

  describe('that cannot be read as a table', () => {
    const files = makePackage({
      results: [{ value: '5' }, { value: '6', period: '2023' }],
      claims: [{ value: '7', period: '2023' }],
    })
    const replace = (bytes: Buffer): PackageFile[] =>
      files.map((file) => (file.path === 'results.csv' ? { ...file, bytes } : file))

    test('are one finding, and what refers to them is not blamed', async () => {
      const windows1258 = Buffer.from('unit,indicator\nson-la,c\xf3 d\xe2u\n', 'latin1')
      expect(await linesOf(replace(windows1258))).toEqual(['encoding-error results 2 -'])
      const utf16 = Buffer.from('\uFEFFunit,indicator\n', 'utf16le')
      expect(await linesOf(replace(utf16))).toEqual(['encoding-error results - -'])
      expect(await linesOf(replace(Buffer.from('')))).toEqual(['source-error results - -'])
      const semicolons = Buffer.from('unit;indicator;period\nson-la;x;2022\n')
      expect(await linesOf(replace(semicolons))).toEqual(['source-error results 1 -'])
      const missing = files.filter(({ path }) => path !== 'results.csv')
      expect(await linesOf(missing)).toEqual(['source-error results - -'])
    })

    test('to the end are checked up to the mistake', async () => {
      const open = editFile(files, 'results.csv', (text) =>
        text.replace('2022,,5', '2022,,x').replace('2023,', '2023,"'),
      )
      expect(await linesOf(open)).toEqual(['type-error results 2 value', 'source-error results 3 -'])
    })

    test('because the upload was refused are not missed as well', async () => {
      const { files: none, findings } = await readWorkbook(Buffer.from('x'), 'so-lieu.xlsx')
      expect(findingLines(await checkPackage(site.context, none, findings))).toEqual([
        'source-error so-lieu.xlsx - -',
      ])
      expect(await linesOf([])).toEqual(['source-error datapackage.json - -'])
    })

    test('because they are of no known kind say so', async () => {
      const resources = [{ name: 'bang', path: 'results.csv' }]
      const [descriptor] = makePackage({ descriptor: { resources } })
      const unknown = { path: 'results.csv', bytes: Buffer.from('a,b\n1,2\n') }
      expect(await linesOf(descriptor === undefined ? [] : [descriptor, unknown])).toEqual([
        'resource-error results 1 -',
      ])
    })

    test('because they are too long are refused', async () => {
      const rows = 'son-la,so-nha-duoc-ho-tro,2022,,5,final,,bao-cao-thu,,\n'.repeat(250_001)
      const long = Buffer.from(
        `unit,indicator,period,breakdown,value,status,qualifier,document,page,note\n${rows}`,
      )
      expect(await linesOf(replace(long))).toEqual(['too-large results - -'])
    })
  })
})
