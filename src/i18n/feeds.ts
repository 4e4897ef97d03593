import type { ArticleFilter } from '../domain/news/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import type { AdministrativeUnit } from '../domain/units/rules.ts'
import { stringsFor, type Language } from './strings.ts'

/** What a list of articles is of: `Tin tức`, `Số liệu, huyện Mường La`. */
export function newsListName(
  { category, district }: ArticleFilter,
  {
    site,
    units,
  }: {
    site: Pick<SiteSettings, 'categories'>
    units: ReadonlyMap<string, Pick<AdministrativeUnit, 'name'>>
  },
  lang: Language,
): string {
  const name = category === undefined ? undefined : site.categories[category]
  const unit = units.get(district ?? '')?.name
  return [name ?? stringsFor(lang).site.nav.news, unit].filter((part) => part !== undefined).join(', ')
}
