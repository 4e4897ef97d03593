import { getCoverPicture } from '../../../domain/news/service.ts'
import { apiRoute } from '../../../http/api.ts'

/** The picture of an article, smaller than its original. Only addresses that a page names are drawn. */
export const GET = apiRoute(async ({ locals: { context }, params }) => {
  const [version = '', width = ''] = (params['name'] ?? '').split('-')
  const picture = await getCoverPicture(context, params['slug'] ?? '', version, Number(width))
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/avif', 'cache-control': 'public, max-age=31536000, immutable' },
  })
})
