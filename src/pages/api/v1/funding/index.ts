import { onlyMethods } from '../../../../http/api.ts'
import { answerFigures } from '../../../../http/api/figure-list.ts'
import { fundingQuery } from '../../../../http/api/figure-schemas.ts'
import { readListQuery } from '../../../../http/api/list-query.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'

export const GET = publicRoute(({ locals, request, url }) =>
  answerFigures(
    locals.context,
    'funding',
    { url, headers: request.headers },
    readListQuery(url, fundingQuery),
  ),
)

export const ALL = onlyMethods('GET', 'HEAD')
