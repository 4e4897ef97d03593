import { isErrorCode } from './error-codes.ts'
import type { FindingList } from './findings.ts'
import {
  OPTIONAL_COLUMN,
  RESOURCES,
  type Finding,
  type FindingType,
  type PackageFile,
  type ResourceName,
} from '../releases/rules.ts'
import type { NamedResource } from './descriptor.ts'
import { readCsv, type RowLimit } from './text.ts'

/** A table of a package with its header understood. */
export interface Table {
  /** As the package calls it. */
  name: string
  path: string
  kind: ResourceName
  /** The header as it stands. */
  labels: string[]
  /** Columns of the kind; a table of figures has the optional one last. */
  columns: readonly string[]
  /** Where each of the columns stands in the file; -1 where it is missing. */
  places: readonly number[]
  /** Place of each column in {@link columns}, by its label. */
  at: Readonly<Record<string, number>>
  /** Every row could be read. */
  whole: boolean
}

/** A row of a table, its cells in the order of the table's columns. */
export interface Line {
  table: Table
  /** Counts the header as row 1. */
  rowNumber: number
  cells: readonly string[]
  /** One bit a column: a cell that something was found about, which no further check may build upon. */
  faults: number
  /** The row has not as many cells as the header: which cell is which is a guess. */
  ragged: boolean
}

const FIGURE_KINDS = ['results', 'funding'] as const satisfies readonly ResourceName[]

export const isClaimTable = ({ kind }: Pick<Table, 'kind'>): boolean =>
  !(FIGURE_KINDS as readonly string[]).includes(kind)
export const isFundingTable = ({ kind }: Pick<Table, 'kind'>): boolean =>
  kind === 'funding' || kind === 'funding-claims'

/** Reads one table as far as its letters go: header, number of cells, empty rows, formulas. */
export function readTable(
  findings: FindingList,
  { name, path }: NamedResource,
  file: PackageFile,
  limit: RowLimit,
): { table: Table; lines: Line[] } | null {
  const { records, whole, findings: amiss } = readCsv(path, file.bytes, limit)
  findings.add(...amiss)
  const labels = records[0]
  if (labels === undefined) return null
  const kind = kindOf(name, labels)
  if (kind === null) {
    findings.add({
      ...place(path, 1),
      type: 'resource-error',
      message: `Không rõ bảng này ghi gì. Hãy đặt name trong datapackage.json là ${Object.keys(RESOURCES).join(', ')}, hoặc dùng đúng các cột của mẫu.`,
    })
    return null
  }
  const table = { name, path, whole, ...understandHeader(findings, path, kind, labels) }
  return { table, lines: readLines(findings, table, records) }
}

/** The kind of a table by its name, else by the columns that only this kind has. */
function kindOf(name: string, labels: readonly string[]): ResourceName | null {
  if (Object.hasOwn(RESOURCES, name)) return name as ResourceName
  const has = (label: string): boolean => labels.includes(label)
  if (has('indicator')) return has('status') ? 'results' : 'claims'
  if (has('programme')) return has('status') ? 'funding' : 'funding-claims'
  return null
}

function place(file: string, rowNumber: number): Omit<Finding, 'type' | 'message'> {
  return { severity: 'error', file, rowNumber, fieldName: null, fieldNumber: null, cell: null }
}

/** One mistake in a header is one finding: a label that was mistyped is not an extra one and a missing one. */
function understandHeader(
  findings: FindingList,
  path: string,
  kind: ResourceName,
  labels: string[],
): Pick<Table, 'kind' | 'labels' | 'columns' | 'places' | 'at'> {
  const required: readonly string[] = RESOURCES[kind]
  const columns = isClaimTable({ kind }) ? required : [...required, OPTIONAL_COLUMN]
  const missing = new Set(required.filter((column) => !labels.includes(column)))
  const report = (type: FindingType, at: number, fieldName: string, message: string): void =>
    findings.add({
      ...place(path, 1),
      type,
      fieldName,
      fieldNumber: at < 0 ? null : at + 1,
      cell: labels[at] ?? null,
      message,
    })
  for (const [at, label] of labels.entries()) {
    const isKnown = columns.includes(label)
    if (isKnown && labels.indexOf(label) === at) continue
    const meant = [...missing].find(
      (column) =>
        column === columns[at] ||
        column ===
          label
            .trim()
            .toLowerCase()
            .replace(/[\s_]+/gu, '-'),
    )
    if (meant !== undefined) missing.delete(meant)
    const hint = meant === undefined ? '' : ` Ở mẫu, cột này là "${meant}".`
    if (label.trim() === '') {
      report(
        'blank-header',
        at,
        meant ?? '',
        `Cột thứ ${at + 1} không có tên.${hint} Hãy ghi tên cột hoặc bỏ cột.`,
      )
    } else if (isKnown) {
      report('duplicate-label', at, label, `Tên cột "${label}" có hai lần.${hint} Mỗi cột chỉ có một.`)
    } else if (meant === undefined) {
      report('extra-label', at, label, `Mẫu không có cột "${label}". Hãy bỏ cột này hoặc sửa tên cột.`)
    } else {
      report(
        'missing-label',
        at,
        meant,
        `Thiếu cột "${meant}": cột thứ ${at + 1} ghi là "${label}". Hãy sửa tên cột.`,
      )
    }
  }
  for (const column of missing) {
    report(
      'missing-label',
      -1,
      column,
      `Thiếu cột "${column}". Hãy thêm cột này; ô không có gì thì để trống.`,
    )
  }
  return {
    kind,
    labels,
    columns,
    places: columns.map((column) => labels.indexOf(column)),
    at: Object.fromEntries(columns.map((column, at) => [column, at])),
  }
}

function readLines(findings: FindingList, table: Table, records: readonly string[][]): Line[] {
  const { path, labels, columns, places } = table
  const isPlain = places.every((at, column) => at === column || at < 0)
  const absent = places.reduce(
    (faults, at, column) => (at < 0 && columns[column] !== OPTIONAL_COLUMN ? faults | (1 << column) : faults),
    0,
  )
  const lines: Line[] = []
  for (let at = 1; at < records.length; at += 1) {
    const record = records[at] ?? []
    const rowNumber = at + 1
    if (record.every((cell) => cell.trim() === '')) {
      findings.add({
        ...place(path, rowNumber),
        type: 'blank-row',
        message: 'Dòng trống. Hãy xoá dòng này.',
      })
      continue
    }
    const ragged = record.length !== labels.length
    if (ragged) findings.add(countCells(table, rowNumber, record))
    const cells = isPlain && !ragged ? record : places.map((from) => record[from] ?? '')
    const line: Line = { table, rowNumber, cells, faults: absent, ragged }
    if (!ragged) findFormulasAndErrors(findings, line)
    lines.push(line)
  }
  return lines
}

function countCells({ path, labels }: Table, rowNumber: number, record: readonly string[]): Finding {
  const [have, want] = [record.length, labels.length]
  const at = have < want ? have : want
  return {
    ...place(path, rowNumber),
    type: have < want ? 'missing-cell' : 'extra-cell',
    fieldName: labels[at] ?? null,
    fieldNumber: at + 1,
    cell: record[at] ?? null,
    message:
      have < want
        ? `Dòng có ${have} ô, thiếu ${want - have} ô so với hàng tiêu đề. Ô không có gì cũng phải có dấu phẩy ngăn.`
        : `Dòng có ${have} ô, thừa ${have - want} ô so với hàng tiêu đề. Ô có dấu phẩy bên trong phải đặt trong dấu nháy kép.`,
  }
}

/**
 * Spreadsheets run what begins like this, also after spaces and in full width; a number or a dash before words is none.
 */
const FORMULA = /^\s*(?:[=@\uFF1D\uFF20]|[+\-\uFF0B\uFF0D](?!\s|$|\d[\d.,]*(?:$|[\s%])))/u
/** Nearly all cells begin with a letter or a digit, and are no formula. */
const PLAIN = /^[a-zA-Z0-9]/u

function findFormulasAndErrors(findings: FindingList, line: Line): void {
  for (let column = 0; column < line.cells.length; column += 1) {
    const cell = line.cells[column] ?? ''
    if (cell === '') continue
    if (isErrorCode(cell)) {
      const message = `Ô chứa mã lỗi của bảng tính (${cell.trim()}), không có giá trị. Hãy sửa chỗ tính sai trong bảng gốc rồi chép lại giá trị, hoặc để trống ô.`
      fault(findings, line, column, 'type-error', message)
    } else if (!PLAIN.test(cell) && FORMULA.test(cell)) {
      const message = 'Ô bắt đầu như một công thức. Hãy thay bằng kết quả, hoặc bỏ dấu ở đầu ô.'
      fault(findings, line, column, 'formula-cell', message)
    }
  }
}

/** Says what is wrong with a cell, once: no further check builds upon it. */
export function fault(
  findings: FindingList,
  line: Line,
  column: number,
  type: FindingType,
  message: string,
): void {
  line.faults |= 1 << column
  // Of a ragged row that alone is said: what its cells are is a guess.
  if (!line.ragged) findings.add(cellFinding(line, column, type, message))
}

export function isSound(line: Line, ...columns: readonly string[]): boolean {
  return columns.every((column) => (line.faults & (1 << (line.table.at[column] ?? 31))) === 0)
}

/** @param column by its place; null for a finding about the row */
export function cellFinding(
  { table, rowNumber, cells }: Line,
  column: number | null,
  type: FindingType,
  message: string,
  severity: Finding['severity'] = 'error',
): Finding {
  if (column === null) return { ...place(table.path, rowNumber), type, severity, message }
  const from = table.places[column] ?? -1
  return {
    ...{ type, severity, file: table.path, rowNumber, message },
    fieldName: table.columns[column] ?? null,
    fieldNumber: from < 0 ? null : from + 1,
    cell: from < 0 ? null : (cells[column] ?? null),
  }
}
