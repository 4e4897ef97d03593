import type { APIContext } from 'astro'
import { DomainError } from '../domain/errors.ts'
import { addressIn } from '../domain/languages/rules.ts'
import { excerpt } from '../domain/search/highlight-rules.ts'
import { readSearchQuery, searchAddress } from '../domain/search/query-rules.ts'
import { searchFeed } from '../domain/search/service.ts'
import { inTurn, SEARCHES } from '../domain/turns/service.ts'
import { fill } from '../i18n/fill.ts'
import { resultWords } from '../i18n/search-words.ts'
import { stringsFor } from '../i18n/strings.ts'
import type { Feed } from './atom.ts'

/** Before anything is found a feed still needs a moment. */
const NEVER = '1970-01-01T00:00:00.000Z'

/**
 * What a search finds and has a date, newest first. @throws DomainError invalid where the search is none
 */
export async function feedOfSearch({ locals, url }: APIContext, ending: '.atom' | '.json'): Promise<Feed> {
  const { clientAddress, context: ctx, lang } = locals
  const query = { ...readSearchQuery(url.searchParams), page: 1 }
  const outcome = await inTurn(ctx, clientAddress, SEARCHES, () => searchFeed(ctx, query, lang))
  if (outcome === null)
    throw new DomainError('invalid', 'no search', { fields: [{ pointer: '/q', code: 'required' }] })
  const { name, publisher } = ctx.site.settings
  const t = stringsFor(lang).search
  const absolute = (path: string): string => new URL(addressIn(path, lang), ctx.config.siteUrl.origin).href
  return {
    page: absolute(searchAddress(query)),
    self: absolute(searchAddress(query, ending)),
    title: fill(t.feedTitle, { q: query.q, site: name }),
    author: publisher,
    language: lang,
    updated: outcome.found[0]?.at ?? NEVER,
    entries: outcome.found.map(({ result, at }) => {
      const words = resultWords(result, ctx.reference, lang)
      const text = excerpt(words.text, outcome.terms)
        .map((piece) => piece.text)
        .join('')
      const marks = words.marks.map((mark) => mark.text)
      return {
        address: absolute(words.address),
        title: words.title,
        updated: at,
        category: t.kindOf[result.kind],
        language: words.language,
        content: [[words.value, ...marks].filter((part) => part !== null).join('; '), text, ...words.notes]
          .filter((part) => part !== '')
          .join('\n\n'),
      }
    }),
  }
}
