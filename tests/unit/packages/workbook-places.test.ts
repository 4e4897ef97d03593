import { beforeAll, describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { readDecimal } from '../../../src/domain/packages/cells.ts'
import { fileFinding } from '../../../src/domain/packages/findings.ts'
import type { Finding } from '../../../src/domain/releases/rules.ts'
import { makeTemplate } from '../../../src/domain/packages/template.ts'
import { DATA_SHEETS, SHEETS } from '../../../src/domain/packages/workbook-layout.ts'
import { inSheets, type WorkbookPlaces } from '../../../src/domain/packages/workbook-places.ts'
import { readWorkbook } from '../../../src/domain/packages/workbook.ts'
import { fillWorkbook } from '../../fixtures/workbooks.ts'

const DESCRIPTOR = 'datapackage.json'

describe('a finding about a workbook', () => {
  let places: WorkbookPlaces
  beforeAll(async () => {
    const template = await makeTemplate({ reference: readReference('content') }, 'results')
    const filled = fillWorkbook(template, {
      [SHEETS.sources]: [['mot', 'Nguồn một'], [], ['hai', 'Nguồn hai']],
      [DATA_SHEETS.results]: [['son-la']],
      [DATA_SHEETS.claims]: [['son-la']],
    })
    const found = (await readWorkbook(filled, 'a.xlsx')).places
    if (found === null) throw new Error('no places')
    places = found
  })
  const said = (finding: Finding) => {
    const { file, rowNumber, fieldName, message } = inSheets(finding, places)
    return [file, rowNumber, fieldName, message]
  }

  test('in a table stands at its sheet and its row', () => {
    const finding = fileFinding('claims.csv', 'type-error', 'Không phải số.', {
      rowNumber: 3,
      fieldName: 'value',
    })
    expect(said(finding)).toEqual(['Kết quả, nguồn khác', 3, 'value', 'Không phải số.'])
  })

  test.each<[string, string, (string | number | null)[]]>([
    ['title', 'Trường title đang để trống.', ['Gói số liệu', 2, 'title', 'Ô title đang để trống.']],
    [
      'sample',
      'Trường sample chỉ nhận true hoặc false, không đặt trong dấu nháy.',
      ['Gói số liệu', 4, 'sample', 'Ô sample chỉ nhận yes hoặc no.'],
    ],
    [
      'licenses',
      'Trường licenses phải có ít nhất một giấy phép.',
      ['Gói số liệu', 5, 'license', 'Ô license phải có ít nhất một giấy phép.'],
    ],
    [
      'sources[1].date',
      'Trường sources[1].date không phải ngày.',
      ['Nguồn', 4, 'date', 'Ô date không phải ngày.'],
    ],
    [
      'sources',
      'Trường sources phải là danh sách, có ít nhất một nguồn.',
      ['Nguồn', null, null, 'Tờ "Nguồn" chưa có nguồn nào. Hãy ghi ít nhất một nguồn.'],
    ],
  ])('in the field %s stands at the cell that it was read from', (fieldName, message, expected) => {
    expect(said(fileFinding(DESCRIPTOR, 'package-error', message, { fieldName }))).toEqual(expected)
  })

  test('about a source that is not there names the sheet of sources', () => {
    const message = 'Mục sources của datapackage.json không có nguồn "x". Hãy thêm nguồn, hoặc sửa tên.'
    expect(said(fileFinding('results.csv', 'foreign-key', message))[3]).toBe(
      'Tờ "Nguồn" không có nguồn "x". Hãy thêm nguồn, hoặc sửa tên.',
    )
    const missing = 'Hãy ghi tên một nguồn trong mục sources của datapackage.json.'
    expect(said(fileFinding('results.csv', 'document-missing', missing))[3]).toBe(
      'Hãy ghi tên một nguồn trong tờ "Nguồn".',
    )
  })

  test('about a number says how it is written in a spreadsheet', () => {
    const refused = readDecimal('18,62 %')
    const message = refused.ok ? '' : refused.message
    expect(message).toContain('Hãy viết 18.62.')
    const finding = fileFinding('results.csv', 'type-error', message, { rowNumber: 2, cell: '18,62 %' })
    expect(said(finding)[3]).toBe('"18,62 %" không phải là số. Hãy viết 18,62.')
  })

  test('names no file that its reader never saw', () => {
    const message =
      'Gói không có tệp "claims.csv" mà datapackage.json ghi. Các mã nằm ở content/data/reference/units.csv.'
    expect(said(fileFinding('results.csv', 'source-error', message))[3]).toBe(
      'Gói không có tệp tờ "Kết quả, nguồn khác" mà tờ "Gói số liệu" ghi. Các mã nằm ở tờ "Bảng mã".',
    )
  })
})
