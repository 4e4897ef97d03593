import { getPublicKey } from '../../domain/catalogue/service.ts'
import { publicRoute } from '../../http/api/public-route.ts'

export const GET = publicRoute(({ locals: { context: ctx } }) =>
  Promise.resolve(
    new Response(getPublicKey(ctx).pem, {
      headers: {
        'content-type': 'application/x-pem-file',
        'content-disposition': 'attachment; filename="khoa-cong-khai.pem"',
      },
    }),
  ),
)
