import type { Amounts, FigureStatus } from '../domain/figures/rules.ts'
import { parsePeriod } from '../domain/periods/rules.ts'
import type { Indicator } from '../domain/reference/rules.ts'
import { fill } from './fill.ts'
import { byLanguage, formatDate, formatInteger, formatMonth, withMeasure } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

const NO_BREAK_SPACE = '\u00a0'
const MILLION = 1_000_000
const BILLION = 1_000_000_000
const QUARTERS = ['I', 'II', 'III', 'IV']

// Built once for each number of decimals: making a formatter costs more than using it.
const FIXED = byLanguage((locale) =>
  Array.from(
    { length: 7 },
    (_, decimals) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  ),
)
const ALL_DECIMALS = byLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }))
const MONEY = byLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }))
/** In what amounts of money are counted. */
export type MoneyUnit = 'dong' | 'million' | 'billion'

/** Where the currency stands: `156 tỷ đồng`, `VND 156 billion`. */
const AMOUNTS: Readonly<Record<Language, Record<MoneyUnit, string>>> = {
  vi: { dong: '{n}\u00a0đồng', million: '{n}\u00a0triệu đồng', billion: '{n}\u00a0tỷ đồng' },
  en: { dong: 'VND\u00a0{n}', million: 'VND\u00a0{n}\u00a0million', billion: 'VND\u00a0{n}\u00a0billion' },
}

/** What of an indicator decides how its values are printed. */
export type ValueFormat = Pick<Indicator, 'kind' | 'measure'>

/**
 * `17,83`, `2.213`, `có`: the number alone, as a column of one measure shows it. It has the decimals of its text: "27"
 * is not made to look as exact as "27,00".
 */
export function formatBareValue(value: string, format: Pick<ValueFormat, 'kind'>, lang: Language): string {
  const t = stringsFor(lang).figures
  if (format.kind === 'yes-no') return value === '1' ? t.yes : t.no
  return (FIXED[lang][value.split('.')[1]?.length ?? 0] ?? ALL_DECIMALS[lang]).format(Number(value))
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
  return format.measure === '' ? number : withMeasure(number, format.measure, lang)
}

/** `17,83`, `hơn 43`: the number with its qualifier, where the column says the measure. */
export function formatCell(
  { value, qualifier }: { value: string; qualifier: Amounts['qualifier'] },
  format: Pick<ValueFormat, 'kind'>,
  lang: Language,
): string {
  return withQualifier(formatBareValue(value, format, lang), qualifier, lang)
}

/** `156 tỷ đồng`, `772 triệu đồng`, `VND 1,236.691 billion`; the exact amount belongs beside it. */
export function formatMoney(amount: number, lang: Language, qualifier: Amounts['qualifier'] = null): string {
  const [divisor, unit] =
    amount >= BILLION
      ? ([BILLION, 'billion'] as const)
      : amount >= MILLION
        ? ([MILLION, 'million'] as const)
        : ([1, 'dong'] as const)
  return withQualifier(inMoney(MONEY[lang].format(amount / divisor), unit, lang), qualifier, lang)
}

/** `hơn 156.000.000.000 đồng`: to the đồng, and no more exact than its source. */
export function formatExactMoney(
  amount: number,
  lang: Language,
  qualifier: Amounts['qualifier'] = null,
): string {
  return withQualifier(inMoney(formatInteger(amount, lang), 'dong', lang), qualifier, lang)
}

/** `156 tỷ đồng`, `VND 156 billion` of a number as it is printed. */
export function inMoney(n: string, unit: MoneyUnit, lang: Language): string {
  return fill(AMOUNTS[lang][unit], { n })
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

/**
 * For the head of a column: `2022`, `III/2022`, `6/2022`, `31/01/2022`, `2021–2025`, `1/2024–9/2024`; in English
 * `Q3 2022`, `June 2022`, `31 January 2022`.
 */
export function formatShortPeriod(code: string, lang: Language): string {
  return code
    .split('/')
    .map((point) => shortPoint(point, lang))
    .join('–')
}

function formatPoint(code: string, lang: Language): string {
  const t = stringsFor(lang).figures.periods
  const [year = ''] = code.split('-')
  switch (parsePeriod(code)?.kind) {
    case 'year':
      return fill(t.year, { year })
    case 'quarter':
      return fill(t.quarter, { year, quarter: lang === 'vi' ? quarterOf(code) : code.slice(-1) })
    case 'month':
      return fill(t.month, {
        year,
        month: lang === 'vi' ? Number(code.slice(5)) : formatMonth(Number(code.slice(5))),
      })
    case 'day':
      return fill(t.day, { day: formatDate(code, lang) })
    case 'range':
    case undefined:
      return code
  }
}

function shortPoint(code: string, lang: Language): string {
  const year = code.slice(0, 4)
  switch (parsePeriod(code)?.kind) {
    case 'quarter':
      return lang === 'vi' ? `${quarterOf(code)}/${year}` : `Q${code.slice(-1)} ${year}`
    case 'month':
      return lang === 'vi' ? `${Number(code.slice(5))}/${year}` : formatDate(code, lang)
    case 'day':
      return formatDate(code, lang)
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
