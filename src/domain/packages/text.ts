import { CsvError, parse } from 'csv-parse/sync'
import { fileFinding } from './findings.ts'
import type { Finding } from '../releases/rules.ts'

/** Rows of data of a package in a folder, in all its tables. */
export const MAX_ROWS = 250_000
/** Characters of one row; a quotation mark that is never closed would swallow the rest of the file. */
const MAX_RECORD = 100_000

type Decoded =
  { text: string; line: null; message: null } | { text: null; line: number | null; message: string }

/** Text of a UTF-8 file without its byte order mark; or the line of the first byte that is none. */
export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return {
      text: null,
      line: null,
      message: 'Tệp được lưu với bảng mã UTF-16. Hãy lưu lại với bảng mã UTF-8 (“CSV UTF-8” trong Excel).',
    }
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    return { text: decoder.decode(bytes), line: null, message: null }
  } catch {
    const line = firstBadLine(bytes)
    return {
      text: null,
      line,
      message: `Tệp không phải UTF-8: sai bắt đầu từ dòng ${line} của tệp. Hãy lưu lại với bảng mã UTF-8 (“CSV UTF-8” trong Excel).`,
    }
  }
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start)
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) break
    start = end + 1
  }
  return line
}

/** Rows that a package may have. */
export interface RowLimit {
  most: number
  /** Of them, those that no earlier table has taken; less than none after a table that had too many. */
  left: number
}

/** Rows of a CSV file as they stand, the header first. */
export interface CsvRecords {
  records: string[][]
  /** Every row was read. */
  whole: boolean
  findings: Finding[]
}

/**
 * Reads CSV as RFC 4180 has it, with any line ending. Rows before a mistake in the quotation marks are still read. Of a
 * table with too many rows nothing is: it stops reading at the first that is too many.
 */
export function readCsv(file: string, bytes: Uint8Array, limit: RowLimit): CsvRecords {
  const decoded = decodeText(bytes)
  const failed = (...finding: [Finding['type'], string, Partial<Finding>?]): CsvRecords => ({
    records: [],
    whole: false,
    findings: [fileFinding(file, ...finding)],
  })
  if (decoded.text === null) return failed('encoding-error', decoded.message, { rowNumber: decoded.line })
  if (decoded.text.trim() === '') return failed('source-error', 'Tệp rỗng. Dòng đầu phải là tên các cột.')
  const records: string[][] = []
  try {
    parse(decoded.text, {
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: MAX_RECORD,
      to: limit.left + 2,
      on_record: (record: string[]) => void records.push(record),
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const rowNumber = records.length + 1
    const message = `Không đọc tiếp được từ dòng ${rowNumber}: ${quoteProblem(error.code)} Các dòng từ đây về sau chưa được kiểm tra.`
    return { records, whole: false, findings: [fileFinding(file, 'source-error', message, { rowNumber })] }
  }
  if (records.length > limit.left + 1) {
    limit.left = -1
    return failed(
      'too-large',
      `Gói có hơn ${limit.most.toLocaleString('vi-VN')} dòng số liệu. Hãy chia thành nhiều gói nhỏ hơn.`,
    )
  }
  const [header = []] = records
  if (header.length === 1 && /[;\t|]/u.test(header[0] ?? '')) {
    return failed(
      'source-error',
      'Các cột không ngăn bằng dấu phẩy. Hãy lưu lại tệp với dấu phẩy giữa các cột (“CSV UTF-8, phân tách bằng dấu phẩy”).',
      { rowNumber: 1 },
    )
  }
  return { records, whole: true, findings: [] }
}

function quoteProblem(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return 'một dấu nháy kép mở ra mà không đóng lại.'
  }
  return 'dấu nháy kép đặt không đúng chỗ. Ô có dấu nháy kép phải đặt trọn trong dấu nháy, và viết đôi dấu nháy bên trong ("").'
}
