import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkFolder, checkPackage } from '../../../src/domain/releases/check.ts'
import { toReport } from '../../../src/domain/releases/report.ts'
import { MAX_FINDINGS, type Finding, type PackageFile } from '../../../src/domain/releases/rules.ts'
import { readWorkbook } from '../../../src/domain/releases/workbook.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { soundTables, tablesToPackage } from '../../fixtures/package-faults.ts'
import { editFile, makePackage, type PackageContent } from '../../fixtures/packages.ts'

const DATA = 'content/data'
const OWN = readdirSync(DATA, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'reference')
  .map(({ name }) => name)

describeOnBothDatabases('files of a package', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
    site.clock.set('2026-11-23T03:00:00.000Z')
  })

  const check = (files: readonly PackageFile[]) => checkPackage(site.context, files)
  const linesOf = async (files: readonly PackageFile[]): Promise<string[]> => findingLines(await check(files))

  test.each(OWN)('of the site itself hold no mistake: %s', async (name) => {
    const result = await checkFolder(site.context, join(DATA, name))
    expect(result.findings).toEqual([])
    expect(result.package?.rows.length).toBeGreaterThan(10)
  })

  describe('are listed', () => {
    test('in the order of files, rows and columns', async () => {
      const tables = soundTables()
      const [header = [], ...rows] = tables.funding
      tables.funding = [header, ...rows.map((row, at) => (at < 3 ? row.with(4, 'xa-la').with(8, 'x') : row))]
      tables.results[5] = (tables.results[5] ?? []).with(2, 'năm ngoái')
      tables.claims[1] = (tables.claims[1] ?? []).with(4, 'x')
      const lines = await linesOf(tablesToPackage(tables))
      const funding = [2, 3, 4].flatMap((row) => [
        `foreign-key funding ${row} unit`,
        `constraint-error funding ${row} status`,
      ])
      expect(lines).toEqual(['type-error results 6 period', ...funding, 'type-error claims 2 value'])
    })

    test('up to a thousand, and counted beyond', async () => {
      const results = Array.from({ length: 1_700 }, (_, at) => ({
        ...{ unit: at % 2 === 0 ? 'xa-la' : 'son-la', period: at % 2 === 0 ? '2022' : 'năm nay' },
        breakdown: `phan-${at}`,
        value: '5',
      }))
      const result = await check(makePackage({ results }))
      expect(result.findings).toHaveLength(MAX_FINDINGS)
      expect(result.findings.map(({ rowNumber }) => rowNumber)).toEqual(
        Array.from({ length: MAX_FINDINGS }, (_, at) => at + 2),
      )
      expect(Object.fromEntries(result.counts)).toEqual({
        'foreign-key': { errors: 850, warnings: 0 },
        'type-error': { errors: 850, warnings: 0 },
      })
      const report = toReport(result, { seconds: 1 })
      expect(report.stats).toEqual({ tasks: 1, errors: 1_700, warnings: 0, seconds: 1 })
      expect(report.tasks[0]?.stats).toEqual({ rows: 1_700, fields: 11, errors: 1_700, warnings: 0 })
      expect(report.warnings).toEqual(['Chỉ liệt kê 1.000 mục đầu; còn 700 mục nữa.'])
    })
  })

  describe('with rows', () => {
    const content: PackageContent = {
      results: [
        { value: '5', note: 'Hai\ndòng' },
        { value: '6', period: '2023', note: 'Ô "có" nháy, và dấu phẩy' },
        { value: 'x', period: '2024' },
      ],
    }
    const files = makePackage(content)

    test('counted as a spreadsheet counts them, the header first, however many lines a cell has', async () => {
      expect(await linesOf(files)).toEqual(['type-error results 4 value'])
    })

    test('that end as on Windows, with a byte order mark, are the same', async () => {
      const windows = editFile(
        files,
        'results.csv',
        (text) => `\uFEFF${text.replace(/(?<!Hai)\n/gu, '\r\n')}`,
      )
      const [ours, theirs] = [await check(files), await check(windows)]
      expect(theirs.findings).toEqual(ours.findings)
      expect(theirs.package?.rows).toEqual(ours.package?.rows)
      expect(theirs.package?.rows[0]?.note).toBe('Hai\ndòng')
    })

    test('that are empty are reported where they stand, not the end of the last line', async () => {
      const holes = editFile(
        files,
        'results.csv',
        (text) => `${text.replace('\nson-la', '\n\nson-la')},,,\n\n`,
      )
      expect(await linesOf(holes)).toEqual([
        'blank-row results 2 -',
        'type-error results 5 value',
        'blank-row results 6 -',
        'blank-row results 7 -',
      ])
    })

    test('in any order of columns, and without the optional one', async () => {
      const turned = editFile(files, 'results.csv', (text) =>
        text
          .replace(/^.*\n/u, 'value,unit,note,indicator,period,status,document,page,qualifier,breakdown\n')
          .replace(
            /\nson-la[^]*$/u,
            '\n5,son-la,Xong.,so-nha-duoc-ho-tro,2022,final,bao-cao-thu,Bảng 1,about,nu\n',
          ),
      )
      const result = await check(turned)
      expect(result.findings).toEqual([])
      expect(result.package?.rows).toEqual([
        {
          ...{ kind: 'result', file: 'results.csv', rowNumber: 2, indicator: 'so-nha-duoc-ho-tro' },
          ...{ unit: 'son-la', period: '2022', breakdown: 'nu', value: '5', status: 'final' },
          ...{ qualifier: 'about', document: 'bao-cao-thu', page: 'Bảng 1', note: 'Xong.', reason: null },
        },
      ])
    })

    test('of which a cell was found fault with before, say nothing more of it', async () => {
      const earlier: Finding = {
        type: 'formula-cell',
        severity: 'error',
        file: 'results.csv',
        rowNumber: 4,
        fieldName: 'value',
        fieldNumber: 5,
        cell: '=A1',
        message: 'Ô có công thức.',
      }
      const result = await checkPackage(site.context, files, [earlier])
      expect(result.findings).toEqual([earlier])
      expect(result.package?.rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 3])
    })

    test('of which one comes twice, also in another file of the same kind', async () => {
      const resources = ['a', 'b'].map((name) => ({ name: `nam-${name}`, path: `${name}.csv` }))
      const [descriptor] = makePackage({ descriptor: { resources } })
      const csv = (value: string) =>
        `unit,indicator,period,breakdown,value,status,qualifier,document,page,note\nson-la,so-nha-duoc-ho-tro,2022,,${value},final,,bao-cao-thu,,\n`
      if (descriptor === undefined) throw new Error('no descriptor')
      const result = await check([
        descriptor,
        { path: 'a.csv', bytes: Buffer.from(csv('5')) },
        { path: 'b.csv', bytes: Buffer.from(csv('6')) },
      ])
      expect(findingLines(result)).toEqual(['primary-key b 2 -'])
      expect(result.findings[0]?.message).toContain('dòng 2 của a.csv')
      expect(result.package?.descriptor.resources).toEqual([
        { name: 'results', path: 'a.csv' },
        { name: 'results', path: 'b.csv' },
      ])
      expect(result.tables.map(({ name }) => name)).toEqual(['nam-a', 'nam-b'])
    })
  })

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
      const rows = 'son-la,so-nha-duoc-ho-tro,2022,,5,final,,bao-cao-thu,,\n'.repeat(200_001)
      const long = Buffer.from(
        `unit,indicator,period,breakdown,value,status,qualifier,document,page,note\n${rows}`,
      )
      expect(await linesOf(replace(long))).toEqual(['too-large results - -'])
    })
  })
})
