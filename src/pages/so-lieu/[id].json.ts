import { getFigure } from '../../domain/figures/service.ts'
import { toItem } from '../../http/api/figure-items.ts'
import { publicRoute } from '../../http/api/public-route.ts'
import { jsonResponse } from '../../http/api.ts'
import { citeFigure, citationText } from '../../i18n/citations.ts'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, params, url }) => {
  const asof = url.searchParams.get('asof') || undefined
  const { figure, revisions } = await getFigure(ctx, params['id'] ?? '', asof)
  const { reference, site, config } = ctx
  const citation = citeFigure(figure, { reference, site: site.settings, origin: config.siteUrl.origin }, lang)
  return jsonResponse(
    {
      title: citation.title,
      ...toItem(ctx, figure),
      citation: citationText(citation, lang),
      revisions: revisions.map((one) => ({ ...toItem(ctx, one), previousHash: one.current.previousHash })),
    },
    { cache: 'shared' },
  )
})
