import { selectFigures } from '../../domain/downloads/rules.ts'
import { listForDownload } from '../../domain/downloads/service.ts'
import { unitAddress } from '../../domain/units/rules.ts'
import { getUnit } from '../../domain/units/service.ts'
import { onlyMethods } from '../../http/api.ts'
import { readDownloadQuery } from '../../http/download-query.ts'
import { downloadRoute, sendFigures } from '../../http/download.ts'
import { fill } from '../../i18n/fill.ts'
import { stringsFor } from '../../i18n/strings.ts'

export const GET = downloadRoute(async (api, format) => {
  const { context, lang } = api.locals
  const { unit } = getUnit(context, api.params['unit'] ?? '')
  const query = readDownloadQuery(api.url.searchParams)
  const { asof, kept, sample } = query
  const figures = [
    ...(await listForDownload(context, 'result', { unit: unit.id, asof })),
    ...(await listForDownload(context, 'funding', { unit: unit.id, asof })),
  ]
  return sendFigures(
    api,
    format,
    {
      title: fill(stringsFor(lang).downloads.unit, { unit: unit.name }),
      name: unit.id,
      page: { path: unitAddress(unit.id), query: kept },
      asof,
      sample,
    },
    ['result', 'funding'],
    selectFigures(figures, query, context.reference.units),
  )
})

export const ALL = onlyMethods('GET', 'HEAD')
