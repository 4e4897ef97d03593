import { catalogueItems } from '../domain/catalogue/rules.ts'
import { getCatalogue } from '../domain/catalogue/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { jsonResponse } from '../http/api.ts'

export const GET = publicRoute(async ({ locals: { context: ctx } }) => {
  const { datasets, key } = await getCatalogue(ctx)
  const items = catalogueItems(datasets, ctx.config.siteUrl.origin)
  return jsonResponse({ items, publicKey: key }, { cache: 'shared' })
})
