import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { Reference } from '../reference/rules.ts'
import { correctionsFor } from '../releases/service.ts'
import { bumpRevisions } from '../revisions/store.ts'
import type { Site } from '../site/rules.ts'
import { readArticleFiles, type ArticleFile } from './files.ts'
import type { Vocabulary } from './front-matter.ts'
import {
  ARTICLES_PER_PAGE,
  NEWEST,
  articleTarget,
  type Article,
  type ArticleFilter,
  type ArticleSummary,
} from './rules.ts'
import {
  countArticles,
  findArticle,
  listArticles,
  listHashes,
  removeArticle,
  saveArticle,
  type StoredSummary,
} from './store.ts'

/** One page of the news list. */
export interface ArticlePage {
  articles: ArticleSummary[]
  page: number
  pages: number
}

/** @throws DomainError not-found where no article is shown at this address (also a draft or one whose time has not come) */
export async function getArticle(ctx: Context, slug: string): Promise<Article> {
  const article = await findArticle(ctx.db.read, slug, ctx.now().toISOString())
  if (article === null) throw new DomainError('not-found', `no article ${slug}`)
  return article
}

/** @throws DomainError not-found for a page past the last */
export async function listNews(ctx: Context, filter: ArticleFilter, page: number): Promise<ArticlePage> {
  const now = ctx.now().toISOString()
  const pages = Math.max(1, Math.ceil((await countArticles(ctx.db.read, filter, now)) / ARTICLES_PER_PAGE))
  if (!Number.isInteger(page) || page < 1 || page > pages)
    throw new DomainError('not-found', `no page ${page}`)
  const offset = (page - 1) * ARTICLES_PER_PAGE
  const articles = await listArticles(ctx.db.read, filter, now, { limit: ARTICLES_PER_PAGE, offset })
  return { articles: await markCorrected(ctx, articles), page, pages }
}

/** The list "Tin mới", without the article it stands beside. */
export async function listNewest(
  ctx: Context,
  options: { without?: string; limit?: number } = {},
): Promise<ArticleSummary[]> {
  const limit = options.limit ?? NEWEST
  const newest = await listArticles(ctx.db.read, {}, ctx.now().toISOString(), { limit: limit + 1, offset: 0 })
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
  return articles.map((article) => ({
    ...article,
    figuresCorrected: corrected.some(
      ({ figure }) => article.figures.includes(figure.id) && isAfter(figure.current.publishedAt, article),
    ),
  }))
}

function isAfter(
  moment: string,
  { updatedAt, publishedAt }: Pick<Article, 'updatedAt' | 'publishedAt'>,
): boolean {
  return moment > (updatedAt ?? publishedAt)
}

/** Checks every article file without touching the database. @throws ContentError */
export async function checkArticles(
  site: Site,
  reference: Reference,
  contentDir: string,
): Promise<ArticleFile[]> {
  return readArticleFiles(contentDir, vocabularyOf(site, reference))
}

/**
 * Brings the stored articles in line with the files: new and changed ones are rendered and saved, vanished ones go.
 * @throws ContentError where a file has a mistake; then nothing changes
 */
export async function syncArticles(
  ctx: Context,
  contentDir: string,
): Promise<{ saved: number; removed: number }> {
  const files = await checkArticles(ctx.site, ctx.reference, contentDir)
  const stored = await listHashes(ctx.db.read)
  const changed = files.filter((file) => stored.get(file.slug) !== file.hash)
  const present = new Set(files.map((file) => file.slug))
  const vanished = [...stored.keys()].filter((slug) => !present.has(slug))
  if (changed.length + vanished.length === 0) return { saved: 0, removed: 0 }
  await ctx.db.transaction(async (tx) => {
    for (const file of changed) await saveArticle(tx, file.toRow())
    for (const slug of vanished) await removeArticle(tx, slug)
    await bumpRevisions(tx, [
      'news',
      ...[...changed.map((file) => file.slug), ...vanished].map(articleTarget),
    ])
  })
  return { saved: changed.length, removed: vanished.length }
}

function vocabularyOf(site: Site, reference: Reference): Vocabulary {
  return {
    categories: Object.keys(site.settings.categories),
    units: [...reference.units.keys()],
    publisher: site.settings.publisher,
  }
}
