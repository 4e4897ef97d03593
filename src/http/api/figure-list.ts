import type { z } from 'zod'
import { figureTable } from '../../domain/downloads/rules.ts'
import { toCsv } from '../../domain/downloads/service.ts'
import type { FigureKind } from '../../domain/figures/rules.ts'
import { listPage, readAsof } from '../../domain/figures/service.ts'
import type { Context } from '../../domain/context.ts'
import { downloadWords } from '../../i18n/downloads.ts'
import { toItem } from './figure-items.ts'
import type { figuresQuery, fundingQuery } from './figure-schemas.ts'
import { formatIdCursor, parseIdCursor } from './paging.ts'
import { listResponse, wantsCsv } from './list-response.ts'

type Query = z.infer<typeof figuresQuery> | z.infer<typeof fundingQuery>

/** One page of figures of a kind, as JSON or CSV. */
export async function answerFigures(
  ctx: Context,
  kind: FigureKind,
  request: { url: URL; headers: Headers },
  { format, limit, after, sample, ...filter }: Query,
): Promise<Response> {
  const place = { limit, after: parseIdCursor(after) }
  readAsof(filter.asof)
  // A site that is no demonstration has no samples: a list of them is empty, and no error.
  const hidden = sample === 'true' && !ctx.config.demo
  const found = hidden
    ? { items: [], next: null }
    : await listPage(
        ctx,
        kind,
        { ...filter, ...(sample !== undefined && { sample: sample === 'true' }) },
        place,
      )
  const next = formatIdCursor(found.next)
  if (!wantsCsv(request, format)) {
    return listResponse(request.url, next, { items: found.items.map((figure) => toItem(ctx, figure)), next })
  }
  const { origin } = ctx.config.siteUrl
  const { reference, site } = ctx
  const words = downloadWords({ reference, site: site.settings, origin }, 'vi')
  const table = figureTable(found.items, [kind], { reference, origin, words })
  return listResponse(request.url, next, toCsv(table, { bom: false }))
}
