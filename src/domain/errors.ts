export type ErrorCode =
  | 'not-found'
  | 'gone'
  | 'forbidden'
  | 'unauthorized'
  | 'conflict'
  | 'comments-closed'
  | 'invalid'
  | 'idempotency-mismatch'
  | 'rate-limited'
  | 'challenge-required'

/** One field that was refused. */
export interface FieldFault {
  /** JSON pointer: `/body`; empty for the request as a whole. */
  pointer: string
  /** Kebab-case, stable: `too-short`. */
  code: string
  /** The number that the message names: a bound, or by how much it was missed. */
  count?: number
}

/** A refused field as forms and the API print it. */
export interface FieldProblem extends FieldFault {
  /** In the reader's language. */
  detail: string
}

interface ErrorDetails {
  fields?: readonly FieldFault[]
  retryAfter?: number
  current?: object
  challenge?: object
  confirmation?: string
}

/** A use case that cannot go on. `src/http/` turns the code into a status, in one table. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly fields: readonly FieldFault[]
  /** Seconds, with `rate-limited`. */
  readonly retryAfter: number | undefined
  /** What stands now, with `conflict`. */
  readonly current: object | undefined
  /** What the sender's browser has to solve, and what the page asks instead, with `challenge-required`. */
  readonly challenge: object | undefined
  readonly confirmation: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.fields = details.fields ?? []
    this.retryAfter = details.retryAfter
    this.current = details.current
    this.challenge = details.challenge
    this.confirmation = details.confirmation
  }
}

/** Works across separately loaded copies of this module, where `instanceof` would not. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === 'DomainError'
}

/** What was looked for, or null where it is not there; any other error goes on. */
export async function orNotFound<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if (isDomainError(error) && error.code === 'not-found') return null
    throw error
  }
}
