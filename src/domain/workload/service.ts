import type { Context } from '../context.ts'
import { countOutbox } from '../notices/store.ts'
import { countComments, findOldestDue, findOldestPending } from './store.ts'

/** How much waits, for whoever watches the site from outside: numbers only, nothing of a person. */
export interface WaitingWork {
  comments: readonly { status: string; count: number }[]
  /** Age of the comment that has waited longest for a moderator; 0 where none waits. */
  queueAgeSeconds: number
  notices: ReadonlyMap<string, number>
  /** How long the first notice is overdue; 0 where none is. */
  outboxAgeSeconds: number
}

export async function measureWork(ctx: Context): Promise<WaitingWork> {
  const samples = ctx.config.demo ? ([0, 1] as const) : ([0] as const)
  const since = (at: string | null): number =>
    at === null ? 0 : Math.max(0, (ctx.now().getTime() - Date.parse(at)) / 1000)
  const comments = await countComments(ctx.db.read, samples)
  return {
    comments: comments.map(({ status, count }) => ({ status, count: Number(count) })),
    queueAgeSeconds: since(await findOldestPending(ctx.db.read, samples)),
    notices: await countOutbox(ctx.db.read),
    outboxAgeSeconds: since(await findOldestDue(ctx.db.read)),
  }
}
