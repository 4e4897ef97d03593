import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../../src/domain/context.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { typedNumber } from '../../../src/domain/packages/sheets.ts'
import { makeTemplate } from '../../../src/domain/packages/template.ts'
import { DATA_SHEETS, SHEETS, SOURCE_COLUMNS } from '../../../src/domain/packages/workbook-layout.ts'
import { readWorkbook } from '../../../src/domain/packages/workbook.ts'
import { findingLine } from '../../fixtures/finding-lines.ts'
import { editWorkbook, fillWorkbook, type TypedCell } from '../../fixtures/workbooks.ts'

const ctx = { reference: readReference('content') } as Context
let results: Uint8Array
let funding: Uint8Array
beforeAll(async () => {
  results = await makeTemplate(ctx, 'results')
  funding = await makeTemplate(ctx, 'funding')
})

const read = (workbook: Uint8Array) => readWorkbook(workbook, 'so-lieu.xlsx')
async function linesOf(workbook: Uint8Array): Promise<string[]> {
  const { files, findings } = await read(workbook)
  expect(findings.length > 0 || files.length > 0).toBe(true)
  return findings.map(findingLine)
}
async function rowsOf(workbook: Uint8Array, path = 'results.csv'): Promise<string[][]> {
  const { files } = await read(workbook)
  return parse(Buffer.from(files.find((file) => file.path === path)?.bytes ?? []))
}
const xmlOf = (workbook: Uint8Array, path: string): string =>
  Buffer.from(unzipSync(workbook)[path] ?? []).toString('utf8')

const ROW = ['son-la', 'ty-le-ho-ngheo', '2022', '', 17.83, 'final', '', 'bao-cao', '', 'Ghi chú', '']
const withCell = (column: number, cell: TypedCell): TypedCell[] => ROW.with(column, cell as string)

describe('the template', () => {
  test('has the columns of the tables, and lists of every code that the site knows', () => {
    const lists = xmlOf(results, 'xl/worksheets/sheet4.xml')
    expect([...lists.matchAll(/sqref="([A-Z]+2):[A-Z]+10001"/gu)].map(([, from]) => from)).toEqual([
      ...['A2', 'B2', 'F2', 'G2', 'H2'],
    ])
    expect(lists).toContain(`<formula1>'danh-muc'!$A$2:$A$${ctx.reference.units.size + 1}</formula1>`)
    expect(lists.indexOf('</sheetData>')).toBeLessThan(lists.indexOf('<dataValidations'))
    const money = xmlOf(funding, 'xl/worksheets/sheet4.xml')
    expect([...money.matchAll(/sqref="([A-Z]+2):/gu)].map(([, from]) => from)).toEqual([
      ...['A2', 'B2', 'C2', 'D2', 'E2', 'I2', 'J2', 'K2'],
    ])
    expect(xmlOf(results, 'xl/workbook.xml')).toMatch(/<sheet [^>]*name="danh-muc" state="hidden"\/>/u)
  })

  test('keeps its header in sight and its codes as text', () => {
    const sheet = xmlOf(results, 'xl/worksheets/sheet4.xml')
    expect(sheet).toContain('ySplit="1"')
    expect(sheet.match(/<col [^>]*style="\d+"/gu)).toHaveLength(11)
  })

  test('is a package that only lacks what has to be filled in', async () => {
    const { files, findings } = await read(results)
    expect(findings).toEqual([])
    expect(files.map(({ path }) => path)).toEqual(['datapackage.json', 'results.csv'])
    expect(JSON.parse(Buffer.from(files[0]?.bytes ?? []).toString('utf8'))).toMatchObject({
      ...{ sample: false, licenses: [{ name: 'CC-BY-4.0' }], sources: [] },
      resources: [{ name: 'results', path: 'results.csv' }],
    })
    expect((await rowsOf(funding, 'funding.csv'))[0]).toHaveLength(14)
  })
})

describe('a filled template', () => {
  const packages = readdirSync('content/data').filter((name) => name !== 'reference' && name !== 'README.md')

  test.each(packages)('gives the rows that the same package has as CSV: %s', async (name) => {
    const folder = join('content/data', name)
    const kind = readdirSync(folder).includes('funding.csv') ? 'funding' : 'results'
    const claimKind = kind === 'funding' ? 'funding-claims' : 'claims'
    const csv = (table: string): string[][] => {
      const file = readdirSync(folder).find((one) => one === `${table}.csv`)
      return file === undefined ? [] : parse(readFileSync(join(folder, file)))
    }
    const [rows, claims] = [csv(kind), csv(claimKind)]
    // As people type them: numbers as numbers, years too.
    const typed = (table: string[][]): TypedCell[][] =>
      table
        .slice(1)
        .map((row) =>
          row.map((cell) =>
            /^\d+(?:\.\d+)?$/u.test(cell) && String(Number(cell)) === cell ? Number(cell) : cell,
          ),
        )
    const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as {
      sources: Record<string, string | boolean>[]
    }
    const workbook = fillWorkbook(kind === 'funding' ? funding : results, {
      [DATA_SHEETS[kind]]: typed(rows),
      [DATA_SHEETS[claimKind]]: typed(claims),
      [SHEETS.sources]: descriptor.sources.map((source) =>
        Object.keys(SOURCE_COLUMNS).map((column) =>
          source[column] === true ? 'yes' : String(source[column] ?? ''),
        ),
      ),
    })
    const { files, findings } = await read(workbook)
    expect(findings).toEqual([])
    expect(await rowsOf(workbook, `${kind}.csv`)).toEqual(rows)
    if (claims.length > 0) expect(await rowsOf(workbook, `${claimKind}.csv`)).toEqual(claims)
    expect(files).toHaveLength(claims.length > 0 ? 3 : 2)
    const made = JSON.parse(Buffer.from(files[0]?.bytes ?? []).toString('utf8')) as { sources: object[] }
    expect(made.sources).toEqual(
      descriptor.sources.map((source) =>
        Object.fromEntries(
          Object.keys(SOURCE_COLUMNS).flatMap((key) =>
            source[key] === undefined ? [] : [[key, source[key]]],
          ),
        ),
      ),
    )
  })

  test('keeps a row where it stands, empty rows between too', async () => {
    const rows = await rowsOf(fillWorkbook(results, { [DATA_SHEETS.results]: [ROW, [], ROW] }))
    expect(rows.map(([unit]) => unit)).toEqual(['unit', 'son-la', '', 'son-la'])
  })

  test('gives text as it was typed, without spaces around it', async () => {
    const note = ' Hai\r\ndòng, "nháy" <b> & Tiếng Việt '
    const rows = await rowsOf(fillWorkbook(results, { [DATA_SHEETS.results]: [withCell(9, note)] }))
    expect(rows[1]?.[9]).toBe('Hai\ndòng, "nháy" <b> & Tiếng Việt')
  })

  test('gives a number that was typed as text with a decimal comma as a number, and a number as it is', async () => {
    const value = (cell: TypedCell): TypedCell[] => withCell(4, cell)
    const typed = ['18,62', '1.234,5', '1,234', '18.62', 17.83, 1234]
    const workbook = fillWorkbook(results, {
      [DATA_SHEETS.results]: [...typed.map(value), withCell(9, '18,62')],
      [DATA_SHEETS.claims]: [withCell(4, '9,5')],
    })
    const rows = (await rowsOf(workbook)).slice(1)
    expect(rows.map((row) => row[4])).toEqual(['18.62', '1234.5', '1,234', '18.62', '17.83', '1234', '17.83'])
    expect(rows.at(-1)?.[9]).toBe('18,62')
    expect((await rowsOf(workbook, 'claims.csv'))[1]?.[4]).toBe('9.5')
  })

  test('gives a date as a day, and warns where it may have been a month', async () => {
    const dated = editWorkbook(results, 'xl/styles.xml', (xml) =>
      xml.replace(/<\/cellXfs>/u, '<xf numFmtId="14" applyNumberFormat="1"></xf></cellXfs>'),
    )
    const style = (xmlOf(dated, 'xl/styles.xml').match(/<xf /gu) ?? []).length
    const last = xmlOf(dated, 'xl/styles.xml').split('<cellXfs')[1]?.match(/<xf /gu)?.length ?? style
    const date = (serial: number): TypedCell => ({ xml: `<c s="${last - 1}"><v>${serial}</v></c>` })
    const workbook = fillWorkbook(dated, {
      [DATA_SHEETS.results]: [withCell(2, date(44592)), withCell(2, date(44713))],
    })
    expect((await rowsOf(workbook)).slice(1).map((row) => row[2])).toEqual(['2022-01-31', '2022-06-01'])
    expect(await linesOf(workbook)).toEqual(['type-error? results 3 period'])
  })

  test('with a formula is found at its cell, its result is not enough', async () => {
    const formula = { xml: '<c><f>SUM(E3:E9)&amp;""</f><v>17.83</v></c>' }
    const shared = { xml: '<c t="str"><f t="shared" si="0"/><v>son-la</v></c>' }
    const workbook = fillWorkbook(results, {
      [DATA_SHEETS.results]: [withCell(4, formula), ROW, withCell(0, shared)],
    })
    const { findings } = await read(workbook)
    expect(findings.map(findingLine)).toEqual(['formula-cell results 2 value', 'formula-cell results 4 unit'])
    expect(findings[0]).toMatchObject({ fieldNumber: 5, cell: '=SUM(E3:E9)&""' })
  })

  test('with a percentage is refused: the number that is stored is another', async () => {
    const styled = editWorkbook(results, 'xl/styles.xml', (xml) =>
      xml.replace(/<\/cellXfs>/u, '<xf numFmtId="10" applyNumberFormat="1"></xf></cellXfs>'),
    )
    const last = (xmlOf(styled, 'xl/styles.xml').split('<cellXfs')[1]?.match(/<xf /gu) ?? []).length - 1
    const cell = { xml: `<c s="${last}"><v>0.1783</v></c>` }
    const workbook = fillWorkbook(styled, { [DATA_SHEETS.results]: [ROW, withCell(4, cell)] })
    expect(await linesOf(workbook)).toEqual(['type-error results 3 value'])
  })
})

describe('a number of a spreadsheet', () => {
  test('is what was typed, up to its fifteen digits', () => {
    const number = fc
      .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`)
    fc.assert(
      fc.property(number, (typed) => {
        const stored = String(Number(typed))
        expect(typedNumber(stored)).toBe(typed.replace(/\.?0+$/u, '').replace(/^$/u, '0'))
      }),
    )
  })

  test.each([
    ['17.829999999999998', '17.83'],
    ['0.30000000000000004', '0.3'],
    ['1.56E+11', '156000000000'],
    ['9E15', '9000000000000000'],
    ['1E-6', '0.000001'],
    ['-1.5', '-1.5'],
    ['-0', '0'],
    ['2022', '2022'],
    ['100', '100'],
    ['', ''],
    ['1e400', '1e400'],
  ])('%s is %s', (stored, typed) => {
    expect(typedNumber(stored)).toBe(typed)
  })
})

describe('a workbook that is not to be trusted', () => {
  const add = (name: string): Uint8Array => editWorkbook(results, name, () => 'x')
  const sheet = 'xl/worksheets/sheet4.xml'
  const insert = (xml: string): Uint8Array =>
    editWorkbook(results, sheet, (text) => text.replace('</sheetData>', `${xml}</sheetData>`))

  test('is refused with macros or with links to other files', async () => {
    for (const name of [
      'xl/vbaProject.bin',
      'xl/macrosheets/sheet1.xml',
      'xl/externalLinks/externalLink1.xml',
    ]) {
      expect(await linesOf(add(name)), name).toEqual(['source-error so-lieu.xlsx - -'])
    }
    expect(await linesOf(add('xl/connections.xml'))).toEqual(['source-error so-lieu.xlsx - -'])
  })

  test('is refused where it is none', async () => {
    for (const bytes of [
      Buffer.from('a,b\n1,2\n'),
      Buffer.alloc(0),
      Buffer.from(zipSync({ 'a.txt': Buffer.from('x') })),
    ]) {
      expect(await linesOf(bytes)).toEqual(['source-error so-lieu.xlsx - -'])
    }
    expect(await linesOf(results.slice(0, 3_000))).toEqual(['source-error so-lieu.xlsx - -'])
    expect(await linesOf(insert('<row r="1"><c r="A1"/></row>'))).toEqual(['source-error so-lieu.xlsx - -'])
  })

  test('is refused where two far cells would make a table of a billion', async () => {
    expect(await linesOf(insert('<row r="9"><c r="XFD9"><v>1</v></c></row>'))).toEqual([
      'too-large so-lieu.xlsx - -',
    ])
    expect(await linesOf(insert('<row r="20001"><c r="A20001"><v>1</v></c></row>'))).toEqual([
      'too-large so-lieu.xlsx - -',
    ])
    for (const hidden of [
      '<row r="9"><c a=">" r="XFD9"><v>1</v></c></row>',
      `<row r="9"><c r='XFD9'><v>1</v></c></row>`,
      '<row r="9"><c r = "XFD9"><v>1</v></c></row>',
      '<row r="9"><c r="A9" r="XFD9"><v>1</v></c></row>',
      '<row r="9"><c r="&#88;FD9"><v>1</v></c></row>',
      '<!--<c--><row r="9"><c r="A9"><v>1</v></c></row>',
      '<![CDATA[x]]>',
    ]) {
      expect(await linesOf(insert(hidden)), hidden).toEqual(['too-large so-lieu.xlsx - -'])
    }
  })

  test('is refused where many sheets together are too large', async () => {
    const far = '<row r="20000"><c r="AN20000"><v>1</v></c></row></sheetData>'
    const once = editWorkbook(results, sheet, (text) => text.replace('</sheetData>', far))
    expect(await linesOf(once)).toEqual([])
    const twice = editWorkbook(once, 'xl/worksheets/sheet5.xml', (text) => text.replace('</sheetData>', far))
    expect(await linesOf(twice)).toEqual(['too-large so-lieu.xlsx - -'])
  })

  test('is told nothing of this machine, and makes nothing large of something small', async () => {
    const lines = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`)
    const declared = `<!DOCTYPE sst [<!ENTITY e0 "no"><!ENTITY file SYSTEM "${pathToFileURL('package.json').href}">${lines.join('')}]>`
    const shared = 'xl/sharedStrings.xml'
    const hostile = editWorkbook(results, shared, (xml) =>
      xml
        .replace(/(<\?xml[^>]*\?>)?/u, (head) => `${head}${declared}`)
        .replaceAll(/<t([^>]*)>[^<]*</gu, '<t$1>&file;&e20;<'),
    )
    const began = performance.now()
    const { files, findings } = await readWorkbook(hostile, 'so-lieu.xlsx')
    expect(performance.now() - began).toBeLessThan(5_000)
    const read = JSON.stringify(findings) + files.map(({ bytes }) => Buffer.from(bytes).toString()).join('')
    expect(Object.keys(unzipSync(results))).toContain(shared)
    expect(read).not.toContain('devDependencies')
    expect(read.length).toBeLessThan(1_000_000)
  })

  test('without a sheet of data says which sheets there are to be', async () => {
    const renamed = editWorkbook(results, 'xl/workbook.xml', (xml) => xml.replaceAll('Kết quả', 'Trang'))
    expect(await linesOf(renamed)).toEqual(['source-error so-lieu.xlsx - -'])
  })
})
