/** How a database that is away, full, read-only or held by somebody else is named by its driver or the network. */
const CODES =
  /^(?:ECONN(?:REFUSED|RESET)|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|08\w{3}|53\w{3}|57P0[1-5]|25P0[34]|55P03|25006|40001|40P01|SQLITE_(?:BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN).*)$/u
/** What pg says without a code. */
const WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client (?:has encountered a connection error|was closed)|Connection ended)/u
/** An error says what caused it, that what caused this, and so on; longer chains are circles. */
const MAX_DEPTH = 5

/** Whether something failed because the database cannot be had for now, so that the same may go well in a moment. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false
  const { code, errors } = error as { code?: unknown; errors?: unknown }
  if (typeof code === 'string' && CODES.test(code)) return true
  if (WORDS.test(error.message)) return true
  const causes = Array.isArray(errors) ? [...(errors as unknown[]), error.cause] : [error.cause]
  return causes.some((cause) => isDatabaseAway(cause, depth + 1))
}
