import { readRevision } from '../../../domain/citations/rules.ts'
import { getRecordedFigure } from '../../../domain/citations/service.ts'
import { toItem } from '../../../http/api/figure-items.ts'
import { publicRoute } from '../../../http/api/public-route.ts'
import { jsonResponse } from '../../../http/api.ts'
import { citeFigure, citationText } from '../../../i18n/citations.ts'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, params }) => {
  const revision = readRevision(params['revision'] ?? '')
  const { figure, record } = await getRecordedFigure(ctx, params['id'] ?? '', revision)
  const { reference, site, config } = ctx
  const citation = citeFigure(figure, { reference, site: site.settings, origin: config.siteUrl.origin }, lang)
  // Nothing but the frozen revision, so that the file stays the same.
  return jsonResponse(
    {
      title: citation.title,
      ...toItem(ctx, figure),
      previousHash: figure.current.previousHash,
      citation: citationText(citation, lang),
      record,
    },
    { cache: 'shared' },
  )
})
