import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '../domain/context.ts'
import { takeInComments } from '../domain/search/comment-walk.ts'
import type { Log } from './log.ts'

/** After a failure: the database may be starting anew. */
const AGAIN_AFTER_MS = 60_000

/**
 * Takes comments into the search index that are not in it, once and in the background, while readers are served: for
 * a million comments it takes minutes. After a failure it goes on a little later.
 * @returns stops it and waits for what is under way; the next start goes on from there
 */
export function startIndexing(
  context: Context,
  log: Log,
  againAfterMs = AGAIN_AFTER_MS,
): () => Promise<void> {
  const stop = new AbortController()
  const work = indexComments(context, log, { signal: stop.signal, againAfterMs })
  return async () => {
    stop.abort()
    await work
  }
}

async function indexComments(
  context: Context,
  log: Log,
  { signal, againAfterMs }: { signal: AbortSignal; againAfterMs: number },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await walk(context, log, signal)
      return
    } catch (error) {
      log.error({ err: error }, 'comments could not be taken into the search index')
      await wait(againAfterMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
}

async function walk(context: Context, log: Log, signal: AbortSignal): Promise<void> {
  const started = performance.now()
  const { taken, left } = await takeInComments(context, {
    signal,
    onFirst: (steps) => log.info({ steps }, 'taking comments into the search index'),
  })
  if (taken === 0) return
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const end =
    left === 0 ? 'the search index has all comments' : 'the search index takes in the rest at the next start'
  log.info({ taken, left, seconds }, end)
}
