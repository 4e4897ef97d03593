import { listNewestComments } from '../../domain/comments/threads.ts'
import { articleAddress, articleTarget } from '../../domain/news/rules.ts'
import { getArticle } from '../../domain/news/service.ts'
import { publicRoute } from '../../http/api/public-route.ts'
import { toAtom } from '../../http/atom.ts'
import { fill } from '../../i18n/fill.ts'
import { stringsFor } from '../../i18n/strings.ts'

/** Entries of the feed; readers keep what they have seen. */
const MOST = 50

/** Published comments of one article, newest first. */
export const GET = publicRoute(async ({ locals: { context: ctx, lang }, params }) => {
  const article = await getArticle(ctx, params['slug'] ?? '')
  const comments = await listNewestComments(ctx, articleTarget(article.slug), MOST)
  const t = stringsFor(lang).comments
  const absolute = (path: string): string => new URL(path, ctx.config.siteUrl.origin).href
  const page = absolute(articleAddress(article.slug))
  const feed = toAtom({
    page: `${page}#binh-luan`,
    self: absolute(`/tin-tuc/${article.slug}.atom`),
    title: fill(t.feed.title, { title: article.title }),
    author: ctx.site.settings.publisher,
    language: lang,
    updated: comments[0]?.publishedAt ?? article.publishedAt,
    entries: comments.map((comment) => ({
      address: absolute(`/binh-luan/${comment.id}/`),
      title: fill(t.feed.entry, { name: comment.displayName ?? t.anonymous }),
      updated: comment.publishedAt,
      content: comment.sample ? `${t.sample}: ${comment.body}` : comment.body,
    })),
  })
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
})
