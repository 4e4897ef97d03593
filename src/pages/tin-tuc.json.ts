import { publicRoute } from '../http/api/public-route.ts'
import { toJsonFeed } from '../http/json-feed.ts'
import { newsFeed } from '../http/news-feed.ts'

/** Articles of the list with the same keys, newest first. */
export const GET = publicRoute(
  async (api) =>
    new Response(toJsonFeed(await newsFeed(api, 'json')), {
      headers: { 'content-type': 'application/feed+json; charset=utf-8' },
    }),
)
