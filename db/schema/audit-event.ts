/** Append-only: triggers refuse UPDATE and DELETE. Each row carries the hash of the one before. */
export interface AuditEventTable {
  /** Position in the chain, from 1, without gaps. */
  seq: number
  at: string
  /** `command`: someone at the machine itself, with `npm run admin`. */
  actor: 'staff' | 'command' | 'system'
  /** Set exactly when `actor` is `staff`. No foreign key: the log outlives accounts. */
  staff_id: string | null
  action: string
  /** `<kind>/<id>`: `staff/0190…`. */
  subject: string
  /** JSON object of plain values, without names, addresses or texts. */
  details: string
  prev_hash: string
  hash: string
}
