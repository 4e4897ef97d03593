import type { Context } from '../domain/context.ts'
import { deliverDue } from '../domain/notices/delivery.ts'
import { openCarriers } from './carriers.ts'
import type { Log } from './log.ts'
import { inRounds } from './rounds.ts'

/** How long a notice may wait before anyone looks. */
const EVERY_MS = 5_000

/**
 * Sends what the outbox holds, as long as the site runs. Several processes share the work. Without a mail server and
 * webhooks there is nothing to do.
 * @returns stops looking and waits for what is under way
 */
export function startDelivery(context: Context, log: Log, everyMs = EVERY_MS): () => Promise<void> {
  const { mail, webhooks } = context.config
  if (mail === null && webhooks === null) return () => Promise.resolve()
  const carriers = openCarriers(context)
  let stopped = false
  const deliver = async (): Promise<void> => {
    try {
      // One batch after the other while there is anything due.
      while (!stopped && (await deliverDue(context, carriers)) > 0);
    } catch (error) {
      log.error({ err: error }, 'delivery failed')
    }
  }
  const stop = inRounds(deliver, everyMs)
  return async () => {
    stopped = true
    await stop()
    carriers.close()
  }
}
