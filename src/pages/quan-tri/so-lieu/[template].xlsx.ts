import type { APIRoute } from 'astro'
import { DomainError } from '../../../domain/errors.ts'
import { TEMPLATES } from '../../../domain/releases/desk-rules.ts'
import { getTemplate } from '../../../domain/releases/service.ts'
import { staffContext } from '../../../http/cookies.ts'

/** Empty, or with `?bo=` filled in with the newest release of that dataset. */
export const GET: APIRoute = async ({ locals, params, url }) => {
  const { template = '' } = params
  const kind = Object.entries(TEMPLATES).find(([name]) => name === template)?.[1]
  if (kind === undefined) throw new DomainError('not-found', `no template ${template}`)
  const dataset = url.searchParams.get('bo')
  const body = await getTemplate(staffContext(locals), kind, dataset)
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${dataset ?? template}.xlsx"`,
      'cache-control': 'no-store',
    },
  })
}
