import { CATALOGUE } from '../domain/catalogue/rules.ts'
import { FUNDING_OVERVIEW } from '../domain/funding/rules.ts'
import { newsAddress } from '../domain/news/rules.ts'
import type { Programme } from '../domain/reference/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import { unitAddress, type AdministrativeUnit } from '../domain/units/rules.ts'
import { capitalize } from './format.ts'
import { stringsFor, type Language } from './strings.ts'
import type { Crumb } from './structured-data.ts'

/** The ways from the top of the site to its pages, without the pages themselves. */
export function newsTrail(
  category: string,
  { categories }: Pick<SiteSettings, 'categories'>,
  lang: Language,
): Crumb[] {
  return [
    { label: stringsFor(lang).site.nav.news, href: newsAddress() },
    { label: categories[category] ?? category, href: newsAddress({ category }) },
  ]
}

export function indicatorTrail(lang: Language): Crumb[] {
  return [{ label: stringsFor(lang).results.heading, href: '/ket-qua/' }]
}

export function fundingTrail({ id, shortName }: Programme, lang: Language): Crumb[] {
  return [
    { label: stringsFor(lang).funding.heading, href: FUNDING_OVERVIEW },
    { label: shortName, href: `${FUNDING_OVERVIEW}#${id}` },
  ]
}

export function unitTrail(parent: AdministrativeUnit | null, lang: Language): Crumb[] {
  const top = { label: stringsFor(lang).units.heading, href: '/dia-phuong/' }
  return parent === null ? [top] : [top, { label: capitalize(parent.name), href: unitAddress(parent.id) }]
}

export function releaseTrail(lang: Language): Crumb[] {
  return [{ label: stringsFor(lang).catalogue.heading, href: CATALOGUE }]
}
