import type { Context } from '../context.ts'
import type { Language } from '../languages/rules.ts'
import { articleTarget, type Article, type ArticleSummary } from '../news/rules.ts'
import type { StandingPage } from '../pages/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { isOutdated, pageTarget, type Translated } from './rules.ts'
import { findTitles, findTranslation } from './store.ts'

/** An article in the words of a language where it has been translated, otherwise as it was written. */
export async function translateArticle<T extends Article>(
  ctx: Context,
  article: T,
  lang: Language,
): Promise<Translated<T>> {
  if (article.language === lang) return { ...article, translation: null }
  const found = await findTranslation(ctx.db.read, articleTarget(article.slug), lang)
  if (found === null) return { ...article, translation: null }
  const { madeOn, title, summary, bodyHtml, coverAlt } = found
  const changed = [
    article.updatedAt === null ? null : vietnamDay(new Date(article.updatedAt)),
    ...article.corrections.map(({ date }) => date),
  ]
  return {
    ...article,
    ...{ title, summary, bodyHtml, language: lang },
    cover: article.cover === null ? null : { ...article.cover, alt: coverAlt ?? article.cover.alt },
    translation: { madeOn, outdated: isOutdated(madeOn, changed) },
  }
}

/** Articles of a list, each in the language that it has. */
export async function translateSummaries<T extends ArticleSummary>(
  ctx: Context,
  articles: readonly T[],
  lang: Language,
): Promise<T[]> {
  const others = articles.filter(({ language }) => language !== lang)
  const targets = others.map(({ slug }) => articleTarget(slug))
  const titles = await findTitles(ctx.db.read, targets, lang)
  return articles.map((article) => {
    const words = article.language === lang ? undefined : titles.get(articleTarget(article.slug))
    return words === undefined ? article : { ...article, ...words, language: lang }
  })
}

/** A standing page in the words of a language, or as it was written. */
export async function translatePage(
  ctx: Context,
  page: StandingPage,
  lang: Language,
): Promise<Translated<StandingPage>> {
  if (page.language === lang) return { ...page, translation: null }
  const found = await findTranslation(ctx.db.read, pageTarget(page.slug), lang)
  if (found === null) return { ...page, translation: null }
  const { madeOn, title, summary, bodyHtml } = found
  const outdated = isOutdated(madeOn, [vietnamDay(new Date(page.updatedAt))])
  return { ...page, ...{ title, summary, bodyHtml, language: lang }, translation: { madeOn, outdated } }
}
