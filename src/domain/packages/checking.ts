import type { FigureStatus, Qualifier } from '../figures/rules.ts'
import type { Period } from '../periods/rules.ts'
import type { Indicator } from '../reference/rules.ts'
import type { AdministrativeUnit } from '../units/rules.ts'
import type { DocumentNames } from './descriptor.ts'
import type { FindingList } from './findings.ts'
import type { References } from './references.ts'
import type { FindingType } from '../releases/rules.ts'
import { fault, isFundingTable, type Line } from './tables.ts'

/** What the checks of one package share. */
export interface Checking {
  findings: FindingList
  references: References
  /** Null where the list of sources is missing. */
  documents: DocumentNames | null
  /** Calendar day in Vietnam. */
  today: string
  periods: Map<string, Period | null>
}

/** A row with its cells understood; a field is null where its cell is empty or not sound. */
export interface Entry {
  line: Line
  unit: AdministrativeUnit | null
  period: Period | null
  indicator: Indicator | null
  /** As stored. */
  value: string | null
  allocated: number | null
  disbursed: number | null
  status: FigureStatus | null
  qualifier: Qualifier | null
  /** Name of a source. */
  document: string | null
}

export const RESULT_KEY = ['indicator', 'unit', 'period', 'breakdown'] as const
export const FUNDING_KEY = ['programme', 'project', 'source', 'capital', 'unit', 'period'] as const

export const keyColumns = (line: Line): readonly string[] =>
  isFundingTable(line.table) ? FUNDING_KEY : RESULT_KEY

export const cellOf = ({ cells, table }: Line, column: string): string => {
  const at = table.at[column]
  return at === undefined ? '' : (cells[at] ?? '')
}

/** What is said about a cell that must not be empty. */
export const REQUIRED = 'Ô này bắt buộc phải có. Hãy ghi vào.'

/** Says what is wrong with a cell; no further check builds upon it. */
export function report(
  checking: Checking,
  line: Line,
  column: string,
  type: FindingType,
  message: string,
): void {
  fault(checking.findings, line, line.table.at[column] ?? 0, type, message)
}
