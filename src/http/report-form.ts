import type { AstroGlobal } from 'astro'
import { reportComment } from '../domain/reports/service.ts'
import { clientOf } from './api.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

/**
 * Takes the form of a report. Where it leads says nothing of what became of it.
 * @throws DomainError as `reportComment` does
 */
export async function receiveReport(
  { locals, request }: Pick<AstroGlobal, 'locals' | 'request'>,
  commentId: string,
  form: FormValues,
): Promise<Response> {
  const report = { reason: form.get('reason') ?? '', note: form.get('note') ?? null }
  await reportComment(locals.context, commentId, report, {
    client: clientOf(locals, request),
    idempotencyKey: null,
  })
  return seeOther('/bao-cao-binh-luan/da-nhan/')
}
