import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { drawOnce } from './drawing-queue.ts'
import { describeFunding, type FundingQuestion } from './funding.ts'
import { drawPicture } from './picture.ts'
import { describeResult, type ResultQuestion } from './result.ts'
import type { ChartDescription, PictureWidth } from './rules.ts'

/**
 * The chart of an indicator: through time for the province and the units chosen; where the province has no two
 * values, or a year is asked for, across the units of that year.
 *
 * @example
 * const figures = await listResults(context, { indicator: indicator.id, asof })
 * const chart = chartOfResult(context, { indicator, figures, asof, words: chartWords('vi') })
 * // then: {chart !== null && <ResultChart chart={chart} lang="vi" />}
 *
 * @returns null where nothing can be compared: yes and no, or fewer than two values
 */
export function chartOfResult(ctx: Context, question: ResultQuestion): ChartDescription | null {
  return describeResult(ctx, question)
}

/**
 * The chart of one table of money: what was allocated and what was spent, a pair of bars for each row.
 *
 * @example
 * const chart = chartOfFunding(context, { programme, period, table, view, words: chartWords('vi') })
 *
 * @returns null where there are fewer than two amounts
 */
export function chartOfFunding(ctx: Context, question: FundingQuestion): ChartDescription | null {
  return describeFunding(ctx, question)
}

/**
 * The picture of a chart in one of {@link PICTURE_WIDTHS}.
 * @throws DomainError rate-limited while too many pictures wait to be drawn
 */
export async function pictureOf(
  ctx: Context,
  chart: ChartDescription,
  as: { format: 'png' | 'avif'; width: PictureWidth } = { format: 'png', width: 1200 },
): Promise<Buffer> {
  const siteName = ctx.site.settings.name
  const key = createHash('sha256')
    .update(JSON.stringify([siteName, chart, as]))
    .digest('base64url')
  return drawOnce(key, () => drawPicture(chart, siteName, as))
}
