import { signIn, signOut } from '../../../../domain/accounts/service.ts'
import { apiRoute, onlyMethods } from '../../../../http/api.ts'
import { credentials } from '../../../../http/api/schemas.ts'
import { readJson } from '../../../../http/body.ts'

export const POST = apiRoute(async ({ locals, request }) => {
  const { email, password, totp } = await readJson(request, credentials)
  const { cookie } = await signIn(locals.context, {
    email,
    password,
    totp: totp ?? null,
    clientAddress: locals.clientAddress,
    userAgent: request.headers.get('user-agent'),
  })
  return new Response(null, { status: 204, headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } })
})

export const DELETE = apiRoute(async ({ locals, request }) => {
  const cookie = await signOut(locals.context, request.headers.get('cookie'))
  return new Response(null, { status: 204, headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } })
})

export const ALL = onlyMethods('POST', 'DELETE')
