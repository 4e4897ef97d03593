import type { APIRoute } from 'astro'
import { readAuditQuery } from '../../domain/audit/query-rules.ts'
import { listAudit, MAX_AUDIT_ROWS } from '../../domain/audit/service.ts'
import { toCsv } from '../../domain/downloads/service.ts'
import { DomainError } from '../../domain/errors.ts'
import { vietnamDay } from '../../domain/periods/rules.ts'
import { auditTable } from '../../http/audit-file.ts'
import { staffContext } from '../../http/cookies.ts'

/** @throws DomainError as `listAudit` does; invalid where there is too much for one file */
export const GET: APIRoute = async ({ locals, url }) => {
  const ctx = staffContext(locals)
  const { items, next } = await listAudit(ctx, readAuditQuery(url.searchParams), MAX_AUDIT_ROWS)
  if (next !== null)
    throw new DomainError('invalid', 'too many rows', { fields: [{ pointer: '', code: 'too-many-rows' }] })
  return new Response(toCsv(auditTable(ctx, items), { bom: url.searchParams.get('bom') === '1' }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="nhat-ky-can-bo_${vietnamDay(ctx.now())}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
