import type { ArticleFilter } from '../domain/news/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import type { AdministrativeUnit } from '../domain/units/rules.ts'
import { fill } from './fill.ts'
import { lowerFirst } from './format.ts'
import { languageName } from './language-names.ts'
import { stringsFor, type Language } from './strings.ts'

/** What a list of articles is of: `Tin tức`, `Số liệu, huyện Mường La`. */
export function newsListName(
  { category, district, language }: ArticleFilter,
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
  const { languages, site: frame } = stringsFor(lang)
  const written =
    language === undefined
      ? undefined
      : lowerFirst(fill(languages.filter.articles, { language: languageName(language, lang) }), lang)
  return [name ?? frame.nav.news, unit, written].filter((part) => part !== undefined).join(', ')
}
