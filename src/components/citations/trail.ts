import type { Figure } from '../../domain/figures/rules.ts'
import { FUNDING_OVERVIEW, fundingAddress } from '../../domain/funding/rules.ts'
import { indicatorAddress, type Reference } from '../../domain/reference/rules.ts'
import { formatPeriod } from '../../i18n/figures.ts'
import { stringsFor, type Language } from '../../i18n/strings.ts'

/** The way from the top of the site to a figure. */
export function trailOf(
  figure: Figure,
  { indicators, programmes }: Reference,
  lang: Language,
): { label: string; href: string }[] {
  const t = stringsFor(lang).citations.trail
  if (figure.kind === 'result') {
    const name = indicators.get(figure.indicator)?.name ?? figure.indicator
    return [
      { label: t.results, href: '/ket-qua/' },
      { label: name, href: indicatorAddress(figure.indicator) },
    ]
  }
  const programme = programmes.get(figure.programme)?.shortName ?? figure.programme
  return [
    { label: t.funding, href: FUNDING_OVERVIEW },
    {
      label: `${programme}, ${formatPeriod(figure.period, lang)}`,
      href: fundingAddress(figure.programme, figure.period),
    },
  ]
}
