import type { APIContext, APIRoute } from 'astro'
import { apiRoute } from '../api.ts'

/** Public data may be read by pages of every site: no cookie goes with it, and nothing of the reader is in it. */
const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'link, content-disposition, etag',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** As {@link apiRoute}, for answers and refusals that pages of every site may read. */
export function publicRoute(handle: (context: APIContext) => Promise<Response>): APIRoute {
  const route = apiRoute(handle)
  return async (context) => {
    const response = await route(context)
    for (const [name, value] of Object.entries(OPEN)) response.headers.set(name, value)
    return response
  }
}
