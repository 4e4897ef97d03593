import type { Context } from '../context.ts'
import { articleAddress, type ArticleSummary } from '../news/rules.ts'
import { findArticle, findSummaries } from '../news/store.ts'
import type { CommentTarget } from './rules.ts'

/** What a comment speaks about, as it is shown beside the comment. */
export interface TargetView {
  title: string
  summary: string
  href: string
}

const NEWS = /^news\/([a-z0-9]+(?:-[a-z0-9]+)*)$/u

/** Whether readers may see and comment on a target now; null where there is no such target. */
export async function findTarget(
  ctx: Context,
  text: string,
): Promise<{ target: CommentTarget; open: boolean; view: TargetView } | null> {
  const slug = NEWS.exec(text)?.[1]
  if (slug === undefined) return null
  const article = await findArticle(ctx.db.read, slug, ctx.now().toISOString())
  return article === null
    ? null
    : { target: `news/${slug}`, open: article.commentsOpen, view: viewOf(article) }
}

/** Titles of many targets; one whose article is gone is missing from the map. */
export async function findTargetViews(
  ctx: Context,
  targets: readonly string[],
): Promise<Map<string, TargetView>> {
  const slugs = targets.map((target) => NEWS.exec(target)?.[1]).filter((slug) => slug !== undefined)
  const articles = await findSummaries(ctx.db.read, [...new Set(slugs)])
  return new Map([...articles.values()].map((article) => [`news/${article.slug}`, viewOf(article)]))
}

function viewOf(article: ArticleSummary): TargetView {
  return { title: article.title, summary: article.summary, href: articleAddress(article.slug) }
}
