import { getFigure } from '../../../../domain/figures/service.ts'
import { jsonResponse, onlyMethods } from '../../../../http/api.ts'
import { toItem } from '../../../../http/api/figure-items.ts'
import { asofQuery } from '../../../../http/api/figure-schemas.ts'
import { readListQuery } from '../../../../http/api/list-query.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'

export const GET = publicRoute(async ({ locals: { context }, params, url }) => {
  const { asof } = readListQuery(url, asofQuery)
  const { figure, revisions } = await getFigure(context, params['id'] ?? '', asof)
  const item = { ...toItem(context, figure), revisions: revisions.map((one) => toItem(context, one)) }
  return jsonResponse(item, { cache: 'shared' })
})

export const ALL = onlyMethods('GET', 'HEAD')
