import { revisionAddress, type Figure, type FigureRevision } from '../domain/figures/rules.ts'
import { endOfVietnamDay } from '../domain/periods/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import { formatPeriod, formatValue } from './figures.ts'
import { capitalize } from './format.ts'
import { printCorrection, type PrintedCorrection } from './funding-corrections.ts'
import { stringsFor, type Language } from './strings.ts'

/** A figure as it was corrected, and what it said before. */
export interface CorrectedFigure {
  figure: Figure
  before: FigureRevision
}

/**
 * Corrections in words, as the notice on a page has them.
 * @param asof calendar day in Vietnam: what was corrected after it is left out
 * @param shown ids of the figures of the page; without it all are told
 */
export function printCorrections(
  corrected: readonly CorrectedFigure[],
  reference: Reference,
  asof: string | undefined,
  lang: Language,
  shown?: ReadonlySet<string>,
): PrintedCorrection[] {
  const end = asof === undefined ? null : endOfVietnamDay(asof)
  return corrected
    .filter(({ figure }) => shown?.has(figure.id) !== false)
    .filter(({ figure }) => end === null || figure.current.publishedAt < end)
    .map(({ figure, before }) =>
      figure.kind === 'funding'
        ? printCorrection({ before: { ...figure, current: before }, after: figure }, reference, lang)
        : printResult(figure, before, reference, lang),
    )
}

function printResult(
  figure: Extract<Figure, { kind: 'result' }>,
  before: FigureRevision,
  reference: Reference,
  lang: Language,
): PrintedCorrection {
  const indicator = reference.indicators.get(figure.indicator)
  const { current } = figure
  const value = (revision: FigureRevision): string =>
    indicator === undefined ? (revision.value ?? '') : formatValue(revision, indicator, lang)
  const parts = [
    indicator?.name ?? figure.indicator,
    reference.units.get(figure.unit)?.name ?? figure.unit,
    formatPeriod(figure.period, lang),
    figure.sample ? stringsFor(lang).figures.sampleMark : '',
  ]
  return {
    label: capitalize(parts.filter((part) => part !== '').join(', ')),
    href: revisionAddress(figure.id, current.revision),
    before: value(before),
    after: value(current),
    date: current.publishedAt,
    reason: current.changeReason ?? '',
  }
}
