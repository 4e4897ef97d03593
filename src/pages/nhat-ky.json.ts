import { ledgerAddress, readLedgerQuery } from '../domain/catalogue/ledger-rules.ts'
import { listLedger } from '../domain/catalogue/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { jsonResponse } from '../http/api.ts'
import { ledgerLine } from '../i18n/ledger-words.ts'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, url }) => {
  const { filter } = readLedgerQuery(url.searchParams)
  const { items, next } = await listLedger(ctx, filter)
  const { origin } = ctx.config.siteUrl
  const lines = items.map((entry) => {
    const { path, ...line } = ledgerLine(entry, ctx.reference, lang)
    return { ...line, address: new URL(path, origin).href }
  })
  const more = next === null ? null : new URL(ledgerAddress(filter, { after: next }), origin).href
  return jsonResponse({ items: lines, next: more }, { cache: 'shared' })
})
