import type { ChangeFacts, ChartWords, FundedFacts, ProjectedFacts } from '../domain/charts/rules.ts'
import { amountNames } from './amount-names.ts'
import { formatMoney, formatPeriod, formatShortPeriod, formatValue } from './figures.ts'
import { fill } from './fill.ts'
import { capitalize, formatDate, formatNumber, lowerFirst } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** What charts of one language are worded with. */
export function chartWords(lang: Language): ChartWords {
  const { charts: t, figures, results } = stringsFor(lang)
  const measured = (measure: string): string => (measure === '' ? '' : fill(t.measured, { measure }))
  return {
    value: (amounts, indicator) => formatValue(amounts, indicator, lang),
    money: (amount, qualifier) => formatMoney(amount, lang, qualifier),
    number: (value) => formatNumber(value, lang),
    billion: figures.money.billion,
    million: figures.money.million,
    amounts: (programme) => amountNames(programme, lang),
    period: (code) => formatPeriod(code, lang),
    shortPeriod: (code) => formatShortPeriod(code, lang),
    capitalize,
    series: (name, projection) =>
      projection === null ? name : fill(t.projected, { name, status: figures.statuses[projection] }),
    overTime: ({ units, from, to, measure }) =>
      capitalize(fill(t.overTime, { units: units.join(', '), from, to })) + measured(measure),
    acrossUnits: ({ period, measure }) => fill(t.acrossUnits, { period }) + measured(measure),
    fundingTitle: (programme) => fill(t.fundingTitle, { programme }),
    funding: ({ whole, period, measure, projection, columns }) => {
      const what = fill(projection ? t.fundingProjected : t.funding, { whole, period })
      // A single kind of bars has no key that would name it.
      const [only = '', second] = columns
      return (
        (second === undefined ? fill(t.only, { what, column: lowerFirst(only, lang) }) : what) +
        measured(measure)
      )
    },
    project: (code, name) => fill(t.project, { code, name }),
    source: (document) => {
      const name = document.issuer ?? document.title
      return document.secondary ? fill(results.source.secondHand, { issuer: name }) : name
    },
    sources: (named, more, secondHand) => {
      const sources = named.join('; ')
      const rest = fill(secondHand ? t.moreSecondHand : t.moreSources, { sources, n: more })
      return fill(t.sources, { sources: more === 0 ? sources : rest })
    },
    standing: (day) => fill(t.standing, { day: formatDate(day, lang) }),
    breakNote: (period) => fill(t.breakNote, { period: formatPeriod(period, lang) }),
    leftOut: (shown, all) => fill(t.leftOut, { shown, all }),
    disagreement: (places) => fill(t.disagreement, { places: places.join('; ') }),
    change: (facts) => changeSentence(facts, lang),
    between: ({ text, period, highest }) => fill(highest ? t.highest : t.lowest, { text, period }),
    later: ({ text, period }) => fill(t.later, { text, period: capitalize(period) }),
    projected: ({ unit, text, period, status }: ProjectedFacts) =>
      fill(status === 'target' ? t.target : t.forecast, { unit, text, period }),
    extremes: ({ title, period, most, least }) =>
      fill(t.extremes, {
        title,
        period,
        most: most.name,
        mostText: most.text,
        least: least.name,
        leastText: least.text,
      }),
    funded: (facts) => fundedSentence(facts, lang),
    largest: ({ name, text, column }) => fill(t.largest, { column, name, text }),
    sampleMark: figures.sampleBanner,
  }
}

function changeSentence({ title, unit, direction, first, last }: ChangeFacts, lang: Language): string {
  const t = stringsFor(lang).charts
  return fill(direction < 0 ? t.fell : direction > 0 ? t.rose : t.same, {
    title,
    unit,
    first: first.text,
    firstPeriod: first.period,
    last: last.text,
    lastPeriod: last.period,
  })
}

function fundedSentence(
  { period, names, allocated, disbursed, projection }: FundedFacts,
  lang: Language,
): string {
  const t = stringsFor(lang).charts
  const values = {
    period: capitalize(period),
    allocatedName: lowerFirst(names.allocated, lang),
    disbursedName: lowerFirst(names.disbursed, lang),
    allocated: allocated ?? '',
    disbursed: disbursed ?? '',
  }
  if (allocated !== null && disbursed !== null)
    return fill(projection ? t.projectedBoth : t.fundedBoth, values)
  if (allocated !== null) return fill(projection ? t.projectedAllocated : t.fundedAllocated, values)
  return fill(projection ? t.projectedDisbursed : t.fundedDisbursed, values)
}
