import { toCsv } from '../domain/downloads/service.ts'
import { vietnamDay } from '../domain/periods/rules.ts'
import { MOST_DECISIONS, readRecordQuery } from '../domain/public-record/rules.ts'
import { listPublicDecisions } from '../domain/public-record/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { decisionItem } from '../http/api/record-item.ts'

const COLUMNS = [
  ...['seq', 'action', 'from_status', 'to_status', 'reason', 'rule', 'actor', 'at', 'received_on'],
  ...['receipt', 'sample', 'previous_hash', 'hash', 'record', 'address'],
]

export const GET = publicRoute(async ({ locals: { context: ctx }, url }) => {
  const query = readRecordQuery(url.searchParams)
  const { items } = await listPublicDecisions(ctx, { ...query, limit: MOST_DECISIONS })
  const rows = items.map((decision) => {
    const item = decisionItem(ctx, decision)
    return [
      { decimal: String(item.seq) },
      ...[item.action, item.fromStatus, item.toStatus, item.reason, item.rule, item.actor, item.at],
      ...[item.receivedOn, item.receipt, item.sample, item.previousHash, item.hash],
      ...[item.record === null ? null : JSON.stringify(item.record), item.address],
    ]
  })
  const bom = url.searchParams.get('bom') === '1'
  return new Response(toCsv({ columns: COLUMNS, rows }, { bom }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="kiem-duyet-cong-khai_${vietnamDay(ctx.now())}.csv"`,
    },
  })
})
