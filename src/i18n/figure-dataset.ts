import type { Citation } from '../domain/citations/rules.ts'
import { figureAddress, type Figure } from '../domain/figures/rules.ts'
import { addressIn } from '../domain/languages/rules.ts'
import { parsePeriod } from '../domain/periods/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import type { Language } from './strings.ts'

/** A figure as a schema.org Dataset of one value. https://schema.org/Dataset */
export function figureDataset(
  figure: Figure,
  citation: Citation,
  { reference, origin }: { reference: Reference; origin: string },
  lang: Language,
): object {
  const { current, id } = figure
  const address = (ending = ''): string =>
    new URL(addressIn(`${figureAddress(id)}${ending}`, lang), origin).href
  const period = parsePeriod(figure.period)
  const publisher = { '@type': 'Organization', name: citation.author, url: new URL('/', origin).href }
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: citation.title,
    description: [`${citation.title}: ${citation.value}`, ...citation.remarks].join('. '),
    url: address(),
    identifier: id,
    version: String(current.revision),
    dateModified: current.publishedAt,
    inLanguage: citation.language,
    isAccessibleForFree: true,
    creator: publisher,
    publisher,
    spatialCoverage: reference.units.get(figure.unit)?.name,
    temporalCoverage: period === null ? undefined : `${period.start}/${period.end}`,
    variableMeasured: measured(figure, reference),
    isBasedOn: current.document === null ? undefined : basis(current.document),
    distribution: ['json', 'csv'].map((ending) => ({
      '@type': 'DataDownload',
      encodingFormat: ending === 'json' ? 'application/json' : 'text/csv',
      contentUrl: address(`.${ending}`),
    })),
  }
}

function measured(figure: Figure, reference: Reference): object[] {
  const { value, allocated, disbursed } = figure.current
  if (figure.kind === 'result') {
    const indicator = reference.indicators.get(figure.indicator)
    return value === null
      ? []
      : [
          {
            '@type': 'PropertyValue',
            name: indicator?.name,
            value,
            unitText: indicator?.measure || undefined,
          },
        ]
  }
  const amounts = { allocated, disbursed }
  return Object.entries(amounts).flatMap(([name, amount]) =>
    amount === null ? [] : [{ '@type': 'PropertyValue', name, value: String(amount), unitText: 'VND' }],
  )
}

function basis({ title, url, issuer, date }: NonNullable<Figure['current']['document']>): object {
  return {
    '@type': 'CreativeWork',
    name: title,
    url: url ?? undefined,
    datePublished: date ?? undefined,
    publisher: issuer ?? undefined,
  }
}
