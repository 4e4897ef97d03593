import { toSitemap } from '../domain/sitemap/rules.ts'
import { getSitemapPart } from '../domain/sitemap/service.ts'
import { apiRoute } from '../http/api.ts'

export const GET = apiRoute(async ({ locals: { context }, params }) => {
  const part = params['part'] ?? ''
  const entries = await getSitemapPart(context, /^[1-9]\d{0,4}$/u.test(part) ? Number(part) : 0)
  return new Response(toSitemap(entries, context.config.siteUrl.origin), {
    headers: { 'content-type': 'application/xml; charset=utf-8' },
  })
})
