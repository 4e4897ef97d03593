import { stringify } from 'csv-stringify/sync'
import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import { plainDecimal } from './cells.ts'
import { fileFinding } from './findings.ts'
import type { FoundPackage } from './folder.ts'
import type { Finding, PackageFile, ResourceName } from '../releases/rules.ts'
import type { CellPlace } from './sheet-cells.ts'
import type { WorkbookPlaces } from './workbook-places.ts'
import { readSheets, type Sheet } from './sheets.ts'
import {
  DATA_SHEETS,
  LICENSES,
  PROPERTIES,
  SHEETS,
  SOURCE_COLUMNS,
  resourceOfSheet,
} from './workbook-layout.ts'

/** A package that was made of a workbook; no places where none could be made. */
export interface FoundWorkbook extends FoundPackage {
  places: WorkbookPlaces | null
}

/**
 * Turns an uploaded workbook, made from the site's template, into a package: `datapackage.json` and a CSV file for each
 * sheet of data. A row of a file has the number that it has in its sheet.
 */
export async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<FoundWorkbook> {
  const { sheets, problem } = await readSheets(bytes)
  if (problem !== null) return unusable(fileFinding(fileName, problem.type, problem.message))
  const tables = sheets.flatMap((sheet) => {
    const kind = resourceOfSheet(sheet.name)
    return kind === null || sheet.rows.length === 0 ? [] : [{ kind, sheet }]
  })
  const [main] = tables.filter(({ kind }) => kind === 'results' || kind === 'funding')
  if (main === undefined) {
    const message = `Bảng tính không có tờ "${DATA_SHEETS.results}" hoặc "${DATA_SHEETS.funding}" như mẫu. Hãy dùng mẫu tải về từ trang này.`
    return unusable(fileFinding(fileName, 'source-error', message))
  }
  // A sheet of the template that was left as it is holds no table of the package.
  const filled = tables.filter(({ sheet }) => sheet === main.sheet || sheet.rows.length > 1)
  const descriptor = {
    ...describePackage(sheets),
    resources: filled.map(({ kind }) => ({ name: kind, path: fileOf(kind) })),
  }
  return {
    files: [
      toFile(DESCRIPTOR_FILE, `${JSON.stringify(descriptor, null, 2)}\n`),
      ...filled.map(({ kind, sheet }) => toFile(fileOf(kind), toCsv(withPoints(sheet.rows)))),
    ],
    findings: filled.flatMap(({ kind, sheet }) => inspectCells(fileOf(kind), sheet)),
    places: {
      ...placesOf(sheets),
      sheets: new Map(filled.map(({ kind, sheet }) => [fileOf(kind), sheet.name.trim()])),
    },
  }
}

const fileOf = (kind: ResourceName): string => `${kind}.csv`

function toFile(path: string, text: string): PackageFile {
  return { path, bytes: Buffer.from(text, 'utf8') }
}

/** Values that were typed as text, with a decimal comma; numbers have none. */
function withPoints(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const column = rows[0]?.indexOf('value') ?? -1
  if (column < 0) return rows
  return rows.map((row) => (row[column] === undefined ? row : row.with(column, plainDecimal(row[column]))))
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: '\n' })
}

function unusable(finding: Finding): FoundWorkbook {
  return { files: [], findings: [finding], places: null }
}

function rowsOf(sheets: readonly Sheet[], name: string): readonly string[][] {
  return sheets.find((sheet) => sheet.name.trim().normalize('NFC') === name)?.rows ?? []
}

const isFilled = (row: readonly string[]): boolean => row.some((cell) => cell !== '')

/** Rows of what {@link describePackage} reads, the first one being 1. */
function placesOf(sheets: readonly Sheet[]): Pick<WorkbookPlaces, 'properties' | 'sources'> {
  return {
    properties: new Map(rowsOf(sheets, SHEETS.properties).map(([key = ''], at) => [key, at + 1])),
    sources: rowsOf(sheets, SHEETS.sources).flatMap((row, at) => (at > 0 && isFilled(row) ? [at + 1] : [])),
  }
}

function describePackage(sheets: readonly Sheet[]): Record<string, unknown> {
  const properties = new Map(rowsOf(sheets, SHEETS.properties).map(([key = '', value = '']) => [key, value]))
  const values = Object.fromEntries(
    (Object.keys(PROPERTIES) as (keyof typeof PROPERTIES)[]).map((key) => [key, properties.get(key) ?? '']),
  )
  const { name, title, description, sample = '', license = '' } = values
  const [header = [], ...rows] = rowsOf(sheets, SHEETS.sources)
  const sources = rows
    .filter(isFilled)
    .map((row): Partial<Record<string, string>> => {
      const cells = Object.keys(SOURCE_COLUMNS).map((column): [string, string] => [
        column,
        row[header.indexOf(column)] ?? '',
      ])
      return Object.fromEntries<string>(cells.filter(([, cell]) => cell !== ''))
    })
    .map(({ titleDerived, ...source }) =>
      titleDerived === undefined ? source : { ...source, titleDerived: yesOrNo(titleDerived) },
    )
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name,
    title,
    description,
    sample: yesOrNo(sample),
    licenses: license === '' ? [] : [{ name: license, ...LICENSES[license] }],
    sources,
  }
}

/** What is neither stays as it was typed: the check says what it should be. */
function yesOrNo(cell: string): boolean | string {
  return cell === 'yes' ? true : cell === 'no' || cell === '' ? false : cell
}

/** Mistakes that the values no longer show. */
function inspectCells(file: string, { rows, formulas, percentages }: Sheet): Finding[] {
  const [header = []] = rows
  const at = ({ row, column }: CellPlace, type: Finding['type'], cell: string, message: string): Finding => ({
    ...fileFinding(file, type, message, { rowNumber: row, fieldName: header[column - 1] ?? null, cell }),
    fieldNumber: column,
  })
  const percent =
    'Ô định dạng phần trăm, nên Excel giữ số đã chia cho 100. Hãy đổi ô sang định dạng số rồi ghi lại, như 17,83.'
  return [
    ...formulas.map((place) => {
      const message = 'Ô có công thức. Hãy chép ô rồi dán lại bằng “Dán giá trị” (Paste Values).'
      return at(place, 'formula-cell', place.text, message)
    }),
    ...percentages
      .filter(({ row, column }) => row > 1 && header[column - 1] === 'value')
      .map((place) => at(place, 'type-error', place.text, percent)),
    ...findDates(rows).map((place) => ({
      ...at(
        place,
        'type-error',
        place.text,
        'Ô là một ngày, có thể do Excel tự đổi. Nếu muốn ghi tháng, hãy đổi ô sang định dạng chữ (Text) rồi ghi lại, như 2022-06.',
      ),
      severity: 'warning' as const,
    })),
  ]
}

/** Excel turns `2022-06` into the first of June. */
function findDates(rows: readonly (readonly string[])[]): CellPlace[] {
  const column = rows[0]?.indexOf('period') ?? -1
  if (column < 0) return []
  return rows.flatMap((row, index) => {
    const text = row[column] ?? ''
    return /^\d{4}-\d{2}-01$/u.test(text) ? [{ row: index + 1, column: column + 1, text }] : []
  })
}
