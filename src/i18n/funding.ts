import type { AmountColumn, LineAmounts, Ratio, Dimension, FundingCell } from '../domain/funding/rules.ts'
import { DIMENSIONS, WHOLE } from '../domain/funding/rules.ts'
import type { Qualifier } from '../domain/figures/rules.ts'
import { projectKey, type Programme, type Reference } from '../domain/reference/rules.ts'
import type { AmountNames } from './amount-names.ts'
import { formatPeriod, withQualifier, type MoneyUnit } from './figures.ts'
import { fill } from './fill.ts'
import { byLanguage, capitalize, formatPercent, formatRoundPercent, lowerFirst } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

const MILLION = 1_000_000
const BILLION = 1_000_000_000
const THOUSANDTHS = 1_000

/** How all amounts of one table are written, so that they can be compared and added by eye. */
export interface MoneyScale {
  /** đồng in one of the printed unit. */
  divisor: number
  size: MoneyUnit
  /** In words: `tỷ đồng`, `VND billion`. */
  unit: string
  format: Intl.NumberFormat
}

// Built once for each number of decimals: making a formatter costs more than using it.
const FIXED = byLanguage((locale) =>
  [0, 1, 2, 3].map(
    (decimals) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  ),
)
const PLAIN = byLanguage((locale) => new Intl.NumberFormat(locale))

/**
 * The largest unit in which three decimals say every amount of a table exactly: rounded parts would not add up to
 * their printed total.
 */
export function moneyScale(amounts: readonly LineAmounts[], exact: boolean, lang: Language): MoneyScale {
  const t = stringsFor(lang).figures.money
  const values = amounts
    .flatMap(({ allocated, disbursed }) => [allocated, disbursed])
    .filter((amount) => amount !== null)
  const largest = Math.max(0, ...values)
  const fits = (divisor: number): boolean =>
    !exact && largest >= divisor && values.every((amount) => (amount * THOUSANDTHS) % divisor === 0)
  const [divisor, size]: [number, MoneyUnit] = fits(BILLION)
    ? [BILLION, 'billion']
    : fits(MILLION)
      ? [MILLION, 'million']
      : [1, 'dong']
  const decimals = [0, 1, 2].find((count) => values.every((amount) => (amount * 10 ** count) % divisor === 0))
  return { divisor, size, unit: t[size], format: FIXED[lang][decimals ?? 3] ?? PLAIN[lang] }
}

/** `134,425`, `hơn 185`: the number alone, as a column with its unit in the head shows it. */
export function formatInScale(
  amount: number,
  scale: MoneyScale,
  qualifier: Qualifier | null,
  lang: Language,
): string {
  return withQualifier(scale.format.format(amount / scale.divisor), qualifier, lang)
}

/** Heads of the columns of amounts, with their unit. */
export function columnLabels(
  { unit }: MoneyScale,
  names: AmountNames,
  lang: Language,
): Record<AmountColumn, string> {
  const t = stringsFor(lang).funding
  return {
    allocated: fill(t.inUnit, { label: names.allocated, unit }),
    disbursed: fill(t.inUnit, { label: names.disbursed, unit }),
  }
}

/** `64,85 %`; `khoảng 65 %` where an amount behind it is itself only about. */
export function formatRatio({ percent, about }: Ratio, lang: Language): string {
  return about
    ? fill(stringsFor(lang).funding.about, { value: formatRoundPercent(percent, lang) })
    : formatPercent(percent, lang)
}

type Named = Pick<Reference, 'projects' | 'sources' | 'capitals' | 'units'>

/** `Dự án 1. Hỗ trợ đầu tư…`, `Ngân sách trung ương`, `Vốn sự nghiệp`, `Huyện Bắc Yên`. */
export function nameOfPart(
  reference: Named,
  programme: string,
  dimension: Dimension,
  value: string,
  lang: Language,
): string {
  if (dimension === 'project') {
    const project = reference.projects.get(projectKey(programme, value))
    return fill(stringsFor(lang).funding.cell.project, { code: value, name: project?.name ?? '' })
  }
  const table = { source: reference.sources, capital: reference.capitals, unit: reference.units }[dimension]
  return capitalize(table.get(value)?.name ?? value)
}

/** A cell in words: `Toàn chương trình`, `Dự án 4, vốn sự nghiệp`, `Huyện Sông Mã`. */
export function nameOfCell(reference: Named, programme: string, cell: FundingCell, lang: Language): string {
  const t = stringsFor(lang).funding.cell
  const parts = DIMENSIONS.filter((dimension) => cell[dimension] !== WHOLE[dimension]).map((dimension) =>
    dimension === 'project'
      ? fill(t.projectShort, { code: cell.project })
      : nameOfPart(reference, programme, dimension, cell[dimension], lang),
  )
  const [first = t.whole, ...others] = parts
  return [first, ...others.map((part) => lowerFirst(part, lang))].join(', ')
}

/** What a page of money is called where nothing stands beside it: `Kinh phí chương trình 1719, năm 2022`. */
export function fundingPageTitle(
  { shortName }: Pick<Programme, 'shortName'>,
  period: string,
  lang: Language,
): string {
  return fill(stringsFor(lang).funding.title, { name: shortName, period: formatPeriod(period, lang) })
}
