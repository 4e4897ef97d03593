import { unitTable } from '../../../../domain/downloads/rules.ts'
import { DomainError } from '../../../../domain/errors.ts'
import { endOfVietnamDay } from '../../../../domain/periods/rules.ts'
import { isCurrent } from '../../../../domain/units/rules.ts'
import { listUnits } from '../../../../domain/units/service.ts'
import { onlyMethods } from '../../../../http/api.ts'
import { readReferenceQuery } from '../../../../http/api/list-query.ts'
import { answerList } from '../../../../http/api/plain-list.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'
import { toUnitItem } from '../../../../http/api/reference-items.ts'
import { unitsQuery } from '../../../../http/api/reference-schemas.ts'

export const GET = publicRoute(({ locals: { context }, request, url }) => {
  const { level, parent, validOn, ...query } = readReferenceQuery(url, unitsQuery)
  if (validOn !== undefined && endOfVietnamDay(validOn) === null) {
    throw new DomainError('invalid', 'no day', { fields: [{ pointer: '/validOn', code: 'date' }] })
  }
  const units = listUnits(context, { parentId: parent }).filter(
    (unit) =>
      (level === undefined || unit.level === level) && (validOn === undefined || isCurrent(unit, validOn)),
  )
  return Promise.resolve(
    answerList(
      { url, headers: request.headers },
      query,
      units,
      (unit) => toUnitItem(context, unit),
      (some) => unitTable(some, context.config.siteUrl.origin),
    ),
  )
})

export const ALL = onlyMethods('GET', 'HEAD')
