import type { CellObject, Row } from 'write-excel-file/node'
import type { Context } from '../context.ts'
import { FIGURE_STATUSES, QUALIFIERS } from '../figures/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { typedNumber } from './sheets.ts'
import type { TemplateKind } from '../releases/desk-rules.ts'
import { propertiesOf, rowsOf, sourcesOf, type TemplateContent } from './template-content.ts'
import { columnTitle, guideRows } from './template-guide.ts'
import { dropDowns, type DropDown, type SheetToWrite } from './template-drop-downs.ts'
import { OPTIONAL_COLUMN, RESOURCES, type ResourceName } from '../releases/rules.ts'
import { DATA_SHEETS, PROPERTIES, SHEETS, SOURCE_COLUMNS } from './workbook-layout.ts'

/** How far the drop-down lists go. */
const DATA_ROWS = 10_000
const SOURCE_ROWS = 200

const HEAD = { fontWeight: 'bold', backgroundColor: '#e5e7eb', wrap: true, alignVertical: 'top' } as const

/**
 * A workbook for staff who enter figures in a spreadsheet, with the columns of the data packages and drop-down lists
 * of the codes that the site knows now.
 * @param content of a release to begin with, all tables of it
 */
export async function makeTemplate(
  ctx: Pick<Context, 'reference'>,
  kind: TemplateKind,
  content: TemplateContent | null = null,
): Promise<Buffer> {
  const kinds = kindsOf(kind, content)
  const lists = listsOf(ctx.reference)
  const sheets: SheetToWrite[] = [
    { sheet: SHEETS.guide, data: guideRows(kinds), columns: [{ width: 22 }, { width: 100 }] },
    propertiesSheet(kind, content),
    sourcesSheet(content),
    ...kinds.map((one) => dataSheet(one, content === null ? [] : rowsOf(one, content, ctx.reference))),
    codesSheet(ctx.reference),
    { sheet: SHEETS.lists, data: listRows(lists), columns: Object.keys(lists).map(() => ({ width: 30 })) },
  ]
  const feature = dropDowns(placesOf(kinds, lists), { hidden: SHEETS.lists })
  // Here, because commands load this file and write no workbook.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return writeXlsxFile(sheets, { features: [feature] }).toBuffer()
}

const PAIRS = { results: ['results', 'claims'], funding: ['funding', 'funding-claims'] } as const

/** The tables of a kind; those of the other one come along where a release has both. */
function kindsOf(kind: TemplateKind, content: TemplateContent | null): readonly ResourceName[] {
  const other = kind === 'results' ? 'funding' : 'results'
  const hasOther = content?.rows.some((row) => (row.kind === 'funding') === (other === 'funding')) ?? false
  return hasOther ? [...PAIRS[kind], ...PAIRS[other]] : PAIRS[kind]
}

/** Codes by the column that they are for. */
type Lists = Readonly<Record<string, readonly string[]>>

function listsOf(reference: Reference): Lists {
  return {
    unit: [...reference.units.keys()],
    indicator: [...reference.indicators.keys()],
    programme: [...reference.programmes.keys()],
    project: [...new Set([...reference.projects.values()].map(({ code }) => code))],
    source: [...reference.sources.keys()],
    capital: [...reference.capitals.keys()],
    status: FIGURE_STATUSES,
    qualifier: QUALIFIERS,
    kind: ['official', 'press', 'sample'],
    sample: ['no', 'yes'],
    confidence: ['secondary'],
    titleDerived: ['yes'],
  }
}

function listRows(lists: Lists): Row[] {
  const columns = Object.entries(lists)
  const longest = Math.max(...columns.map(([, codes]) => codes.length))
  const rows = Array.from({ length: longest }, (_, at) => columns.map(([, codes]) => text(codes[at])))
  return [columns.map(([column]) => text(column)), ...rows]
}

/** Where which list drops down. */
function placesOf(kinds: readonly ResourceName[], lists: Lists): DropDown[] {
  const listRange = (column: string): string => {
    const letter = columnLetter(Object.keys(lists).indexOf(column))
    return `'${SHEETS.lists}'!$${letter}$2:$${letter}$${(lists[column]?.length ?? 0) + 1}`
  }
  const inColumns = (sheet: string, columns: readonly string[], rows: number): DropDown[] =>
    columns.flatMap((column, at): DropDown[] => {
      const range = `${columnLetter(at)}2:${columnLetter(at)}${rows + 1}`
      if (column === 'document') {
        return [{ sheet, range, list: `'${SHEETS.sources}'!$A$2:$A$${SOURCE_ROWS + 1}`, strict: false }]
      }
      return lists[column] === undefined ? [] : [{ sheet, range, list: listRange(column), strict: true }]
    })
  const sampleRow = Object.keys(PROPERTIES).indexOf('sample') + 1
  return [
    { sheet: SHEETS.properties, range: `B${sampleRow}`, list: listRange('sample'), strict: true },
    ...inColumns(SHEETS.sources, Object.keys(SOURCE_COLUMNS), SOURCE_ROWS),
    ...kinds.flatMap((kind) => inColumns(DATA_SHEETS[kind], columnsOf(kind), DATA_ROWS)),
  ]
}

/** `A`, … `Z`. */
function columnLetter(at: number): string {
  return String.fromCharCode(65 + at)
}

function columnsOf(kind: ResourceName): readonly string[] {
  return kind === 'results' || kind === 'funding' ? [...RESOURCES[kind], OPTIONAL_COLUMN] : RESOURCES[kind]
}

/** Text that a spreadsheet leaves as it is: `2022-06` does not become a date, nor `4.3` a number. */
function text(value: string | undefined): CellObject {
  return value === undefined ? { type: String, format: '@' } : { value, type: String, format: '@' }
}

function head(value: string): CellObject {
  return { value, type: String, format: '@', ...HEAD }
}

function propertiesSheet(kind: TemplateKind, content: TemplateContent | null): SheetToWrite {
  const prefilled: Readonly<Record<string, string>> =
    content === null
      ? { name: kind === 'results' ? 'ket-qua-' : 'kinh-phi-', sample: 'no', license: 'CC-BY-4.0' }
      : propertiesOf(content)
  return {
    sheet: SHEETS.properties,
    data: Object.entries(PROPERTIES).map(([key, meaning]) => [
      head(key),
      text(prefilled[key] ?? ''),
      { value: meaning, type: String, wrap: true },
    ]),
    columns: [{ width: 14 }, { width: 60 }, { width: 70 }],
  }
}

function sourcesSheet(content: TemplateContent | null): SheetToWrite {
  const columns = Object.keys(SOURCE_COLUMNS)
  const sources = content === null ? [] : sourcesOf(content)
  return {
    sheet: SHEETS.sources,
    data: [
      columns.map(head),
      ...sources.map((source) => columns.map((column) => text(source[column]))),
      ...(sources.length === 0 ? [emptyRow(columns)] : []),
    ],
    columns: columns.map((column) => ({ width: column === 'title' || column === 'path' ? 50 : 20 })),
    stickyRowsCount: 1,
  }
}

function dataSheet(kind: ResourceName, rows: readonly Readonly<Record<string, string>>[]): SheetToWrite {
  const columns = columnsOf(kind)
  return {
    sheet: DATA_SHEETS[kind],
    data: [
      columns.map(head),
      ...rows.map((row) => columns.map((column) => cell(column, row[column]))),
      ...(rows.length === 0 ? [emptyRow(columns)] : []),
    ],
    columns: columns.map((column) => ({ width: ['note', 'reason'].includes(column) ? 40 : 20 })),
    stickyRowsCount: 1,
  }
}

const NUMBER_FORMATS: Readonly<Record<string, string>> = {
  value: '0.######',
  allocated: '#,##0',
  disbursed: '#,##0',
}

/** A row to type into; its formats are those of the columns. */
function emptyRow(columns: readonly string[]): Row {
  return columns.map((column): CellObject => cell(column, undefined))
}

function cell(column: string, value: string | undefined): CellObject {
  const format = NUMBER_FORMATS[column]
  if (format === undefined) return text(value)
  if (value === undefined) return { type: Number, format }
  // A number that a spreadsheet would write otherwise, like 26.80, stays text.
  return typedNumber(value) === value && Number.isFinite(Number(value))
    ? { value: Number(value), type: Number, format }
    : text(value)
}

/** The codes with their names, to look them up. */
function codesSheet(reference: Reference): SheetToWrite {
  const section = (column: string, entries: Iterable<readonly [string, string]>): Row[] =>
    [...entries].map(([code, name]) => [text(columnTitle(column)), text(code), text(name)])
  const named = (column: string, map: ReadonlyMap<string, { name: string }>): Row[] =>
    section(
      column,
      [...map].map(([code, { name }]) => [code, name]),
    )
  const indicators = [...reference.indicators.values()].map(
    ({ id, name, measure }) =>
      [id, measure === '' ? `${name} (yes hoặc no)` : `${name} (${measure})`] as const,
  )
  const projects = [...reference.projects.values()].map(
    ({ programmeId, code, name }) => [code, `${name} (${programmeId})`] as const,
  )
  return {
    sheet: SHEETS.codes,
    data: [
      ['Dùng ở cột', 'Mã', 'Tên'].map(head),
      ...named('unit', reference.units),
      ...section('indicator', indicators),
      ...named('programme', reference.programmes),
      ...section('project', projects),
      ...named('source', reference.sources),
      ...named('capital', reference.capitals),
    ],
    columns: [{ width: 20 }, { width: 45 }, { width: 90 }],
    stickyRowsCount: 1,
  }
}
