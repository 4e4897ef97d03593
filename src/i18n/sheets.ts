import type { FundingFigure, ResultFigure, SourceDocument } from '../domain/figures/rules.ts'
import { rateOf } from '../domain/funding/rules.ts'
import type { Indicator, Reference } from '../domain/reference/rules.ts'
import type { Change } from '../domain/results/rules.ts'
import { amountNames, amountPhrase } from './amount-names.ts'
import { figureMarks } from './figure-marks.ts'
import { formatMoney, formatPeriod, formatValue } from './figures.ts'
import { fill } from './fill.ts'
import { capitalize, formatDate, lowerFirst } from './format.ts'
import { formatRatio, nameOfCell } from './funding.ts'
import { changeWords, sourceWords } from './result-words.ts'
import { stringsFor, type Language } from './strings.ts'

/** One line of a table on a sheet, ready to be printed. */
export interface SheetLine {
  name: string
  period: string
  value: string
  /** Beside the value: sample, provisional, target. */
  marks: readonly string[]
  /** Below the value. */
  detail: string | null
  source: string
}

export function resultLine(
  figure: ResultFigure,
  { indicator, change }: { indicator: Indicator; change: Change | null },
  lang: Language,
): SheetLine {
  const t = stringsFor(lang)
  const against =
    change === null
      ? null
      : `${changeWords(change.difference, indicator, lang)} ${fill(t.results.change.against, { period: formatPeriod(change.from.period, lang) })}`
  return {
    name: indicator.name,
    period: capitalize(formatPeriod(figure.period, lang)),
    value:
      figure.current.value === null
        ? t.figures.statuses[figure.current.status]
        : formatValue(figure.current, indicator, lang),
    marks: figureMarks(figure, lang).map(({ text }) => text),
    detail: against,
    source: sourceOf(figure.current.document, lang),
  }
}

export function fundingLine(figure: FundingFigure, reference: Reference, lang: Language): SheetLine {
  const { programme: id, project, source, capital, unit, current } = figure
  const programme = reference.programmes.get(id)
  const names = amountNames(programme, lang)
  const whole = project === '' && source === '' && capital === ''
  const part = whole ? null : nameOfCell(reference, id, { project, source, capital, unit: 'son-la' }, lang)
  const amounts = (['allocated', 'disbursed'] as const).flatMap((column) => {
    const amount = current[column]
    return amount === null
      ? []
      : [amountPhrase(names, column, formatMoney(amount, lang, current.qualifier), lang)]
  })
  const rate = rateOf(current)
  return {
    name: [programme?.shortName ?? id, part].filter((text) => text !== null).join(', '),
    period: capitalize(formatPeriod(figure.period, lang)),
    value:
      unit !== '' && amounts.length > 0
        ? capitalize(amounts.join('; '))
        : stringsFor(lang).figures.statuses[current.status],
    marks: figureMarks(figure, lang).map(({ text }) => text),
    detail: rate === null ? null : `${lowerFirst(names.rate, lang)} ${formatRatio(rate, lang)}`,
    source: sourceOf(current.document, lang),
  }
}

function sourceOf(document: SourceDocument | null, lang: Language): string {
  const issuer = sourceWords(document, lang)
  return document?.date == null ? issuer : `${issuer}, ${formatDate(document.date, lang)}`
}
