import { listReleases } from '../../../../domain/releases/service.ts'
import { onlyMethods } from '../../../../http/api.ts'
import { readListQuery } from '../../../../http/api/list-query.ts'
import { answerList } from '../../../../http/api/plain-list.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'
import { releaseTable, toReleaseItem } from '../../../../http/api/release-items.ts'
import { releasesQuery } from '../../../../http/api/release-schemas.ts'

export const GET = publicRoute(async ({ locals: { context }, request, url }) => {
  const { dataset, asof, ...query } = readListQuery(url, releasesQuery)
  const releases = await listReleases(context, { dataset, asof })
  return answerList(
    { url, headers: request.headers },
    query,
    releases.map((release) => toReleaseItem(context, release)),
    (item) => item,
    releaseTable,
  )
})

export const ALL = onlyMethods('GET', 'HEAD')
