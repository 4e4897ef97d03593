import {
  AMOUNT_COLUMNS,
  amountsOf,
  type AmountColumn,
  type Breakdown,
  type FundingRow,
} from '../domain/funding/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import { amountNames } from './amount-names.ts'
import { inMoney } from './figures.ts'
import { fill } from './fill.ts'
import { lowerFirst } from './format.ts'
import { nameOfPart, type MoneyScale } from './funding.ts'
import { stringsFor, type Language } from './strings.ts'

/** What the words under a table of money name. */
export interface StatementSetting {
  reference: Reference
  programme: string
  scale: MoneyScale
  /** A published total stands in the table. */
  published: boolean
}

/** Columns in which a table has anything. */
export function shownColumns({ rows, closings }: Breakdown): AmountColumn[] {
  const has = (row: FundingRow, column: AmountColumn): boolean =>
    amountsOf(row.worth)[column] !== null || (row.parts?.rows.some((part) => has(part, column)) ?? false)
  return AMOUNT_COLUMNS.filter(
    (column) => closings[column].total !== null || rows.some((row) => has(row, column)),
  )
}

/** What is to be said of how the rows of a table and its total go together; nothing is left for the reader to guess. */
export function fundingStatements(breakdown: Breakdown, setting: StatementSetting, lang: Language): string[] {
  const t = stringsFor(lang).funding
  const columns = shownColumns(breakdown)
  const absent = AMOUNT_COLUMNS.filter((column) => !columns.includes(column))
  const sums = columns.flatMap((column) => columnStatement(breakdown, column, null, setting, lang))
  const inner = breakdown.rows.flatMap((row) => innerStatements(breakdown, row, setting, lang))
  const { closings } = breakdown
  const open = columns.some((column) => closings[column].origin === 'parts') && !setting.published
  const exact =
    columns.length > 0 && columns.every((column) => isWhole(breakdown, column)) && setting.published
  return [
    ...(exact ? [t.statements.exact] : []),
    ...new Set(sums),
    ...inner,
    ...(open ? [t.statements.onlyPrinted] : []),
    ...absent.map((column) =>
      fill(t.statements.absent, { column: lowerFirst(namesIn(setting, lang)[column], lang) }),
    ),
  ]
}

const namesIn = ({ reference, programme }: StatementSetting, lang: Language) =>
  amountNames(reference.programmes.get(programme), lang)

function isWhole({ closings }: Breakdown, column: AmountColumn): boolean {
  const { origin, obstacle, remainder, excess } = closings[column]
  return origin === 'published' && obstacle === null && remainder === null && excess === null
}

/** What is said of the rows within a row: that they make more than it. */
function innerStatements(
  { dimension }: Breakdown,
  row: FundingRow,
  setting: StatementSetting,
  lang: Language,
): string[] {
  const { parts } = row
  if (parts === null) return []
  const name = nameOfPart(setting.reference, setting.programme, dimension, row.value, lang)
  return AMOUNT_COLUMNS.flatMap((column) =>
    parts.closings[column].excess === null ? [] : columnStatement(parts, column, name, setting, lang),
  )
}

function columnStatement(
  { closings, rows }: Breakdown,
  column: AmountColumn,
  name: string | null,
  setting: StatementSetting,
  lang: Language,
): string[] {
  const t = stringsFor(lang).funding
  const { scale } = setting
  const { total, obstacle, excess } = closings[column]
  const own = lowerFirst(namesIn(setting, lang)[column], lang)
  const label = name === null ? own : `${own}, ${name}`
  const money = (amount: number): string =>
    inMoney(scale.format.format(amount / scale.divisor), scale.size, lang)
  if (excess !== null && total !== null) {
    const values = { column: label, sum: money(total + excess), excess: money(excess) }
    return [fill(t.statements.excess, values)]
  }
  if (obstacle === 'overlap') return [t.statements.overlap]
  const known = rows.filter(({ worth }) => amountsOf(worth)[column] !== null).length
  // One amount is nothing that anyone would add.
  if (obstacle === null || known + (total === null ? 0 : 1) < 2) return []
  return [fill(t.statements[obstacle], { column: label })]
}
