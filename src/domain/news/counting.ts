import type { Context } from '../context.ts'
import { readRevision } from '../search/store.ts'
import type { ArticleFilter } from './rules.ts'
import { countArticles } from './store.ts'

/** Changes with every article and every translation. */
const NEWS_TAG = 'news'
/** After every moment that an article may name. */
const NEVER = '9999-12-31T23:59:59.999Z'
/** Lists that are kept count of; made-up ones push the others out now and then. */
const MOST_LISTS = 500

interface Counted {
  revision: number
  lists: Map<string, number>
}

/** A process has few databases, tests have many. */
const kept = new WeakMap<Context['db'], Counted>()

/**
 * How many articles of a list are shown. All of them are counted once after each change of the news, and those that wait
 * for their day, which are few, each time: counting 10,000 takes as long as a tenth of the page.
 */
export async function countShown(ctx: Context, filter: ArticleFilter, now: string): Promise<number> {
  const { read } = ctx.db
  const revision = await readRevision(read, NEWS_TAG)
  let counted = kept.get(ctx.db)
  if (counted?.revision !== revision) {
    counted = { revision, lists: new Map() }
    kept.set(ctx.db, counted)
  }
  const list = JSON.stringify([filter.category ?? null, filter.district ?? null, filter.language ?? null])
  let all = counted.lists.get(list)
  if (all === undefined) {
    all = await countArticles(read, filter, NEVER)
    if (counted.lists.size >= MOST_LISTS) counted.lists.clear()
    counted.lists.set(list, all)
  }
  return all - (await countArticles(read, filter, NEVER, now))
}
