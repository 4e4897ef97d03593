import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parsePeriod } from '../../../src/domain/periods/rules.ts'
import { checkFolder, checkPackage } from '../../../src/domain/packages/check.ts'
import { toReport } from '../../../src/domain/packages/report.ts'
import { releases } from '../../../src/i18n/vi/releases.ts'
import { MAX_FINDINGS, type Finding, type PackageFile } from '../../../src/domain/releases/rules.ts'
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
      const report = toReport(result, { seconds: 1, titles: releases.findingTypes })
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

  test('say of a unit that is not there when it was, and where to look', async () => {
    const messages = async (unit: string, period: string): Promise<string | undefined> => {
      const { findings } = await check(makePackage({ results: [{ unit, period, value: '5' }] }))
      expect(findings.map(({ type }) => type)).toEqual(['unit-validity'])
      return findings[0]?.message
    }
    expect(await messages('huyen-bac-yen', '2025-07')).toBe(
      'Huyện Bắc Yên chỉ có đến ngày 30/6/2025, nên không có số của kỳ 2025-07. Hãy dùng các đơn vị kế tiếp, xem ở /dia-phuong/huyen-bac-yen/.',
    )
    expect(await messages('huyen-moc-chau', '2025-03-01')).toContain(
      'không còn trong danh mục từ ngày 1/3/2025,',
    )
    expect(await messages('phuong-moc-chau', '2024')).toContain('Phường Mộc Châu có từ ngày 1/7/2025,')
  })

  test('hold what can be used, or are found fault with, whatever is changed in them', async () => {
    const sound = tablesToPackage(soundTables())
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(), fc.uint8Array({ maxLength: 6 })), {
          minLength: 1,
          maxLength: 5,
        }),
        async (edits) => {
          const files = sound.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes) }))
          for (const [at, place, bytes] of edits) {
            const file = files[at]
            if (file === undefined) continue
            const where = place % file.bytes.length
            file.bytes = Buffer.concat([file.bytes.subarray(0, where), bytes, file.bytes.subarray(where + 2)])
          }
          const { package: read, counts, findings } = await check(files)
          expect(findings.length > 0).toBe(counts.size > 0)
          for (const row of read?.rows ?? []) {
            expect(site.context.reference.units.has(row.unit)).toBe(true)
            expect(parsePeriod(row.period)).not.toBeNull()
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
