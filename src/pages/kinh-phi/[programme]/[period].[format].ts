import type { APIContext } from 'astro'
import { chartOfFunding } from '../../../domain/charts/service.ts'
import { orderForDownload } from '../../../domain/downloads/service.ts'
import { fundingAddress, readFundingView, viewQuery } from '../../../domain/funding/rules.ts'
import { getFundingPage } from '../../../domain/funding/service.ts'
import { periodSlug } from '../../../domain/periods/rules.ts'
import { onlyMethods } from '../../../http/api.ts'
import { readDownloadQuery } from '../../../http/download-query.ts'
import { downloadRoute, sendFigures, sendPicture } from '../../../http/download.ts'
import { chartWords } from '../../../i18n/charts.ts'
import { formatPeriod } from '../../../i18n/figures.ts'
import { fill } from '../../../i18n/fill.ts'
import { stringsFor } from '../../../i18n/strings.ts'

async function read({ locals: { context }, params, url }: APIContext) {
  const { asof, sample } = readDownloadQuery(url.searchParams)
  const view = { ...readFundingView(url.searchParams), asof }
  const { programme: id = '', period: part = '' } = params
  const { programme, period, tables } = await getFundingPage(context, id, part, view)
  return { programme, period, tables, view, sample, name: `${programme.id}_${periodSlug(period.code)}` }
}

export const GET = downloadRoute(
  async (api, format) => {
    const { lang } = api.locals
    const { programme, period, tables, view, sample, name } = await read(api)
    const lines = tables.flatMap((table) => table.lines)
    const title = fill(stringsFor(lang).downloads.fundingOf, {
      programme: programme.shortName,
      period: formatPeriod(period.code, lang),
    })
    const page = { path: fundingAddress(programme.id, period.code), query: viewQuery({ cell: view.cell }) }
    const figures = orderForDownload(api.locals.context, lines)
    return sendFigures(api, format, { title, name, page, asof: view.asof, sample }, ['funding'], figures)
  },
  async (api) => {
    const { lang } = api.locals
    const { programme, period, tables, view, sample = false, name } = await read(api)
    const projection = api.url.searchParams.get('du-kien') === '1'
    const table = tables.find((one) => one.sample === sample && one.projection === projection)
    const asked = { programme, period: period.code, view, words: chartWords(lang) }
    const chart = table === undefined ? null : chartOfFunding(api.locals.context, { ...asked, table })
    return sendPicture(api, chart, { name, asof: view.asof })
  },
)

export const ALL = onlyMethods('GET', 'HEAD')
