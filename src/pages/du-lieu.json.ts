import { getCatalogue } from '../domain/catalogue/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { jsonResponse } from '../http/api.ts'
import { catalogueJson } from '../http/catalogue-files.ts'

export const GET = publicRoute(async ({ locals: { context: ctx } }) =>
  jsonResponse(catalogueJson(ctx, await getCatalogue(ctx)), { cache: 'shared' }),
)
