import { toCsv } from '../domain/downloads/service.ts'
import { vietnamDay } from '../domain/periods/rules.ts'
import { MOST_DECISIONS, readRecordQuery } from '../domain/public-record/rules.ts'
import { listPublicDecisions } from '../domain/public-record/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { decisionTable } from '../http/api/record-item.ts'

export const GET = publicRoute(async ({ locals: { context: ctx }, url }) => {
  const query = readRecordQuery(url.searchParams)
  const { items } = await listPublicDecisions(ctx, { ...query, limit: MOST_DECISIONS })
  const bom = url.searchParams.get('bom') === '1'
  return new Response(toCsv(decisionTable(ctx, items), { bom }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="kiem-duyet-cong-khai_${vietnamDay(ctx.now())}.csv"`,
    },
  })
})
