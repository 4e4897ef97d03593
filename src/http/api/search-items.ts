import type { Context } from '../../domain/context.ts'
import { addressIn, type Language } from '../../domain/languages/rules.ts'
import { contextIn } from '../../domain/languages/service.ts'
import { excerpt } from '../../domain/search/highlight-rules.ts'
import type { QueryTerm } from '../../domain/search/query-rules.ts'
import type { SearchResult } from '../../domain/search/result-rules.ts'
import { resultWords } from '../../i18n/search-words.ts'

export function toSearchItem(
  ctx: Context,
  result: SearchResult,
  terms: readonly QueryTerm[],
  lang: Language,
) {
  const words = resultWords(result, contextIn(ctx, lang).reference, lang)
  return {
    kind: result.kind,
    id: result.id,
    title: words.title,
    address: new URL(addressIn(words.address, lang), ctx.config.siteUrl.origin).href,
    language: words.language ?? null,
    date: 'publishedAt' in result ? result.publishedAt : null,
    value: words.value,
    marks: words.marks.map(({ text }) => text),
    excerpt: excerpt(words.text, terms)
      .map(({ text }) => text)
      .join(''),
    sample: words.marks.some(({ sample }) => sample),
  }
}
