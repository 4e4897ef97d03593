import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import type { Finding } from '../releases/rules.ts'
import { explainNumber } from './cells.ts'
import { SHEETS } from './workbook-layout.ts'

/** Where in an uploaded workbook the files of the package that was made of it come from. */
export interface WorkbookPlaces {
  /** Sheets of data by the path of their file; rows are the same. */
  sheets: ReadonlyMap<string, string>
  /** Row of each property in the sheet of properties. */
  properties: ReadonlyMap<string, number>
  /** Row of each source in the sheet of sources, in their order. */
  sources: readonly number[]
}

/** The same finding in the words of who filled in the workbook: they know sheets, and none of the files. */
export function inSheets(finding: Finding, places: WorkbookPlaces): Finding {
  const message = speakOfSheets(withComma(finding), places)
  const sheet = places.sheets.get(finding.file)
  if (sheet !== undefined) return { ...finding, file: sheet, message }
  if (finding.file !== DESCRIPTOR_FILE) return { ...finding, message }
  const { fieldName } = finding
  const [, at, column = ''] = /^sources(?:\[(\d+)\](?:\.(\w+))?)?$/u.exec(fieldName ?? '') ?? []
  if (fieldName === 'sources') {
    const empty = `Tờ "${SHEETS.sources}" chưa có nguồn nào. Hãy ghi ít nhất một nguồn.`
    return { ...finding, file: SHEETS.sources, fieldName: null, cell: null, message: empty }
  }
  if (at !== undefined) {
    const subject = column === '' ? 'Dòng này' : `Ô ${column}`
    return {
      ...{ ...finding, file: SHEETS.sources, rowNumber: places.sources[Number(at)] ?? null },
      fieldName: column || null,
      message: reword(message, fieldName, subject),
    }
  }
  const property = fieldName?.startsWith('licenses') === true ? 'license' : (fieldName ?? '')
  const rowNumber = places.properties.get(property) ?? null
  return {
    ...{ ...finding, file: SHEETS.properties, rowNumber },
    fieldName: property || null,
    message: reword(message, fieldName, `Ô ${property}`),
  }
}

/** What is said of a cell that is no number names the decimal mark of a CSV file. */
function withComma({ message, cell }: Finding): string {
  return cell !== null && message === explainNumber(cell, '.') ? explainNumber(cell, ',') : message
}

function reword(message: string, fieldName: string | null, subject: string): string {
  const start = `Trường ${fieldName ?? ''} `
  return message.startsWith(start) ? `${subject} ${message.slice(start.length)}` : message
}

function speakOfSheets(message: string, { sheets }: WorkbookPlaces): string {
  // The longest path first: one may end like another.
  const paths = [...sheets].toSorted(([a], [b]) => b.length - a.length)
  // Of what the package describes, sources alone have a sheet of their own.
  const described = message.replaceAll(
    /(m)ục sources của datapackage\.json/giu,
    (_, first: string) => `${first === 'M' ? 'T' : 't'}ờ "${SHEETS.sources}"`,
  )
  return [[DESCRIPTOR_FILE, SHEETS.properties] as const, ...paths]
    .reduce(
      (text, [path, sheet]) => text.replaceAll(`"${path}"`, path).replaceAll(path, `tờ "${sheet}"`),
      described,
    )
    .replace(/content\/data\/reference\/[\w-]+\.csv/gu, `tờ "${SHEETS.codes}"`)
    .replace(/true hoặc false(?:, không đặt trong dấu nháy)?/gu, 'yes hoặc no')
    .replaceAll('"sample": true', 'sample là yes')
    .replaceAll('"kind": "sample"', 'kind là sample')
}
