import { DomainError } from '../../../../../domain/errors.ts'
import { getRelease } from '../../../../../domain/releases/service.ts'
import { jsonResponse, onlyMethods } from '../../../../../http/api.ts'
import { publicRoute } from '../../../../../http/api/public-route.ts'
import { toReleaseDetail } from '../../../../../http/api/release-items.ts'

export const GET = publicRoute(async ({ locals: { context }, params }) => {
  const { dataset = '', version = '' } = params
  if (!/^[1-9]\d{0,8}$/u.test(version)) throw new DomainError('not-found', 'no such version')
  const release = await getRelease(context, dataset, Number(version))
  return jsonResponse(toReleaseDetail(context, release), { cache: 'shared' })
})

export const ALL = onlyMethods('GET', 'HEAD')
