import type { Amounts, FigureStatus } from '../domain/figures/rules.ts'
import { parsePeriod } from '../domain/periods/rules.ts'
import type { Indicator } from '../domain/reference/rules.ts'
import { fill } from './fill.ts'
import { formatDate, formatInteger } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

const NO_BREAK_SPACE = '\u00a0'
const MILLION = 1_000_000
const BILLION = 1_000_000_000
const QUARTERS = ['I', 'II', 'III', 'IV']

// Built once for each number of decimals: making a formatter costs more than using it.
const FIXED = Array.from(
  { length: 7 },
  (_, decimals) =>
    new Intl.NumberFormat('vi-VN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
)
const ALL_DECIMALS = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 20 })
const MONEY = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 })

/** What of an indicator decides how its values are printed. */
export type ValueFormat = Pick<Indicator, 'kind' | 'measure'>

/**
 * `17,83`, `2.213`, `có`: the number alone, as a column of one measure shows it. It has the decimals of its text: "27"
 * is not made to look as exact as "27,00".
 */
export function formatBareValue(value: string, format: Pick<ValueFormat, 'kind'>, lang: Language): string {
  const t = stringsFor(lang).figures
  if (format.kind === 'yes-no') return value === '1' ? t.yes : t.no
  return (FIXED[value.split('.')[1]?.length ?? 0] ?? ALL_DECIMALS).format(Number(value))
}

/** `17,83 %`, `hơn 12.660 nhà`, `có`; where there is no number, its status in words. */
export function formatValue(
  { value, qualifier, status }: Pick<Amounts, 'value' | 'qualifier'> & { status?: FigureStatus },
  format: ValueFormat,
  lang: Language,
): string {
  const t = stringsFor(lang).figures
  if (value === null) return t.statuses[status ?? 'not-available']
  const number = formatCell({ value, qualifier }, format, lang)
  return format.measure === '' ? number : `${number}${NO_BREAK_SPACE}${format.measure}`
}

/** `17,83`, `hơn 43`: the number with its qualifier, where the column says the measure. */
export function formatCell(
  { value, qualifier }: { value: string; qualifier: Amounts['qualifier'] },
  format: Pick<ValueFormat, 'kind'>,
  lang: Language,
): string {
  return withQualifier(formatBareValue(value, format, lang), qualifier, lang)
}

/** `156 tỷ đồng`, `772 triệu đồng`, `1.236,691 tỷ đồng`; the exact amount belongs beside it. */
export function formatMoney(amount: number, lang: Language, qualifier: Amounts['qualifier'] = null): string {
  const { dong, million, billion } = stringsFor(lang).figures.money
  const [divisor, word] =
    amount >= BILLION ? [BILLION, billion] : amount >= MILLION ? [MILLION, million] : [1, dong]
  return withQualifier(`${MONEY.format(amount / divisor)}${NO_BREAK_SPACE}${word}`, qualifier, lang)
}

/** `hơn 156.000.000.000 đồng`: to the đồng, and no more exact than its source. */
export function formatExactMoney(
  amount: number,
  lang: Language,
  qualifier: Amounts['qualifier'] = null,
): string {
  const text = `${formatInteger(amount)}${NO_BREAK_SPACE}${stringsFor(lang).figures.money.dong}`
  return withQualifier(text, qualifier, lang)
}

/** Puts `hơn`, `khoảng` … before a number; every presentation keeps them. */
export function withQualifier(text: string, qualifier: Amounts['qualifier'], lang: Language): string {
  if (qualifier === null) return text
  return `${stringsFor(lang).figures.qualifiers[qualifier]}${NO_BREAK_SPACE}${text}`
}

/** `năm 2022`, `quý III/2022`, `tháng 6/2022`, `ngày 31/01/2022`, `giai đoạn 2021–2025`. */
export function formatPeriod(code: string, lang: Language): string {
  const t = stringsFor(lang).figures.periods
  const [from = '', to] = code.split('/')
  if (to === undefined) return formatPoint(from, lang)
  if (isYear(from) && isYear(to)) return fill(t.years, { from, to })
  return fill(t.range, { from: formatPoint(from, lang), to: formatPoint(to, lang) })
}

/** For the head of a column: `2022`, `III/2022`, `6/2022`, `31/01/2022`, `2021–2025`, `1/2024–9/2024`. */
export function formatShortPeriod(code: string): string {
  return code.split('/').map(shortPoint).join('–')
}

function formatPoint(code: string, lang: Language): string {
  const t = stringsFor(lang).figures.periods
  const [year = ''] = code.split('-')
  switch (parsePeriod(code)?.kind) {
    case 'year':
      return fill(t.year, { year })
    case 'quarter':
      return fill(t.quarter, { year, quarter: quarterOf(code) })
    case 'month':
      return fill(t.month, { year, month: Number(code.slice(5)) })
    case 'day':
      return fill(t.day, { day: formatDate(code) })
    case 'range':
    case undefined:
      return code
  }
}

function shortPoint(code: string): string {
  const year = code.slice(0, 4)
  switch (parsePeriod(code)?.kind) {
    case 'quarter':
      return `${quarterOf(code)}/${year}`
    case 'month':
      return `${Number(code.slice(5))}/${year}`
    case 'day':
      return formatDate(code)
    case 'year':
    case 'range':
    case undefined:
      return code
  }
}

function quarterOf(code: string): string {
  return QUARTERS[Number(code.slice(-1)) - 1] ?? ''
}

function isYear(code: string): boolean {
  return /^\d{4}$/u.test(code)
}
