import type { APIRoute } from 'astro'
import { DomainError } from '../../../domain/errors.ts'
import { getTemplate } from '../../../domain/releases/service.ts'
import { staffContext } from '../../../http/cookies.ts'

/** By the name of the file. */
const KINDS = { 'mau-ket-qua': 'results', 'mau-kinh-phi': 'funding' } as const

export const GET: APIRoute = async ({ locals, params }) => {
  const { template = '' } = params
  const kind = Object.entries(KINDS).find(([name]) => name === template)?.[1]
  if (kind === undefined) throw new DomainError('not-found', `no template ${template}`)
  const body = await getTemplate(staffContext(locals), kind)
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${template}.xlsx"`,
      'cache-control': 'no-store',
    },
  })
}
