import type { Amounts, FigureRevision, FigureStatus } from '../domain/figures/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import type { ChangeCounts } from '../domain/releases/publication-rules.ts'
import type { FigureRow } from '../domain/releases/rules.ts'
import { amountNames, amountPhrase, type AmountNames } from './amount-names.ts'
import { formatMoney, formatPeriod, formatValue } from './figures.ts'
import { fill } from './fill.ts'
import { nameOfCell } from './funding.ts'
import { lowerFirst } from './format.ts'
import { deskStringsFor, type DeskLanguage } from './desk-strings.ts'
import { stringsFor } from './strings.ts'

/** What a row of a package speaks of: `Tỷ lệ hộ nghèo, huyện Mường La, năm 2022`. */
export function titleOfRow(row: FigureRow, reference: Reference, lang: DeskLanguage): string {
  const period = formatPeriod(row.period, lang)
  if (row.kind === 'funding') {
    const programme = reference.programmes.get(row.programme)?.shortName ?? row.programme
    return [programme, lowerFirst(nameOfCell(reference, row.programme, row, lang), lang), period].join(', ')
  }
  const indicator = reference.indicators.get(row.indicator)?.name ?? row.indicator
  const unit = reference.units.get(row.unit)?.name ?? row.unit
  return [indicator, row.breakdown, unit, period].filter((part) => part !== '').join(', ')
}

/** What a figure says, before or after: `17,83 %`, `kế hoạch giao 20 tỷ đồng, giải ngân hơn 12 tỷ đồng`, `dự kiến 14 %`. */
export function valueOfRow(
  said: FigureRow | FigureRevision,
  row: FigureRow,
  reference: Reference,
  lang: DeskLanguage,
): string {
  const strings = stringsFor(lang)
  const { status, qualifier } = said
  const text =
    row.kind === 'funding'
      ? moneyOf(said, amountNames(reference.programmes.get(row.programme), lang), lang)
      : null
  const indicator = row.kind === 'result' ? reference.indicators.get(row.indicator) : undefined
  const value = 'value' in said ? said.value : null
  const number =
    row.kind === 'funding'
      ? text
      : value === null
        ? null
        : formatValue({ value, qualifier }, indicator ?? { kind: 'number', measure: '' }, lang)
  if (number === null) return strings.figures.statuses[status]
  return PLAIN.includes(status) ? number : `${number} (${strings.figures.statuses[status]})`
}

const PLAIN: readonly FigureStatus[] = ['final', 'revised']

function moneyOf(said: FigureRow | FigureRevision, names: AmountNames, lang: DeskLanguage): string | null {
  const amounts = said as Pick<Amounts, 'allocated' | 'disbursed' | 'qualifier'>
  const parts = (['allocated', 'disbursed'] as const).flatMap((column) => {
    const amount = amounts[column]
    return amount === null
      ? []
      : [amountPhrase(names, column, formatMoney(amount, lang, amounts.qualifier), lang)]
  })
  return parts.length === 0 ? null : parts.join(', ')
}

/** `12 mới, 3 cập nhật, 1 đính chính`; what there is none of is left out. */
export function countWords(counts: ChangeCounts, lang: DeskLanguage): string {
  const t = deskStringsFor(lang).releases.counts
  return (['first', 'revision', 'correction', 'unchanged'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => fill(t[kind], { n: counts[kind] }))
    .join(', ')
}
