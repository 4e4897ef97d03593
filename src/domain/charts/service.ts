import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { describeFunding, type FundingQuestion } from './funding.ts'
import { drawPicture } from './picture.ts'
import { describeResult, type ResultQuestion } from './result.ts'
import type { ChartDescription } from './rules.ts'

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

/** Bytes of pictures that are kept; a picture has about 30 KB. */
const KEPT_BYTES = 16 * 1024 * 1024
/** Drawing blocks the process for some 50 ms, so pictures are drawn one after the other and no longer queue waits. */
const MAX_WAITING = 40
const RETRY_AFTER_SECONDS = 5

/** By what they show, the one used last at the end: the same description is never drawn twice. */
const kept = new Map<string, Buffer>()
const underWay = new Map<string, Promise<Buffer>>()
let keptBytes = 0
let turn: Promise<unknown> = Promise.resolve()

/** The PNG of a chart. @throws DomainError rate-limited while too many pictures wait to be drawn */
export async function pictureOf(ctx: Context, chart: ChartDescription): Promise<Buffer> {
  const siteName = ctx.site.settings.name
  const key = createHash('sha256')
    .update(JSON.stringify([siteName, chart]))
    .digest('base64url')
  const known = kept.get(key)
  if (known !== undefined) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const waiting = underWay.get(key)
  if (waiting !== undefined) return waiting
  if (underWay.size >= MAX_WAITING) {
    throw new DomainError('rate-limited', 'too many pictures wait', { retryAfter: RETRY_AFTER_SECONDS })
  }
  const drawing = turn.then(() => drawPicture(chart, siteName))
  turn = drawing.catch(() => undefined)
  underWay.set(key, drawing)
  try {
    const picture = await drawing
    keep(key, picture)
    return picture
  } finally {
    underWay.delete(key)
  }
}

function keep(key: string, picture: Buffer): void {
  kept.set(key, picture)
  keptBytes += picture.length
  for (const [oldest, { length }] of kept) {
    if (keptBytes <= KEPT_BYTES) return
    kept.delete(oldest)
    keptBytes -= length
  }
}
