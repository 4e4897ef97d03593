import { getUnit } from '../../../../domain/units/service.ts'
import { jsonResponse, onlyMethods } from '../../../../http/api.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'
import { toUnitDetail } from '../../../../http/api/reference-items.ts'

export const GET = publicRoute(({ locals: { context }, params }) =>
  Promise.resolve(
    jsonResponse(toUnitDetail(context, getUnit(context, params['id'] ?? '')), { cache: 'shared' }),
  ),
)

export const ALL = onlyMethods('GET', 'HEAD')
