import { readLedgerQuery } from '../domain/catalogue/ledger-rules.ts'
import { listLedger } from '../domain/catalogue/service.ts'
import { toCsv } from '../domain/downloads/service.ts'
import { vietnamDay } from '../domain/periods/rules.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { ledgerTable } from '../http/ledger-file.ts'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, url }) => {
  const { filter } = readLedgerQuery(url.searchParams)
  const { items } = await listLedger(ctx, filter)
  const bom = url.searchParams.get('bom') === '1'
  return new Response(toCsv(ledgerTable(ctx, lang, items), { bom }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="nhat-ky_${vietnamDay(ctx.now())}.csv"`,
    },
  })
})
