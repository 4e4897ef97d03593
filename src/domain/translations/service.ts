import type { Context } from '../context.ts'
import { articleTarget, type ArticleSummary } from '../news/rules.ts'
import type { StandingPage } from '../pages/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { changesOf, type KeptArticle } from '../versions/rules.ts'
import { isOutdated, pageTarget, type Translated } from './rules.ts'
import { findTitles, findTranslation, listLanguages } from './store.ts'

/** An article in the language of the page where it has been translated, otherwise as it was written. */
export async function translateArticle<T extends KeptArticle>(
  ctx: Context,
  article: T,
): Promise<Translated<T>> {
  const { lang, site, editions, db } = ctx
  const target = articleTarget(article.slug)
  const languages = [article.language, ...(await listLanguages(db.read, target))]
  // Articles without a name of their own carry that of the office.
  const isOffice = article.byline === editions.vi.site.settings.publisher
  const original = { ...article, ...(isOffice && { byline: site.settings.publisher }), languages }
  const found = article.language === lang ? null : await findTranslation(db.read, target, lang)
  if (found === null) return { ...original, translation: null }
  const { madeOn, title, summary, bodyHtml, coverAlt } = found
  const changed = [
    article.updatedAt === null ? null : vietnamDay(new Date(article.updatedAt)),
    ...article.corrections.map(({ date }) => date),
    // Also where the office said nothing of it.
    ...changesOf(article.history)
      .filter(({ minor }) => !minor)
      .map(({ from }) => vietnamDay(new Date(from))),
  ]
  return {
    ...original,
    ...{ title, summary, bodyHtml, language: lang },
    cover: article.cover === null ? null : { ...article.cover, alt: coverAlt ?? article.cover.alt },
    translation: { madeOn, outdated: isOutdated(madeOn, changed) },
  }
}

/** Articles of a list, each in the language that it has. */
export async function translateSummaries<T extends ArticleSummary>(
  ctx: Context,
  articles: readonly T[],
): Promise<T[]> {
  const { lang } = ctx
  const others = articles.filter(({ language }) => language !== lang)
  const targets = others.map(({ slug }) => articleTarget(slug))
  const titles = await findTitles(ctx.db.read, targets, lang)
  return articles.map((article) => {
    const words = article.language === lang ? undefined : titles.get(articleTarget(article.slug))
    return words === undefined ? article : { ...article, ...words, language: lang }
  })
}

/** A standing page in the language of the page that asks, or as it was written. */
export async function translatePage(ctx: Context, page: StandingPage): Promise<Translated<StandingPage>> {
  const { lang, db } = ctx
  const target = pageTarget(page.slug)
  const original = { ...page, languages: [page.language, ...(await listLanguages(db.read, target))] }
  const found = page.language === lang ? null : await findTranslation(db.read, target, lang)
  if (found === null) return { ...original, translation: null }
  const { madeOn, title, summary, bodyHtml } = found
  const outdated = isOutdated(madeOn, [vietnamDay(new Date(page.updatedAt))])
  return { ...original, ...{ title, summary, bodyHtml, language: lang }, translation: { madeOn, outdated } }
}
