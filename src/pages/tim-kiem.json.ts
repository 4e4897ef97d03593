import { publicRoute } from '../http/api/public-route.ts'
import { toJsonFeed } from '../http/json-feed.ts'
import { feedOfSearch } from '../http/search-feed.ts'

/** What was found last of a search, to be followed. */
export const GET = publicRoute(
  async (api) =>
    new Response(toJsonFeed(await feedOfSearch(api, '.json')), {
      headers: { 'content-type': 'application/feed+json; charset=utf-8', 'x-robots-tag': 'noindex' },
    }),
)
