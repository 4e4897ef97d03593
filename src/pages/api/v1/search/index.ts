import { DomainError } from '../../../../domain/errors.ts'
import { readSearchQuery } from '../../../../domain/search/query-rules.ts'
import { search } from '../../../../domain/search/service.ts'
import { inTurn, SEARCHES } from '../../../../domain/turns/service.ts'
import { jsonResponse, onlyMethods } from '../../../../http/api.ts'
import { readListQuery } from '../../../../http/api/list-query.ts'
import { formatIdCursor, parseIdCursor } from '../../../../http/api/paging.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'
import { toSearchItem } from '../../../../http/api/search-items.ts'
import { searchQuery } from '../../../../http/api/search-schemas.ts'

export const GET = publicRoute(async ({ locals: { clientAddress, context }, url }) => {
  const { kind, year, lang, verbatim, limit, after } = readListQuery(url, searchQuery)
  const { q } = readSearchQuery(url.searchParams)
  const page = Number(/^[1-9]\d{0,3}$/u.exec(parseIdCursor(after) ?? '1')?.[0] ?? 1)
  const query = { q, kind, year, page, verbatim: verbatim === '1' }
  const ask = (): ReturnType<typeof search> => search(context, query, lang, limit)
  const outcome = await inTurn(context, clientAddress, SEARCHES, ask)
  if (!outcome.ok) {
    const code = outcome.problem === 'empty' ? 'required' : outcome.problem
    throw new DomainError('invalid', 'no search', { fields: [{ pointer: '/q', code }] })
  }
  const { count, atLeast, corrected, partly, kinds } = outcome
  const isPast = page > outcome.pages
  return jsonResponse({
    items: isPast ? [] : outcome.results.map((result) => toSearchItem(context, result, outcome.terms, lang)),
    next: page < outcome.pages ? formatIdCursor(String(page + 1)) : null,
    count,
    atLeast,
    corrected,
    partly,
    kinds,
  })
})

export const ALL = onlyMethods('GET', 'HEAD')
