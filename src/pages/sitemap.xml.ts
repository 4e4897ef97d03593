import { toSitemap, toSitemapIndex } from '../domain/sitemap/rules.ts'
import { getSitemap } from '../domain/sitemap/service.ts'
import { apiRoute } from '../http/api.ts'

export const GET = apiRoute(async ({ locals: { context } }) => {
  const { origin } = context.config.siteUrl
  const sitemap = await getSitemap(context)
  const xml =
    sitemap.kind === 'whole' ? toSitemap(sitemap.entries, origin) : toSitemapIndex(sitemap.parts, origin)
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
})
