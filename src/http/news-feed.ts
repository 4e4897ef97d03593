import type { APIContext } from 'astro'
import { feedAddress, type FeedArticle, type FeedForm } from '../domain/feeds/rules.ts'
import { listFeed } from '../domain/feeds/service.ts'
import { addressIn } from '../domain/languages/rules.ts'
import { articleAddress, newsAddress, readNewsQuery } from '../domain/news/rules.ts'
import { newsListName } from '../i18n/feeds.ts'
import { fill } from '../i18n/fill.ts'
import { formatDate } from '../i18n/format.ts'
import { stringsFor, type Language } from '../i18n/strings.ts'
import type { Feed } from './atom.ts'

/** Before anything is published a feed still needs a moment. */
const NEVER = '1970-01-01T00:00:00.000Z'

/**
 * The feed of the news list that an address asks for with the keys of the page.
 * @throws DomainError not-found for an unknown category or unit, or a page past the last
 */
export async function newsFeed({ locals, url }: APIContext, form: FeedForm): Promise<Feed> {
  const { context: ctx, lang } = locals
  const { settings } = ctx.site
  const { filter, page } = readNewsQuery(url.searchParams)
  const { articles, pages } = await listFeed(ctx, filter, page)
  const absolute = (path: string): string => new URL(addressIn(path, lang), ctx.config.siteUrl.origin).href
  const list = newsListName(filter, { site: settings, units: ctx.reference.units }, lang)
  return {
    page: absolute(newsAddress(filter, page)),
    self: absolute(feedAddress(filter, form, page)),
    id: absolute(feedAddress(filter, form)),
    next: page < pages ? absolute(feedAddress(filter, form, page + 1)) : undefined,
    title: fill(stringsFor(lang).sharing.feeds.title, { site: settings.name, list }),
    author: settings.publisher,
    language: lang,
    updated: articles.map((article) => article.changedAt).reduce((a, b) => (a > b ? a : b), NEVER),
    entries: articles.map((article) => ({
      address: absolute(articleAddress(article.slug)),
      title: article.title,
      published: article.publishedAt,
      updated: article.changedAt,
      category: settings.categories[article.category] ?? article.category,
      language: article.language,
      content: contentOf(article, lang),
    })),
  }
}

/** The summary, and what was corrected: whoever kept the old entry is told. */
function contentOf({ summary, corrections, figuresCorrected }: FeedArticle, lang: Language): string {
  const t = stringsFor(lang).sharing.feeds
  return [
    summary,
    ...(figuresCorrected ? [t.figuresCorrected] : []),
    ...corrections.map(({ date, text }) => fill(t.corrected, { date: formatDate(date, lang), text })),
  ].join('\n\n')
}
