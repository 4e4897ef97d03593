import { unitTable } from '../domain/downloads/rules.ts'
import { listUnits } from '../domain/units/service.ts'
import { onlyMethods } from '../http/api.ts'
import { toUnitItem } from '../http/api/reference-items.ts'
import { readDownloadQuery } from '../http/download-query.ts'
import { downloadRoute, sendTable } from '../http/download.ts'
import { stringsFor } from '../i18n/strings.ts'

export const GET = downloadRoute(async (api, format) => {
  const { context, lang } = api.locals
  const { level, kept } = readDownloadQuery(api.url.searchParams)
  const units = listUnits(context, { level })
  const { units: title } = stringsFor(lang).downloads
  return sendTable(
    api,
    format,
    { title, name: 'dia-phuong', page: { path: '/dia-phuong/', query: kept } },
    unitTable(units, context.config.siteUrl.origin),
    units.map((unit) => toUnitItem(context, unit)),
  )
})

export const ALL = onlyMethods('GET', 'HEAD')
