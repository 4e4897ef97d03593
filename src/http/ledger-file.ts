import { ledgerAddress, type LedgerFilter } from '../domain/catalogue/ledger-rules.ts'
import type { Context } from '../domain/context.ts'
import type { DownloadTable } from '../domain/downloads/rules.ts'
import type { Language } from '../domain/languages/rules.ts'
import type { LedgerEntry } from '../domain/releases/publication-rules.ts'
import { ledgerLine } from '../i18n/ledger-words.ts'

const COLUMNS = [
  ...['kind', 'at', 'title', 'sample', 'before', 'after', 'reason', 'figures'],
  ...['dataset', 'version', 'address', 'hash', 'previous_hash'],
]

/** Entries of the ledger as its CSV holds them. */
export function ledgerTable(ctx: Context, lang: Language, items: readonly LedgerEntry[]): DownloadTable {
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
  return { columns: COLUMNS, rows }
}

/** Entries of the ledger as its JSON holds them; `next` is the address of the older part, null at the end. */
export function ledgerJson(
  ctx: Context,
  lang: Language,
  filter: LedgerFilter,
  { items, next }: { items: readonly LedgerEntry[]; next: string | null },
) {
  const { origin } = ctx.config.siteUrl
  const lines = items.map((entry) => {
    const { path, ...line } = ledgerLine(entry, ctx.reference, lang)
    return { ...line, address: new URL(path, origin).href }
  })
  const more = next === null ? null : new URL(ledgerAddress(filter, { after: next }), origin).href
  return { items: lines, next: more }
}
