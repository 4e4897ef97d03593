import type { DownloadFormat } from './rules.ts'

/** Bytes, worked out from some rows of what a file holds; it is never said without "about". */
export type FileSizes = Readonly<Record<DownloadFormat, number>>

/** Of the files of a page: what they hold, and samples apart where there are some beside it. */
export interface PageFileSizes {
  files: FileSizes
  samples: FileSizes | null
}

/** Of the files of a list of which one page is shown. */
export interface ListSizes {
  csv: number
  json: number
  /** `most`: the list is longer than its page, and a file holds no more than this. */
  as: 'about' | 'most'
}

/** How far the size of a file may be from the one that is told of it, as a part of it. */
export const SIZE_TOLERANCE = 0.25

/** At most so many rows are written to learn how large a file will be. */
export const MEASURED_ROWS = 16

/** Some of the rows, evenly apart, in their order: all where there are few. */
export function chooseMeasured<T>(rows: readonly T[]): T[] {
  if (rows.length <= MEASURED_ROWS) return [...rows]
  const step = rows.length / MEASURED_ROWS
  return rows.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}

/** What some rows of a file take; bytes. */
export interface Measured {
  rows: number
  /** Names of the columns, with the end of their line. */
  head: number
  csv: number
  json: number
  /** All lines compressed, and the first half of them. */
  packed: number
  packedHalf: number
}

/** Title, address, day, citation and licence around the rows of a JSON file. */
const JSON_FRAME = 600
/** A workbook of no rows: styles, names of columns, and the sheet that says what it is. */
const WORKBOOK_FRAME = 4_700
/** Marks of its cells that each row adds to a workbook beside its text, which is packed as that of the CSV is. */
const WORKBOOK_ROW = 90
const WORKBOOK_TEXT = 1.05

/** Sizes of files of so many rows, of which some were written. */
export function estimateSizes(rows: number, measured: Measured): FileSizes {
  const { head, csv, json, packed, packedHalf } = measured
  const each = rows / Math.max(1, measured.rows)
  // Further rows say much that was said before: they add what the second half added to the first.
  const half = Math.ceil(measured.rows / 2)
  const further = (packed - packedHalf) / Math.max(1, measured.rows - half)
  const text = packed + (rows - measured.rows) * further
  return {
    csv: head + csv * each,
    json: JSON_FRAME + json * each,
    xlsx: WORKBOOK_FRAME + WORKBOOK_TEXT * text + WORKBOOK_ROW * rows,
  }
}
