import { publicRoute } from '../http/api/public-route.ts'
import { toAtom } from '../http/atom.ts'
import { feedOfSearch } from '../http/search-feed.ts'

/** What was found last of a search, to be followed. */
export const GET = publicRoute(
  async (api) =>
    new Response(toAtom(await feedOfSearch(api, '.atom')), {
      headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'x-robots-tag': 'noindex' },
    }),
)
