import type { Context } from '../context.ts'
import { drawOnce } from '../charts/drawing-queue.ts'
import { drawCard } from './picture.ts'
import { cardAddress, type ShareCard } from './rules.ts'

/**
 * The picture of a card, drawn once and kept with those of charts.
 * @throws DomainError rate-limited while too many pictures wait to be drawn
 */
export async function pictureOfCard(ctx: Context, card: ShareCard): Promise<Buffer> {
  const { host } = ctx.config.siteUrl
  return drawOnce(`${host} ${cardAddress('/', card)}`, () => drawCard(card, host))
}
