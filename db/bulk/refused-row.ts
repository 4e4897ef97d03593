/** SQLite's own names, and of PostgreSQL's classes those of data (22) and of constraints (23). */
const REFUSED = /^(?:SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH)|2[23][0-9A-Z]{3}$)/u

/** Whether the database refused what was to be written for its own sake: anything else may be written all the same. */
export function isRefusedRow(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && REFUSED.test(code)
}
