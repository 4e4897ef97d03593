import { decisionAddress, readRecordQuery, recordAddress } from '../domain/public-record/rules.ts'
import { listPublicDecisions } from '../domain/public-record/service.ts'
import { toAtom } from '../http/atom.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { fill } from '../i18n/fill.ts'
import { formatDate, formatInteger } from '../i18n/format.ts'
import { stepWords } from '../i18n/record-words.ts'
import { stringsFor } from '../i18n/strings.ts'

/** Entries of the feed; readers keep what they have seen. */
const MOST = 50
/** Before anything is decided a feed still needs a moment. */
const NEVER = '1970-01-01T00:00:00.000Z'

export const GET = publicRoute(async ({ locals: { context: ctx, lang }, url }) => {
  const { month } = readRecordQuery(url.searchParams)
  const { items } = await listPublicDecisions(ctx, { month, before: null, limit: MOST })
  const { name, publisher, reasons } = ctx.site.settings
  const { atom, record } = stringsFor(lang).publicRecord
  const absolute = (path: string): string => new URL(path, ctx.config.siteUrl.origin).href
  const feed = toAtom({
    page: absolute(recordAddress({ month })),
    self: absolute(recordAddress({ month }, 'atom')),
    title: fill(atom.title, { site: name }),
    author: publisher,
    language: lang,
    updated: items[0]?.at ?? NEVER,
    entries: items.map((item) => ({
      address: absolute(decisionAddress(item.seq)),
      updated: item.at,
      title: fill(atom.entry, { seq: formatInteger(item.seq, lang), step: stepWords(item, lang) }),
      content: [
        ...(item.sample ? [record.sample] : []),
        ...(item.reason === null ? [] : [reasons[item.reason].label]),
        record.actors[item.actor],
        fill(record.received, { day: formatDate(item.receivedOn, lang) }),
        `${record.hash} ${item.hash}`,
      ].join('. '),
    })),
  })
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
})
