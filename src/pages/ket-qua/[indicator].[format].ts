import type { APIContext } from 'astro'
import { chartOfResult } from '../../domain/charts/service.ts'
import { selectFigures } from '../../domain/downloads/rules.ts'
import { listForDownload } from '../../domain/downloads/service.ts'
import { DomainError } from '../../domain/errors.ts'
import { listResults } from '../../domain/figures/service.ts'
import { indicatorAddress } from '../../domain/reference/rules.ts'
import { onlyMethods } from '../../http/api.ts'
import { readDownloadQuery } from '../../http/download-query.ts'
import { downloadRoute, sendFigures, sendPicture } from '../../http/download.ts'
import { chartWords } from '../../i18n/charts.ts'

function read({ locals: { context, lang }, params, url }: APIContext) {
  const indicator = context.reference.indicators.get(params['indicator'] ?? '')
  if (indicator === undefined) throw new DomainError('not-found', 'no such indicator')
  const query = readDownloadQuery(url.searchParams)
  return { context, lang, indicator, query, filter: { indicator: indicator.id, asof: query.asof } }
}

export const GET = downloadRoute(
  async (api, format) => {
    const { context, indicator, query, filter } = read(api)
    const figures = await listForDownload(context, 'result', filter)
    const { asof, kept, sample } = query
    const page = { path: indicatorAddress(indicator.id), query: kept }
    return sendFigures(
      api,
      format,
      { title: indicator.name, name: indicator.id, page, asof, sample },
      ['result'],
      selectFigures(figures, query, context.reference.units),
    )
  },
  async (api) => {
    const { context, lang, indicator, query, filter } = read(api)
    const { asof, year, chosen, sample } = query
    const figures = await listResults(context, filter)
    const words = chartWords(lang)
    const chart = chartOfResult(context, { indicator, figures, asof, year, chosen, sample, words })
    return sendPicture(api, chart, { name: indicator.id, asof })
  },
)

export const ALL = onlyMethods('GET', 'HEAD')
