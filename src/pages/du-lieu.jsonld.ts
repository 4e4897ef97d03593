import { toDcat } from '../domain/catalogue/rules.ts'
import { getCatalogue } from '../domain/catalogue/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { stringsFor } from '../i18n/strings.ts'

export const GET = publicRoute(async ({ locals: { context: ctx, lang } }) => {
  const { datasets } = await getCatalogue(ctx)
  const { name, publisher } = ctx.site.settings
  const t = stringsFor(lang).catalogue
  // Who harvests catalogues does not look at marks: samples are left out.
  const real = datasets.filter(({ newest }) => !newest.sample).map(({ newest }) => newest)
  const setting = {
    title: `${t.heading} – ${name}`,
    description: t.intro,
    publisher,
    language: lang,
    origin: ctx.config.siteUrl.origin,
  }
  return new Response(JSON.stringify(toDcat(real, setting)), {
    headers: { 'content-type': 'application/ld+json' },
  })
})
