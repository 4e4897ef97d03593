import { programmeTable } from '../../../../domain/downloads/rules.ts'
import { onlyMethods } from '../../../../http/api.ts'
import { readReferenceQuery } from '../../../../http/api/list-query.ts'
import { answerList } from '../../../../http/api/plain-list.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'
import { toProgrammeItem } from '../../../../http/api/reference-items.ts'
import { referenceQuery } from '../../../../http/api/reference-schemas.ts'

export const GET = publicRoute(({ locals: { context }, request, url }) =>
  Promise.resolve(
    answerList(
      { url, headers: request.headers },
      readReferenceQuery(url, referenceQuery),
      [...context.reference.programmes.values()],
      (programme) => toProgrammeItem(context, programme),
      programmeTable,
    ),
  ),
)

export const ALL = onlyMethods('GET', 'HEAD')
