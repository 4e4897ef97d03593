import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { ArticleFilter } from '../news/rules.ts'
import { listNews } from '../news/service.ts'
import { correctionsFor } from '../releases/service.ts'
import { changedAt, type FeedArticle } from './rules.ts'
import { findTimes } from './store.ts'

export interface FeedPage {
  /** Newest first, as the page of the list has them. */
  articles: FeedArticle[]
  page: number
  pages: number
}

/**
 * One page of a news list with what changed in each article. An article that is due later is in none.
 * @throws DomainError not-found for an unknown category or unit, or a page past the last
 */
export async function listFeed(ctx: Context, filter: ArticleFilter, page: number): Promise<FeedPage> {
  const { category, district } = filter
  const known =
    (category === undefined || Object.hasOwn(ctx.site.settings.categories, category)) &&
    (district === undefined || ctx.reference.units.has(district))
  if (!known) throw new DomainError('not-found', 'no such list of articles')
  const { articles, pages } = await listNews(ctx, filter, page)
  const times = await findTimes(
    ctx.db.read,
    articles.map(({ slug }) => slug),
  )
  const corrected = await correctionsFor(ctx, { figures: articles.flatMap(({ figures }) => figures) })
  return {
    page,
    pages,
    articles: articles.map((article): FeedArticle => {
      const { publishedAt, updatedAt, corrections } = times.get(article.slug) ?? {
        ...article,
        updatedAt: null,
        corrections: [],
      }
      // Of a figure that the article states: readers are told of it beside the article.
      const ofFigures = article.figuresCorrected
        ? corrected
            .filter(({ figure }) => article.figures.includes(figure.id))
            .map(({ figure }) => figure.current.publishedAt)
        : []
      return {
        ...article,
        corrections: corrections.filter(({ minor }) => minor !== true),
        changedAt: [changedAt({ publishedAt, updatedAt, corrections }), ...ofFigures].reduce((a, b) =>
          a > b ? a : b,
        ),
      }
    }),
  }
}
