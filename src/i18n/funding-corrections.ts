import { revisionAddress, type FundingFigure } from '../domain/figures/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import { amountNames, amountPhrase, type AmountNames } from './amount-names.ts'
import { formatMoney, formatPeriod } from './figures.ts'
import { nameOfCell } from './funding.ts'
import { stringsFor, type Language } from './strings.ts'

/** A correction in words, as the notice on a page has it. */
export interface PrintedCorrection {
  label: string
  href: string
  before: string
  after: string
  date: string
  reason: string
}

/** Both amounts where both changed, only the one that changed otherwise. */
export function printCorrection(
  { before, after }: { before: FundingFigure; after: FundingFigure },
  reference: Reference,
  lang: Language,
): PrintedCorrection {
  const known = reference.programmes.get(after.programme)
  const programme = known?.shortName ?? after.programme
  const names = amountNames(known, lang)
  const part = nameOfCell(reference, after.programme, after, lang)
  return {
    label: `${programme}, ${formatPeriod(after.period, lang)}, ${part}`,
    href: revisionAddress(after.id, after.current.revision),
    before: amountsIn(before, after, names, lang),
    after: amountsIn(after, before, names, lang),
    date: after.current.publishedAt,
    reason: after.current.changeReason ?? '',
  }
}

function amountsIn(
  { current }: FundingFigure,
  other: FundingFigure,
  names: AmountNames,
  lang: Language,
): string {
  const sameQualifier = current.qualifier === other.current.qualifier
  const changed = (['allocated', 'disbursed'] as const).filter(
    (column) => !sameQualifier || current[column] !== other.current[column],
  )
  const columns = changed.length === 0 ? (['allocated', 'disbursed'] as const) : changed
  const parts = columns.map((column) => {
    const amount = current[column]
    if (amount === null) return null
    return amountPhrase(names, column, formatMoney(amount, lang, current.qualifier), lang)
  })
  const shown = parts.filter((part) => part !== null)
  return shown.length === 0 ? stringsFor(lang).figures.statuses[current.status] : shown.join(', ')
}
