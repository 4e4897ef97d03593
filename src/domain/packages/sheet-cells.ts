import { MAX_SHEET_ROWS } from '../releases/desk-rules.ts'
import { isErrorCode } from './error-codes.ts'

/** What the values of a sheet do not tell about its cells. */
export interface SheetCells {
  formulas: CellPlace[]
  /** Hold an error such as `#N/A` that was typed or pasted in; those that a formula gives are among the formulas. */
  errors: CellPlace[]
  /** Shown as 17,83 % and stored as 0.1783. */
  percentages: CellPlace[]
  /** Rows times columns up to the last cell. */
  area: number
}

export interface CellPlace {
  /** From 1. */
  row: number
  column: number
  /** Formula, error or number as stored. */
  text: string
}

/** A table that is longer comes as CSV: a spreadsheet takes a hundred times as long to read. */
const [MAX_ROWS, MAX_COLUMNS] = [MAX_SHEET_ROWS, 40]

/** Rows and cells; a tag that is written in any other way than spreadsheets do is not understood. */
const TAG = /<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)>/gu
/** Written in another way, an attribute would be seen by whoever reads the values, and not here. */
const PLAIN_ATTRIBUTES = /^(?:\s+[\w:]+="[^"]*")*\s*\/?$/u
const ADDRESS = /\sr="(?=[A-Z]{1,3}(\d{1,7})")([A-Z]{1,3})\d{1,7}"/u
const ROW = /\sr="(\d{1,7})"/u
const STYLE = /\ss="(\d{1,5})"/u
const TYPE = /\st="(\w+)"/u
const FORMULA = /^\s*<(?:\w+:)?f(?=[\s/>])[^<>]*(?:\/>|>([^<]*)<)/u
const VALUE = /^\s*<(?:\w+:)?v>([^<]*)</u

/**
 * Looks through the XML of a sheet before anything builds a table of it: two cells in far corners would make a table
 * that no memory holds.
 * @param percentStyles styles that show a number as a percentage
 * @returns null where the sheet is larger than any package, or not as spreadsheets write it
 */
export function scanSheet(xml: string, percentStyles: ReadonlySet<number>): SheetCells | null {
  if (/<!|<\?(?!xml\s)/u.test(xml)) return null
  const cells: SheetCells = { formulas: [], errors: [], percentages: [], area: 0 }
  const last = { row: 0, column: 0 }
  for (const { 0: tag, 1: kind, 2: attributes = '', index } of xml.matchAll(TAG)) {
    // Which of two addresses counts is the reader's choice.
    if (!PLAIN_ATTRIBUTES.test(attributes) || attributes.split(/\sr=/u).length > 2) return null
    const address = kind === 'row' ? ROW.exec(attributes) : ADDRESS.exec(attributes)
    if (address === null) return null
    const place = { row: Number(address[1]), column: columnNumber(address[2] ?? '') }
    last.row = Math.max(last.row, place.row)
    last.column = Math.max(last.column, place.column)
    if (last.row > MAX_ROWS || last.column > MAX_COLUMNS) return null
    if (kind === 'row') continue
    if (attributes.endsWith('/')) continue
    const after = xml.slice(index + tag.length, index + tag.length + 2_000)
    const formula = FORMULA.exec(after)
    if (formula !== null) cells.formulas.push({ ...place, text: `=${decodeXml(formula[1] ?? '')}` })
    const type = TYPE.exec(attributes)?.[1] ?? 'n'
    const isNumber = type === 'n'
    const value = VALUE.exec(after)?.[1]
    if (type === 'e' && formula === null) {
      cells.errors.push({
        ...place,
        text: value !== undefined && isErrorCode(value) ? value.trim() : '#VALUE!',
      })
    }
    if (isNumber && value !== undefined && percentStyles.has(Number(STYLE.exec(attributes)?.[1] ?? -1))) {
      cells.percentages.push({ ...place, text: value })
    }
  }
  cells.area = last.row * last.column
  return cells
}

/** Places of the styles that show a number as a percentage. */
export function percentStyles(stylesXml: string): ReadonlySet<number> {
  const formats = new Set(['9', '10'])
  for (const [, attributes = ''] of stylesXml.matchAll(/<(?:\w+:)?numFmt\s([^<>]*)>/gu)) {
    const id = /numFmtId="(\d+)"/u.exec(attributes)?.[1]
    if (id !== undefined && /formatCode="[^"]*%/u.test(attributes)) formats.add(id)
  }
  const cellStyles = /<(?:\w+:)?cellXfs[\s>][^]*?<\/(?:\w+:)?cellXfs>/u.exec(stylesXml)?.[0] ?? ''
  const styles = [...cellStyles.matchAll(/<(?:\w+:)?xf\s([^<>]*)>/gu)].map(
    ([, attributes = '']) => /numFmtId="(\d+)"/u.exec(attributes)?.[1] ?? '0',
  )
  return new Set(styles.flatMap((format, at) => (formats.has(format) ? [at] : [])))
}

/** `A` is 1, `AA` is 27. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

export function decodeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(lt|gt|quot|apos|amp);/gu, (_, name: string) => named[name] ?? '')
}
