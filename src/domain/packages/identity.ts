import { cellOf, keyColumns, type Checking, type Entry } from './checking.ts'
import type { ClaimRow, FigureRow } from '../releases/rules.ts'
import { gatherSuspects, type Suspects } from './suspects.ts'
import { cellFinding, isClaimTable, isFundingTable, isSound, type Line, type Table } from './tables.ts'

/** Rows of one kind, results or funding, by what they speak of. */
export interface Kind {
  /** Rows of figures whose key is sound, each key once. */
  byKey: Map<string, Entry>
  suspects: Suspects
  claims: Entry[]
}

export type Kinds = Record<FigureRow['kind'], Kind>

export const kindOfLine = ({ table }: Line): FigureRow['kind'] =>
  isFundingTable(table) ? 'funding' : 'result'

/** What a row speaks of, as one text. */
export function keyOf(line: Line): string {
  return keyColumns(line)
    .map((column) => cellOf(line, column))
    .join('\n')
}

/** Puts rows in order by their keys and reports a key that comes twice. @param lost tables of which rows are missing */
export function identify(
  checking: Checking,
  entries: readonly Entry[],
  lost: readonly Pick<Table, 'kind'>[],
): Kinds {
  const kinds: Kinds = { result: emptyKind(), funding: emptyKind() }
  for (const table of lost) {
    if (!isClaimTable(table)) kinds[isFundingTable(table) ? 'funding' : 'result'].suspects.addAll()
  }
  const claims = new Map<string, Entry>()
  for (const entry of entries) {
    const { line } = entry
    const kind = kinds[kindOfLine(line)]
    const isClaim = isClaimTable(line.table)
    if (!isSound(line, ...keyColumns(line))) {
      if (!isClaim) suspect(kind.suspects, line)
    } else if (isClaim) {
      if (!isSound(line, 'document', 'page')) continue
      const key = `${kindOfLine(line)}\n${keyOf(line)}\n${entry.document ?? ''}\n${cellOf(line, 'page')}`
      if (isFirst(checking, claims, key, entry)) kind.claims.push(entry)
    } else if (!isFirst(checking, kind.byKey, keyOf(line), entry)) {
      // Which of its cells is the wrong one is anyone's guess.
      const key = keyColumns(line).map((column) => cellOf(line, column))
      for (const at of key.keys()) kind.suspects.add(key.with(at, null as never))
    }
  }
  return kinds
}

function emptyKind(): Kind {
  return { byKey: new Map(), suspects: gatherSuspects(), claims: [] }
}

function suspect(suspects: Suspects, line: Line): void {
  const columns = keyColumns(line)
  const pattern = columns.map((column) => (isSound(line, column) ? cellOf(line, column) : null))
  suspects.add(pattern)
}

function isFirst(checking: Checking, seen: Map<string, Entry>, key: string, entry: Entry): boolean {
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, entry)
    return true
  }
  const { line } = entry
  const { rowNumber, table } = first.line
  const where = table.path === line.table.path ? `dòng ${rowNumber}` : `dòng ${rowNumber} của ${table.path}`
  const columns = keyColumns(line).join(', ') + (isClaimTable(line.table) ? ', document, page' : '')
  const message = `Dòng này trùng với ${where} ở các cột ${columns}. Mỗi số liệu chỉ ghi một dòng: hãy bỏ một dòng, hoặc sửa ô ghi nhầm.`
  // No column stands at fault, so the row as a whole does.
  line.faults = ~0
  checking.findings.add(cellFinding(line, null, 'primary-key', message))
  return false
}

/** The row as the rest of the site knows it. @param entry without a fault */
export function toRow(entry: Entry): FigureRow {
  const { line, status } = entry
  const content = { ...contentOf(entry), status: status ?? 'final', reason: textOf(line, 'reason') }
  return isFundingTable(line.table)
    ? { kind: 'funding', ...fundingOf(entry), ...content }
    : { kind: 'result', ...resultOf(entry), ...content }
}

export function toClaim(entry: Entry): ClaimRow {
  const content = { ...contentOf(entry), document: entry.document ?? '' }
  return isFundingTable(entry.line.table)
    ? { kind: 'funding', ...fundingOf(entry), ...content }
    : { kind: 'result', ...resultOf(entry), ...content }
}

function contentOf({ line, qualifier, document }: Entry) {
  const { rowNumber, table } = line
  return {
    file: table.path,
    rowNumber,
    qualifier,
    document,
    page: textOf(line, 'page'),
    note: textOf(line, 'note'),
  }
}

function resultOf({ line, value, indicator }: Entry) {
  return {
    indicator: cellOf(line, 'indicator'),
    unit: cellOf(line, 'unit'),
    period: cellOf(line, 'period'),
    breakdown: cellOf(line, 'breakdown'),
    value,
    ...(indicator?.kind === 'yes-no' && { yesNo: true as const }),
  }
}

function fundingOf({ line, allocated, disbursed }: Entry) {
  return {
    programme: cellOf(line, 'programme'),
    project: cellOf(line, 'project'),
    source: cellOf(line, 'source'),
    capital: cellOf(line, 'capital'),
    unit: cellOf(line, 'unit'),
    period: cellOf(line, 'period'),
    allocated,
    disbursed,
  }
}

function textOf(line: Line, column: string): string | null {
  const cell = cellOf(line, column)
  return cell === '' ? null : cell
}
