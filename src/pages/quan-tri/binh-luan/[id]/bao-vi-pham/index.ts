import type { APIRoute } from 'astro'
import { commentAddress } from '../../../../../domain/moderation/rules.ts'
import { keepReported } from '../../../../../domain/reports/service.ts'
import { readForm } from '../../../../../http/body.ts'
import { staffContext } from '../../../../../http/cookies.ts'
import { seeOther } from '../../../../../http/form-post.ts'

/** Takes "leave it as it stands" of a reported comment; reading leads to the comment. */
export const POST: APIRoute = async ({ locals, params, request }) => {
  const id = params['id'] ?? ''
  const form = await readForm(request)
  await keepReported(staffContext(locals), id, form.get('upTo') ?? '')
  return seeOther(commentAddress(id))
}

export const GET: APIRoute = ({ params }) => seeOther(commentAddress(params['id'] ?? ''))
