import { zipSync } from 'fflate'
import { decodeXml, percentStyles, scanSheet, type SheetCells } from './sheet-cells.ts'
import { unzip, type ZipProblem } from './zip.ts'

/** A sheet of a workbook: its cells as text, as they would stand in a CSV file. */
export interface Sheet extends SheetCells {
  name: string
  rows: string[][]
}

export type ReadSheets = { sheets: Sheet[]; problem: null } | { sheets: null; problem: ZipProblem }

/** Cells of all sheets, with the empty ones between them. */
const MAX_AREA = 1_000_000

const refuse = (type: ZipProblem['type'], message: string): ReadSheets => ({
  sheets: null,
  problem: { type, message },
})

/** Reads the values of an uploaded workbook; nothing in it is run, followed or calculated. */
export async function readSheets(bytes: Uint8Array): Promise<ReadSheets> {
  const names = new Set<string>()
  const { files, problem } = unzip(bytes, (name) => {
    names.add(name)
    return /\.(?:xml|rels)$/u.test(name)
  })
  if (problem !== null) return { sheets: null, problem }
  if (!files.has('xl/workbook.xml')) {
    return refuse(
      'source-error',
      'Tệp không phải bảng tính Excel dạng .xlsx. Hãy lưu lại dạng này rồi tải lên.',
    )
  }
  if ([...names].some((name) => /vbaProject|macrosheets\//iu.test(name))) {
    return refuse('source-error', 'Bảng tính có macro. Hãy lưu lại dạng .xlsx không có macro.')
  }
  if ([...names].some((name) => /^xl\/(?:externalLinks|connections|queryTables)/u.test(name))) {
    return refuse(
      'source-error',
      'Bảng tính có liên kết tới tệp khác. Hãy ngắt liên kết, giữ lại kết quả rồi lưu lại.',
    )
  }
  const text = (path: string): string => Buffer.from(files.get(path) ?? []).toString('utf8')
  const percents = percentStyles(text('xl/styles.xml'))
  const scanned = new Map<string, SheetCells>()
  let area = 0
  for (const path of files.keys()) {
    if (!/^xl\/worksheets\/[^/]+\.xml$/u.test(path)) continue
    const cells = scanSheet(text(path), percents)
    area += cells?.area ?? 0
    if (cells === null || area > MAX_AREA) {
      return refuse(
        'too-large',
        'Bảng tính có hơn 20.000 dòng hoặc 40 cột, hay không do Excel hoặc LibreOffice ghi. Hãy chép số liệu sang mẫu của trang này; bảng dài hơn thì chia thành nhiều gói.',
      )
    }
    scanned.set(path, cells)
  }
  return readValues(files, scanned, sheetPaths(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels')))
}

async function readValues(
  files: ReadonlyMap<string, Uint8Array>,
  scanned: ReadonlyMap<string, SheetCells>,
  paths: ReadonlyMap<string, string>,
): Promise<ReadSheets> {
  try {
    // Packed anew, so that the library reads the entries that were looked through and no others.
    const packed = Buffer.from(zipSync(Object.fromEntries(files), { level: 0 }))
    // Here, because commands load this file and seldom read a workbook.
    const { default: readXlsxFile } = await import('read-excel-file/node')
    const sheets = await readXlsxFile<string>(packed, { parseNumber: typedNumber })
    return {
      sheets: sheets.map(({ sheet, data }) => {
        const cells = scanned.get(paths.get(sheet) ?? '') ?? NOTHING
        return {
          name: sheet,
          rows: withErrors(
            data.map((row) => row.map(cellText)),
            cells.errors,
          ),
          ...cells,
        }
      }),
      problem: null,
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : ''
    return refuse(
      'source-error',
      `Không đọc được bảng tính (${cause}). Hãy mở và lưu lại bằng Excel hoặc LibreOffice.`,
    )
  }
}

const NOTHING: SheetCells = { formulas: [], errors: [], percentages: [], area: 0 }

/** The library gives an error as an empty cell: it would be gone without a word. */
function withErrors(rows: string[][], errors: SheetCells['errors']): string[][] {
  for (const { row, column, text } of errors) {
    while (rows.length < row) rows.push([])
    const cells = rows[row - 1] ?? []
    while (cells.length < column) cells.push('')
    cells[column - 1] = text
  }
  return rows
}

/** Where each sheet lies, by its name. */
function sheetPaths(workbook: string, relations: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const [, attributes = ''] of relations.matchAll(/<(?:\w+:)?Relationship\s([^<>]*)>/gu)) {
    const id = /\bId="([^"]*)"/u.exec(attributes)?.[1]
    const target = /\bTarget="([^"]*)"/u.exec(attributes)?.[1]
    if (id === undefined || target === undefined) continue
    targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  const paths = new Map<string, string>()
  for (const [, attributes = ''] of workbook.matchAll(/<(?:\w+:)?sheet\s([^<>]*)>/gu)) {
    const name = /\bname="([^"]*)"/u.exec(attributes)?.[1]
    const id = /\w+:id="([^"]*)"/u.exec(attributes)?.[1]
    if (name !== undefined && id !== undefined) paths.set(decodeXml(name), targets.get(id) ?? '')
  }
  return paths
}

function cellText(value: unknown): string {
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value.replace(/\r\n?/gu, '\n') : ''
}

function dateText(date: Date): string {
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ')
}

/** Digits that a spreadsheet keeps. */
const PRECISION = 15

/**
 * A number as it was typed: spreadsheets store binary fractions, and write `0.1 + 0.2` with 17 digits and large numbers
 * with an exponent.
 */
export function typedNumber(stored: string): string {
  const number = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(number)) return stored
  const [digits = '', exponent = '0'] = number.toExponential(PRECISION - 1).split('e')
  const sign = digits.startsWith('-') ? '-' : ''
  const bare = digits.replace(/[-.]/gu, '')
  const point = Number(exponent) + 1
  const padded = point <= 0 ? '0'.repeat(1 - point) + bare : bare.padEnd(point, '0')
  const at = Math.max(point, 1)
  const fraction = padded.slice(at).replace(/0+$/u, '')
  const plain = `${padded.slice(0, at)}${fraction === '' ? '' : `.${fraction}`}`
  return plain === '0' ? '0' : sign + plain
}
