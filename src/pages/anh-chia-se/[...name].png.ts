import { cardAddress, pageOfCard } from '../../domain/cards/rules.ts'
import { pictureOfCard } from '../../domain/cards/service.ts'
import { addressIn } from '../../domain/languages/rules.ts'
import { inTurn, PICTURES } from '../../domain/turns/service.ts'
import { apiRoute } from '../../http/api.ts'
import { cardOf } from '../../http/share-cards.ts'

/** The picture that stands for a page where its address is shared. Only the address that a page names is drawn. */
export const GET = apiRoute(async (api) => {
  const { clientAddress, context, lang } = api.locals
  const [, name = ''] = /^[^/]+\/(.+)$/u.exec(api.params['name'] ?? '') ?? []
  const page = pageOfCard(name)
  const card = await cardOf(api, page)
  const address = cardAddress(`${page}${api.url.search}`, card)
  if (address !== api.url.pathname + api.url.search) {
    return new Response(null, { status: 307, headers: { location: addressIn(address, lang) } })
  }
  const picture = await inTurn(context, clientAddress, PICTURES, () => pictureOfCard(context, card))
  return new Response(new Uint8Array(picture), {
    headers: {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      // Shown on the pages of whoever shares it.
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
})
