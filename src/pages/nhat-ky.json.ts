import { readLedgerQuery } from '../domain/catalogue/ledger-rules.ts'
import { listLedger } from '../domain/catalogue/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { jsonResponse } from '../http/api.ts'
import { ledgerJson } from '../http/ledger-file.ts'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, url }) => {
  const { filter } = readLedgerQuery(url.searchParams)
  return jsonResponse(ledgerJson(ctx, lang, filter, await listLedger(ctx, filter)), { cache: 'shared' })
})
