import { catalogueItems, toDcat } from '../domain/catalogue/rules.ts'
import type { Catalogue } from '../domain/catalogue/service.ts'
import type { Context } from '../domain/context.ts'
import type { Language } from '../domain/languages/rules.ts'
import { stringsFor } from '../i18n/strings.ts'

/** The catalogue as plain JSON. */
export function catalogueJson(ctx: Context, { datasets, key }: Catalogue): string {
  return JSON.stringify({ items: catalogueItems(datasets, ctx.config.siteUrl.origin), publicKey: key })
}

/** The catalogue in the words of DCAT. Who harvests catalogues does not look at marks: samples are left out. */
export function catalogueDcat(ctx: Context, { datasets }: Catalogue, lang: Language): string {
  const { name, publisher } = ctx.site.settings
  const t = stringsFor(lang).catalogue
  const real = datasets.filter(({ newest }) => !newest.sample).map(({ newest }) => newest)
  const setting = {
    title: `${t.heading} – ${name}`,
    description: t.intro,
    publisher,
    language: lang,
    origin: ctx.config.siteUrl.origin,
  }
  return JSON.stringify(toDcat(real, setting))
}
