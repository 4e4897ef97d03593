import type { Cell as SheetCell } from 'write-excel-file/node'
import type { About, Cell, DownloadTable } from './rules.ts'

/** In characters. */
const WIDTHS: Readonly<Record<string, number>> = {
  id: 34,
  name: 28,
  indicator_name: 30,
  programme_name: 34,
  project_name: 34,
  unit_name: 22,
  source_title: 40,
  note: 40,
  source_reason: 40,
  other_values: 40,
  citation: 60,
  address: 44,
}
const USUAL_WIDTH = 14
const TEXT_WIDTH = 110

/** A workbook: the table, with numbers as numbers, and a sheet that says what it is and how to cite it. */
export async function writeWorkbook(table: DownloadTable, { sheets, lines }: About): Promise<Buffer> {
  // Here, because commands load this file and write no workbook.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const head = table.columns.map((name): SheetCell => ({ value: name, fontWeight: 'bold' }))
  return writeExcelFile([
    {
      sheet: sheets.table,
      data: [head, ...table.rows.map((row) => row.map(toSheetCell))],
      columns: table.columns.map((name) => ({ width: WIDTHS[name] ?? USUAL_WIDTH })),
      stickyRowsCount: 1,
    },
    {
      sheet: sheets.about,
      data: lines.map(([label, text]): SheetCell[] => [
        { value: label, fontWeight: 'bold', alignVertical: 'top' },
        { value: text, type: String, format: '@', wrap: true },
      ]),
      columns: [{ width: 24 }, { width: TEXT_WIDTH }],
    },
  ]).toBuffer()
}

function toSheetCell(cell: Cell): SheetCell {
  if (cell === null) return null
  if (typeof cell === 'boolean') return cell
  // A string is stored as text and never run. A code such as 03646 is marked as text besides, so that editing keeps it.
  if (typeof cell === 'string') return /^\d+$/u.test(cell) ? { value: cell, type: String, format: '@' } : cell
  const decimals = cell.decimal.split('.')[1]?.length ?? 0
  return {
    value: Number(cell.decimal),
    type: Number,
    format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`,
  }
}
