import { figureAddress } from '../../domain/figures/rules.ts'
import { getFigure } from '../../domain/figures/service.ts'
import { sendFigures } from '../../http/download.ts'
import { publicRoute } from '../../http/api/public-route.ts'
import { figureTitle } from '../../i18n/figure-names.ts'

export const GET = publicRoute(async (context) => {
  const { context: ctx, lang } = context.locals
  const asof = context.url.searchParams.get('asof') || undefined
  const { figure, revisions } = await getFigure(ctx, context.params['id'] ?? '', asof)
  const download = {
    title: figureTitle(figure, ctx.reference, lang),
    name: figure.id,
    page: { path: figureAddress(figure.id) },
    asof,
  }
  return sendFigures(context, 'csv', download, [figure.kind], revisions)
})
