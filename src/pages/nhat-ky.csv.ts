import { readLedgerQuery } from '../domain/catalogue/ledger-rules.ts'
import { listLedger } from '../domain/catalogue/service.ts'
import { toCsv } from '../domain/downloads/service.ts'
import { vietnamDay } from '../domain/periods/rules.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { ledgerLine } from '../i18n/ledger-words.ts'

const COLUMNS = [
  ...['kind', 'at', 'title', 'sample', 'before', 'after', 'reason', 'figures'],
  ...['dataset', 'version', 'address', 'hash', 'previous_hash'],
]

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, url }) => {
  const { filter } = readLedgerQuery(url.searchParams)
  const { items } = await listLedger(ctx, filter)
  const rows = items.map((entry) => {
    const line = ledgerLine(entry, ctx.reference, lang)
    return [
      ...[line.kind, line.at, line.title, line.sample, line.before, line.after, line.reason],
      line.figures === null ? null : { decimal: String(line.figures) },
      ...[line.dataset, { decimal: String(line.version) }],
      new URL(line.path, ctx.config.siteUrl.origin).href,
      ...[line.hash, line.previousHash],
    ]
  })
  const bom = url.searchParams.get('bom') === '1'
  return new Response(toCsv({ columns: COLUMNS, rows }, { bom }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="nhat-ky_${vietnamDay(ctx.now())}.csv"`,
    },
  })
})
