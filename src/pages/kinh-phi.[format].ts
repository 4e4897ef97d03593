import { selectFigures } from '../domain/downloads/rules.ts'
import { listForDownload } from '../domain/downloads/service.ts'
import { FUNDING_OVERVIEW } from '../domain/funding/rules.ts'
import { onlyMethods } from '../http/api.ts'
import { readDownloadQuery } from '../http/download-query.ts'
import { downloadRoute, sendFigures } from '../http/download.ts'
import { stringsFor } from '../i18n/strings.ts'

export const GET = downloadRoute(async (api, format) => {
  const { context, lang } = api.locals
  const query = readDownloadQuery(api.url.searchParams)
  const { asof, kept, sample } = query
  const figures = await listForDownload(context, 'funding', { asof })
  const { funding: title } = stringsFor(lang).downloads
  return sendFigures(
    api,
    format,
    { title, name: 'kinh-phi', page: { path: FUNDING_OVERVIEW, query: kept }, asof, sample },
    ['funding'],
    selectFigures(figures, query, context.reference.units),
  )
})

export const ALL = onlyMethods('GET', 'HEAD')
