import { addressIn } from '../../../../domain/languages/rules.ts'
import { suggest } from '../../../../domain/search/service.ts'
import { inTurn, TYPING } from '../../../../domain/turns/service.ts'
import { jsonResponse, onlyMethods } from '../../../../http/api.ts'
import { readListQuery } from '../../../../http/api/list-query.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'
import { suggestionsQuery } from '../../../../http/api/search-schemas.ts'
import { capitalize } from '../../../../i18n/format.ts'
import { stringsFor } from '../../../../i18n/strings.ts'

export const GET = publicRoute(async ({ locals: { clientAddress, context }, url }) => {
  const { q, lang } = readListQuery(url, suggestionsQuery)
  const { kindOf, former } = stringsFor(lang).search
  const items = await inTurn(context, clientAddress, TYPING, () => suggest(context, q, lang))
  return jsonResponse({
    items: items.map(({ kind, title, address, former: gone }) => ({
      kind,
      title: capitalize(title),
      address: addressIn(address, lang),
      label: kindOf[kind],
      note: gone === null ? null : [former, ...(gone.within === null ? [] : [gone.within])].join(', '),
    })),
  })
})

export const ALL = onlyMethods('GET', 'HEAD')
