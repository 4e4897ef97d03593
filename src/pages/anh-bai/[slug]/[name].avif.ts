import { getCoverPicture } from '../../../domain/news/service.ts'
import { inTurn, PICTURES } from '../../../domain/turns/service.ts'
import { apiRoute } from '../../../http/api.ts'

/** The picture of an article, smaller than its original. Only addresses that a page names are drawn. */
export const GET = apiRoute(async ({ locals: { clientAddress, context }, params }) => {
  const [version = '', width = ''] = (params['name'] ?? '').split('-')
  const draw = (): Promise<Buffer> => getCoverPicture(context, params['slug'] ?? '', version, Number(width))
  const picture = await inTurn(context, clientAddress, PICTURES, draw)
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/avif', 'cache-control': 'public, max-age=31536000, immutable' },
  })
})
