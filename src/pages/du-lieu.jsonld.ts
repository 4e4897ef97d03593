import { getCatalogue } from '../domain/catalogue/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { catalogueDcat } from '../http/catalogue-files.ts'

export const GET = publicRoute(
  async ({ locals: { context: ctx, lang } }) =>
    new Response(catalogueDcat(ctx, await getCatalogue(ctx), lang), {
      headers: { 'content-type': 'application/ld+json' },
    }),
)
