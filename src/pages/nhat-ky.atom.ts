import { ledgerAddress, readLedgerQuery } from '../domain/catalogue/ledger-rules.ts'
import { listLedger } from '../domain/catalogue/service.ts'
import { toAtom } from '../http/atom.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { fill } from '../i18n/fill.ts'
import { feedWords, ledgerLine } from '../i18n/ledger-words.ts'
import { stringsFor } from '../i18n/strings.ts'

/** Entries of the feed; readers keep what they have seen. */
const MOST = 50
/** Before anything is published a feed still needs a moment. */
const NEVER = '1970-01-01T00:00:00.000Z'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, url }) => {
  const { filter } = readLedgerQuery(url.searchParams)
  const { items } = await listLedger(ctx, filter, MOST)
  const lines = items.map((entry) => ledgerLine(entry, ctx.reference, lang))
  const { name, publisher } = ctx.site.settings
  const absolute = (path: string): string => new URL(path, ctx.config.siteUrl.origin).href
  const feed = toAtom({
    page: absolute(ledgerAddress(filter)),
    self: absolute(ledgerAddress(filter, { ending: 'atom' })),
    title: fill(stringsFor(lang).ledger.atom.title, { site: name }),
    author: publisher,
    language: lang,
    updated: lines[0]?.at ?? NEVER,
    entries: lines.map((line) => ({
      address: absolute(line.path),
      updated: line.at,
      ...feedWords(line, lang),
    })),
  })
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
})
