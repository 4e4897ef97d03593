import { FIGURE_STATUSES, QUALIFIERS, isEmptyStatus, isProjection } from '../figures/rules.ts'
import type { Indicator } from '../reference/rules.ts'
import {
  clip,
  printMillionths,
  readAmount,
  readDecimal,
  readYesNo,
  toMillionths,
  type ReadCell,
} from './cells.ts'
import { REQUIRED, cellOf, keyColumns, report, type Checking, type Entry } from './checking.ts'
import { checkValidity, readKey } from './keys.ts'
import { cellFinding, isClaimTable, isFundingTable, isSound, type Line } from './tables.ts'

const MAX_LENGTHS = { page: 200, note: 2_000, reason: 2_000 } as const
const CONTROL = /[^\P{Cc}\n\r\t]/u

/** Understands the cells of one row and reports each that is wrong on its own. */
export function readEntry(checking: Checking, line: Line): Entry {
  const entry: Entry = {
    ...{ line, unit: null, period: null, indicator: null, value: null, allocated: null, disbursed: null },
    ...{ status: null, qualifier: null, document: null },
  }
  readKey(checking, entry)
  if (line.ragged) {
    // The key may still be right; of the rest nothing is known.
    for (const [at, column] of line.table.columns.entries()) {
      if (!keyColumns(line).includes(column)) line.faults |= 1 << at
    }
    return entry
  }
  checkValidity(checking, entry)
  readTexts(checking, line)
  entry.qualifier = readChoice(checking, line, 'qualifier', QUALIFIERS)
  if (!isClaimTable(line.table)) entry.status = readChoice(checking, line, 'status', FIGURE_STATUSES)
  readNumbers(checking, entry)
  checkStatus(checking, entry)
  readDocument(checking, entry)
  return entry
}

function readTexts(checking: Checking, line: Line): void {
  for (const column of ['page', 'note', 'reason'] as const) {
    const cell = cellOf(line, column)
    if (cell === '' || !isSound(line, column)) continue
    const max = MAX_LENGTHS[column]
    if (cell.length > max) {
      report(
        checking,
        line,
        column,
        'constraint-error',
        `Ô dài ${cell.length} ký tự, quá ${max}. Hãy viết gọn lại.`,
      )
    } else if (CONTROL.test(cell)) {
      report(
        checking,
        line,
        column,
        'type-error',
        'Ô có ký tự điều khiển không nhìn thấy. Hãy gõ lại nội dung ô.',
      )
    }
  }
}

function readChoice<T extends string>(
  checking: Checking,
  line: Line,
  column: 'status' | 'qualifier',
  choices: readonly T[],
): T | null {
  if (!isSound(line, column)) return null
  const cell = cellOf(line, column)
  const choice = choices.find((one) => one === cell)
  if (choice !== undefined) return choice
  if (cell !== '') {
    const message = `Không có "${clip(cell)}". Chỉ nhận ${choices.join(', ')}${column === 'qualifier' ? ', hoặc để trống' : ''}.`
    report(checking, line, column, 'constraint-error', message)
  } else if (column === 'status') {
    report(checking, line, column, 'constraint-error', REQUIRED)
  }
  return null
}

function readNumbers(checking: Checking, entry: Entry): void {
  const { line } = entry
  if (!isFundingTable(line.table)) {
    entry.value = readNumber(checking, line, 'value', (cell) => readValue(cell, entry.indicator))
    warnOfDecimals(checking, entry)
    return
  }
  entry.allocated = readNumber(checking, line, 'allocated', readAmount)
  entry.disbursed = readNumber(checking, line, 'disbursed', readAmount)
}

/** Finer than its indicator is known to be: it may be right, or a slip of the hand. */
function warnOfDecimals(checking: Checking, { line, indicator, value }: Entry): void {
  if (value === null || indicator?.kind !== 'number' || indicator.decimals === 0) return
  const { decimals } = indicator
  const step = 10n ** BigInt(Math.max(0, 6 - decimals))
  if (toMillionths(value) % step === 0n) return
  const message = `Ô có nhiều chữ số thập phân hơn thường lệ: chỉ số này thường có ${decimals} chữ số. Hãy kiểm tra lại số; nếu nguồn ghi như vậy thì giữ nguyên.`
  const at = line.table.at['value'] ?? null
  checking.findings.add(cellFinding(line, at, 'constraint-error', message, 'warning'))
}

function readNumber<T>(
  checking: Checking,
  line: Line,
  column: string,
  read: (cell: string) => ReadCell<T>,
): T | null {
  const cell = cellOf(line, column)
  if (cell === '' || !isSound(line, column)) return null
  const result = read(cell)
  if (result.ok) return result.value
  report(checking, line, column, result.type, result.message)
  return null
}

function readValue(cell: string, indicator: Indicator | null): ReadCell<string> {
  if (indicator?.kind === 'yes-no') return readYesNo(cell)
  // Of an unknown indicator `yes` may be right.
  if (indicator === null && readYesNo(cell).ok) return { ok: true, value: cell }
  const decimal = readDecimal(cell)
  if (!decimal.ok || indicator === null) return decimal
  const problem = breaksBounds(toMillionths(decimal.value), indicator, decimal.value)
  return problem === null ? decimal : { ok: false, type: 'constraint-error', message: problem }
}

function breaksBounds(
  value: bigint,
  { decimals, minimum, maximum, measure }: Indicator,
  cell: string,
): string | null {
  const said = `${printMillionths(value)}${measure === '' ? '' : ` ${measure}`}`
  if (minimum !== null && value < toMillionths(String(minimum))) {
    return `Chỉ số này không thể nhỏ hơn ${minimum}, ô ghi ${said}.`
  }
  if (maximum !== null && value > toMillionths(String(maximum))) {
    return `Chỉ số này không thể lớn hơn ${maximum}, ô ghi ${said}.`
  }
  if (decimals > 0 || value % 1_000_000n === 0n) return null
  const whole = /^\d{1,3}\.\d{3}$/u.test(cell)
    ? ` Nếu dấu chấm ngăn hàng nghìn, hãy viết ${cell.replace('.', '')}.`
    : ''
  return `Chỉ số này là số nguyên, ô ghi ${said}.${whole}`
}

/** A number and its status say the same: there is one, or there is none and why. */
function checkStatus(checking: Checking, entry: Entry): void {
  const { line, status, period } = entry
  const columns = isFundingTable(line.table) ? ['allocated', 'disbursed'] : ['value']
  const first = columns[0] ?? ''
  const isEmpty = columns.every((column) => cellOf(line, column) === '')
  if (!isSound(line, ...columns)) return
  if (isClaimTable(line.table)) {
    if (isEmpty)
      report(
        checking,
        line,
        first,
        'constraint-error',
        'Số nguồn khác đưa phải có số. Hãy ghi số hoặc bỏ dòng.',
      )
    return
  }
  if (status === null) return
  if (isEmpty && !isEmptyStatus(status)) {
    const message = `Ô trống mà status là ${status}. Hãy ghi số, hoặc ghi status là not-available (chưa có), not-applicable (không áp dụng) hay confidential (không công bố).`
    report(checking, line, first, 'status-mismatch', message)
  } else if (!isEmpty && isEmptyStatus(status)) {
    const message = `Dòng có số mà status là ${status}, nghĩa là không có số. Hãy sửa status, hoặc để trống ô số.`
    report(checking, line, 'status', 'status-mismatch', message)
  } else if (!isEmpty && period !== null && !isProjection(status) && period.start > checking.today) {
    const message = `Kỳ ${period.code} chưa bắt đầu nên chưa thể có kết quả. Số dự kiến ghi status là forecast, chỉ tiêu đề ra ghi target.`
    report(checking, line, 'period', 'constraint-error', message)
  }
}

function readDocument(checking: Checking, entry: Entry): void {
  const { line } = entry
  const cell = cellOf(line, 'document')
  if (!isSound(line, 'document')) return
  if (cell === '') {
    const numbers = isFundingTable(line.table) ? ['allocated', 'disbursed'] : ['value']
    if (numbers.every((column) => cellOf(line, column) === '')) return
    const message = 'Số liệu phải có nguồn. Hãy ghi tên một nguồn trong mục sources của datapackage.json.'
    report(checking, line, 'document', 'document-missing', message)
    return
  }
  if (checking.documents === null) return
  const name = checking.documents.get(cell.normalize('NFC'))
  entry.document = name ?? null
  if (entry.document !== null) return
  if (name === null) {
    const which = `Nhiều nguồn trong mục sources của datapackage.json cùng có tên hay số hiệu "${clip(cell)}". Hãy ghi name của đúng nguồn.`
    report(checking, line, 'document', 'foreign-key', which)
    return
  }
  const message = `Mục sources của datapackage.json không có nguồn "${clip(cell)}". Hãy thêm nguồn, hoặc sửa tên.`
  report(checking, line, 'document', 'foreign-key', message)
}
