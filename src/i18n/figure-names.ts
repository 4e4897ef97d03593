import type { Amounts, Figure, FigureStatus, FundingFigure } from '../domain/figures/rules.ts'
import { projectKey, type Programme, type Reference } from '../domain/reference/rules.ts'
import { amountNames, amountPhrase } from './amount-names.ts'
import { formatMoney, formatPeriod, formatValue } from './figures.ts'
import { fill } from './fill.ts'
import { lowerFirst } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/**
 * What a figure is: `Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022`; `Kinh phí chương trình 1719, dự án 4, …`.
 * @param programmeName in full for a citation, which must be understood without the site
 */
export function figureTitle(
  figure: Figure,
  reference: Reference,
  lang: Language,
  programmeName: 'short' | 'full' = 'short',
): string {
  const t = stringsFor(lang).citations.title
  const unit = reference.units.get(figure.unit)?.name ?? figure.unit
  const period = formatPeriod(figure.period, lang)
  const title =
    figure.kind === 'result'
      ? fill(t.result, { indicator: indicatorName(figure, reference, lang), unit, period })
      : fundingTitle(figure, { unit, period, programmeName }, reference, lang)
  return figure.sample ? fill(t.sample, { title }) : title
}

function indicatorName(
  { indicator, breakdown }: Extract<Figure, { kind: 'result' }>,
  reference: Reference,
  lang: Language,
): string {
  const name = reference.indicators.get(indicator)?.name ?? indicator
  return breakdown === ''
    ? name
    : fill(stringsFor(lang).citations.title.breakdown, { indicator: name, breakdown })
}

function fundingTitle(
  figure: FundingFigure,
  { unit, period, programmeName }: { unit: string; period: string; programmeName: 'short' | 'full' },
  reference: Reference,
  lang: Language,
): string {
  const t = stringsFor(lang).citations.title
  const { name, shortName } = reference.programmes.get(figure.programme) ?? {
    name: figure.programme,
    shortName: figure.programme,
  }
  const programme = lowerFirst(programmeName === 'full' ? name : shortName, lang)
  const parts = fundingParts(figure, reference, lang)
    .map((part) => lowerFirst(part, lang))
    .join(', ')
  return parts === ''
    ? fill(t.funding, { programme, unit, period })
    : fill(t.fundingPart, { programme, parts, unit, period })
}

/** Which part of a programme's money a line is: `Dự án 4`, `Ngân sách trung ương`, `Vốn sự nghiệp`. */
export function fundingParts(
  { programme, project, source, capital }: FundingFigure,
  reference: Reference,
  lang: Language,
): string[] {
  const known = reference.projects.has(projectKey(programme, project))
  return [
    project === ''
      ? null
      : known
        ? fill(stringsFor(lang).citations.title.project, { code: project })
        : project,
    source === '' ? null : (reference.sources.get(source)?.name ?? source),
    capital === '' ? null : (reference.capitals.get(capital)?.name ?? capital),
  ].filter((part) => part !== null)
}

/** Statuses without which a number would pass for what was reached, or for settled. */
const TELLING: readonly FigureStatus[] = ['provisional', 'target', 'forecast']

/** What a figure says where nothing stands beside it: `17,83 %`, `7,89 % (dự kiến)`. */
export function figureStatement(
  figure: Figure,
  amounts: Amounts & { status?: FigureStatus },
  reference: Reference,
  lang: Language,
): string {
  const text = figureText(figure, amounts, reference, lang)
  const { status } = amounts
  if (status === undefined || !TELLING.includes(status)) return text
  return `${text} (${stringsFor(lang).figures.statuses[status]})`
}

/** The numbers of a figure alone: `17,83 %`, `kế hoạch giao 20 tỷ đồng, giải ngân hơn 12 tỷ đồng`, `chưa có số liệu`. */
export function figureText(
  figure: Figure,
  amounts: Amounts & { status?: FigureStatus },
  reference: Reference,
  lang: Language,
): string {
  if (figure.kind === 'funding') return fundingText(amounts, reference.programmes.get(figure.programme), lang)
  const indicator = reference.indicators.get(figure.indicator)
  return formatValue(amounts, indicator ?? { kind: 'number', measure: '' }, lang)
}

function fundingText(
  amounts: Amounts & { status?: FigureStatus },
  programme: Programme | undefined,
  lang: Language,
): string {
  const t = stringsFor(lang)
  const names = amountNames(programme, lang)
  const parts = (['allocated', 'disbursed'] as const).flatMap((column) => {
    const amount = amounts[column]
    if (amount === null) return []
    return [amountPhrase(names, column, formatMoney(amount, lang, amounts.qualifier), lang)]
  })
  if (parts.length > 0) return parts.join(', ')
  return amounts.status === undefined ? t.citations.noAmount : t.figures.statuses[amounts.status]
}
