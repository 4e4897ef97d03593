import { parsePeriod, properSpelling } from '../periods/rules.ts'
import { existedBetween } from '../units/rules.ts'
import { clip } from './cells.ts'
import { REQUIRED, cellOf, report, type Checking, type Entry } from './checking.ts'
import { explainValidity, type CodeColumn } from './references.ts'
import { isFundingTable, isSound, type Line } from './tables.ts'

const BREAKDOWN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u

/** Understands the cells that say what a row speaks of. */
export function readKey(checking: Checking, entry: Entry): void {
  const { line } = entry
  if (isFundingTable(line.table)) {
    for (const column of ['programme', 'project', 'source', 'capital'] as const)
      readCode(checking, line, column)
  } else {
    if (readCode(checking, line, 'indicator')) {
      entry.indicator = checking.references.indicator(cellOf(line, 'indicator')) ?? null
    }
    readBreakdown(checking, line)
  }
  if (readCode(checking, line, 'unit')) entry.unit = checking.references.unit(cellOf(line, 'unit')) ?? null
  entry.period = readPeriod(checking, line)
}

const OPTIONAL_CODES: readonly CodeColumn[] = ['project', 'source', 'capital']

/** @returns whether the cell holds a code that is there */
function readCode(checking: Checking, line: Line, column: CodeColumn): boolean {
  if (!isSound(line, column)) return false
  const code = cellOf(line, column)
  if (code === '') {
    if (OPTIONAL_CODES.includes(column)) return true
    report(checking, line, column, 'constraint-error', REQUIRED)
    return false
  }
  const programme = column === 'project' ? cellOf(line, 'programme') : ''
  if (column === 'project' && !isSound(line, 'programme')) {
    // Whether it is there cannot be said: no finding, but nothing builds upon it.
    doubt(line, column)
    return false
  }
  if (checking.references.has(column, code, programme)) return true
  report(checking, line, column, 'foreign-key', checking.references.explain(column, code, programme))
  return false
}

function readBreakdown(checking: Checking, line: Line): void {
  const cell = cellOf(line, 'breakdown')
  if (cell === '' || !isSound(line, 'breakdown') || (BREAKDOWN.test(cell) && cell.length <= 100)) return
  const message = `"${clip(cell)}" không phải mã: chỉ gồm chữ thường không dấu, chữ số và gạch nối. Số của toàn thể thì để trống.`
  report(checking, line, 'breakdown', 'type-error', message)
}

function readPeriod(checking: Checking, line: Line): Entry['period'] {
  if (!isSound(line, 'period')) return null
  const cell = cellOf(line, 'period')
  if (cell === '') {
    report(checking, line, 'period', 'constraint-error', REQUIRED)
    return null
  }
  let period = checking.periods.get(cell)
  if (period === undefined) {
    period = parsePeriod(cell)
    checking.periods.set(cell, period)
  }
  if (period !== null) return period
  const proper = properSpelling(cell)
  const message =
    proper === null
      ? `"${clip(cell)}" không phải kỳ số liệu. Viết như 2022, 2022-Q3, 2022-06, 2022-01-31, 2021/2025.`
      : `Mỗi kỳ chỉ có một cách viết: "${clip(cell)}" phải viết là ${proper}. Hãy sửa ô này.`
  report(checking, line, 'period', 'type-error', message)
  return null
}

/** A unit has figures of periods in which it was there. */
export function checkValidity(checking: Checking, { line, unit, period }: Entry): void {
  if (unit === null || period === null || existedBetween(unit, period.start, period.end)) return
  report(checking, line, 'unit', 'unit-validity', explainValidity(unit, period.code, period.start))
  // Either of the two may be the wrong one.
  doubt(line, 'period')
}

/** Nothing builds upon the cell, and nothing is said about it. */
function doubt(line: Line, column: string): void {
  line.faults |= 1 << (line.table.at[column] ?? 0)
}
