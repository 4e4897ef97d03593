import type { AmountColumn, FundingView } from '../../domain/funding/rules.ts'
import type { Reference } from '../../domain/reference/rules.ts'
import type { AmountNames } from '../../i18n/amount-names.ts'
import type { MoneyScale } from '../../i18n/funding.ts'

/** What every row of a table of money is printed with. */
export interface TableFrame {
  programme: string
  period: string
  view: FundingView
  reference: Reference
  scale: MoneyScale
  sample: boolean
  names: AmountNames
  /** Columns in which there is anything. */
  columns: readonly AmountColumn[]
  rate: boolean
  shareOf: AmountColumn | null
  /** Whether each row names its source, because the table has no common one. */
  sources: boolean
  /** Part of the page to come back to. */
  anchor: string
}
