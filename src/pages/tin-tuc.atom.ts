import { publicRoute } from '../http/api/public-route.ts'
import { toAtom } from '../http/atom.ts'
import { newsFeed } from '../http/news-feed.ts'

/** Articles of the list with the same keys, newest first. */
export const GET = publicRoute(
  async (api) =>
    new Response(toAtom(await newsFeed(api, 'atom')), {
      headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
    }),
)
