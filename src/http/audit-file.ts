import type { AuditEntry } from '../domain/audit/query-rules.ts'
import type { StaffContext } from '../domain/context.ts'
import type { DownloadTable } from '../domain/downloads/rules.ts'
import { auditLine } from '../i18n/audit-words.ts'

const COLUMNS = [
  ...['at', 'action', 'what', 'actor', 'staff_id', 'who', 'subject', 'details', 'chain', 'seq', 'hash'],
]

/** What staff did, as the rows of a file. */
export function auditTable(ctx: StaffContext, entries: readonly AuditEntry[]): DownloadTable {
  const rows = entries.map((entry) => {
    const { what, who } = auditLine(entry, ctx.site.settings.reasons, 'vi')
    return [
      ...[entry.at, entry.action, what, entry.actor, entry.byId, who, entry.subject],
      ...[JSON.stringify(entry.details), entry.chain, { decimal: String(entry.seq) }, entry.hash],
    ]
  })
  return { columns: COLUMNS, rows }
}
