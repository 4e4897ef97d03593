import type { Context } from '../context.ts'
import { drawOnce } from '../charts/drawing-queue.ts'
import { DomainError } from '../errors.ts'
import { correctionsFor } from '../releases/service.ts'
import type { Translated } from '../translations/rules.ts'
import { translateArticle, translateSummaries } from '../translations/service.ts'
import type { KeptArticle } from '../versions/rules.ts'
import { getHistory } from '../versions/service.ts'
import { countShown } from './counting.ts'
import { coverWidths } from './cover-rules.ts'
import { shrinkCover } from './covers.ts'
import { ARTICLES_PER_PAGE, NEWEST, type Article, type ArticleFilter, type ArticleSummary } from './rules.ts'
import {
  findArticle,
  findNextMoment,
  listArticleLanguages,
  listArticles,
  type StoredSummary,
} from './store.ts'

/** One page of the news list. */
export interface ArticlePage {
  articles: ArticleSummary[]
  page: number
  pages: number
  /** In which articles are written, where that is not Vietnamese alone. */
  languages: readonly string[]
}

/**
 * @throws DomainError not-found where no article is shown at this address (also a draft or one whose time has not
 * come); gone, with the {@link Withdrawal} as `current`, where one was and is no more
 */
export async function getArticle(ctx: Context, slug: string): Promise<Translated<KeptArticle>> {
  const article = await findArticle(ctx.db.read, slug, ctx.now().toISOString())
  const history = await getHistory(ctx, slug, article?.corrections ?? [])
  if (article !== null) return translateArticle(ctx, { ...article, history })
  const { withdrawn: current } = history
  if (current !== null) throw new DomainError('gone', `${slug} was withdrawn`, { current })
  throw new DomainError('not-found', `no article ${slug}`)
}

/**
 * The picture of an article as AVIF, drawn once and kept with those of charts.
 * @throws DomainError not-found for an article without one, another version of it, or a width that no page names;
 * rate-limited while too many pictures wait to be drawn
 */
export async function getCoverPicture(
  ctx: Context,
  slug: string,
  version: string,
  width: number,
): Promise<Buffer> {
  const { cover } = await getArticle(ctx, slug)
  if (cover?.version !== version || !coverWidths(cover).includes(width))
    throw new DomainError('not-found', `no such picture of ${slug}`)
  return drawOnce(`cover ${version} ${width}`, () => shrinkCover(cover, width))
}

/** @throws DomainError not-found for a page past the last */
export async function listNews(ctx: Context, filter: ArticleFilter, page: number): Promise<ArticlePage> {
  const now = ctx.now().toISOString()
  const pages = Math.max(1, Math.ceil((await countShown(ctx, filter, now)) / ARTICLES_PER_PAGE))
  if (!Number.isInteger(page) || page < 1 || page > pages)
    throw new DomainError('not-found', `no page ${page}`)
  const offset = (page - 1) * ARTICLES_PER_PAGE
  const articles = await listArticles(ctx.db.read, filter, now, { limit: ARTICLES_PER_PAGE, offset })
  const languages = await listArticleLanguages(ctx.db.read, now)
  return {
    articles: await markCorrected(ctx, articles),
    page,
    pages,
    languages: languages.some((language) => language !== 'vi') ? languages : [],
  }
}

/** The list "Tin mới", without the article it stands beside; of one district where there is one. */
export async function listNewest(
  ctx: Context,
  options: { without?: string; limit?: number; district?: string } = {},
): Promise<ArticleSummary[]> {
  const { limit = NEWEST, district } = options
  const page = { limit: limit + 1, offset: 0 }
  const newest = await listArticles(ctx.db.read, { district }, ctx.now().toISOString(), page)
  const shown = newest.filter((article) => article.slug !== options.without).slice(0, limit)
  return markCorrected(ctx, shown)
}

/** Corrections, newest first, of the figures that an article states and that came after its last change. */
export async function listFigureCorrections(
  ctx: Context,
  article: Pick<Article, 'figures' | 'publishedAt' | 'updatedAt'>,
): Promise<Awaited<ReturnType<typeof correctionsFor>>> {
  const corrected = await correctionsFor(ctx, { figures: article.figures })
  return corrected.filter(({ figure }) => isAfter(figure.current.publishedAt, article))
}

async function markCorrected(ctx: Context, articles: readonly StoredSummary[]): Promise<ArticleSummary[]> {
  const ids = [...new Set(articles.flatMap(({ figures }) => figures))]
  const corrected = await correctionsFor(ctx, { figures: ids })
  const marked = articles.map((article) => ({
    ...article,
    figuresCorrected: corrected.some(
      ({ figure }) => article.figures.includes(figure.id) && isAfter(figure.current.publishedAt, article),
    ),
  }))
  return translateSummaries(ctx, marked)
}

function isAfter(
  moment: string,
  { updatedAt, publishedAt }: Pick<Article, 'updatedAt' | 'publishedAt'>,
): boolean {
  return moment > (updatedAt ?? publishedAt)
}

/** When, after a moment, what is shown changes by itself: an article comes up, or stops taking comments. */
export async function findNextChange(ctx: Context, after: Date): Promise<Date | null> {
  const at = await findNextMoment(ctx.db.read, after.toISOString())
  return at === null ? null : new Date(at)
}
