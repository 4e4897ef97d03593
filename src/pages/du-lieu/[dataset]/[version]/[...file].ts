import { mediaType } from '../../../../domain/catalogue/rules.ts'
import { getReleaseFile } from '../../../../domain/catalogue/service.ts'
import { publicRoute } from '../../../../http/api/public-route.ts'

export const GET = publicRoute(async ({ locals: { context: ctx }, params }) => {
  const { dataset = '', version = '', file: path = '' } = params
  const file = await getReleaseFile(ctx, dataset, version, path)
  const name = `${dataset}_v${version}_${path.replaceAll('/', '_')}`
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': mediaType(path),
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
})
