import type { AmountColumn } from '../domain/funding/rules.ts'
import type { Programme } from '../domain/reference/rules.ts'
import { fill } from './fill.ts'
import { lowerFirst } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** Names of the two amounts of a programme, and of the percentage that the second is of the first. */
export type AmountNames = Readonly<Record<AmountColumn | 'rate', string>>

/**
 * `Kế hoạch giao`, `Giải ngân`, `Tỷ lệ giải ngân`, unless the programme's money is neither: what a scheme spent did not
 * go through the treasury, and a bank lends.
 */
export function amountNames(
  programme: Pick<Programme, 'allocatedName' | 'disbursedName'> | undefined,
  lang: Language,
): AmountNames {
  const t = stringsFor(lang).funding
  const { allocatedName = null, disbursedName = null } = programme ?? {}
  const names = { allocated: allocatedName ?? t.allocated, disbursed: disbursedName ?? t.disbursed }
  const usual = allocatedName === null && disbursedName === null
  const rate = fill(t.rateOf, { disbursed: names.disbursed, allocated: lowerFirst(names.allocated, lang) })
  return { ...names, rate: usual ? t.rate : rate }
}

/** Within a sentence: `kế hoạch giao 20 tỷ đồng`. */
export function amountPhrase(
  names: AmountNames,
  column: AmountColumn,
  amount: string,
  lang: Language,
): string {
  return fill(stringsFor(lang).funding.named, { name: lowerFirst(names[column], lang), amount })
}
