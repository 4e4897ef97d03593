import type { ErrorCode } from '../domain/errors.ts'

/** What can be wrong with a request before a use case sees it. */
export type RequestErrorCode =
  'malformed' | 'unsupported-type' | 'foreign-origin' | 'method-not-allowed' | 'unavailable' | 'internal'

export type ProblemCode = ErrorCode | RequestErrorCode

/** The one table from error to status. */
export const STATUS: Readonly<Record<ProblemCode, number>> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  'foreign-origin': 403,
  'comments-closed': 403,
  'not-found': 404,
  gone: 410,
  'method-not-allowed': 405,
  conflict: 409,
  'unsupported-type': 415,
  invalid: 422,
  'idempotency-mismatch': 422,
  'challenge-required': 428,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
}

/** A request that cannot be read or is not accepted as it came. */
export class RequestError extends Error {
  readonly code: RequestErrorCode
  /** What a form held as far as it could be read, so that nothing typed is lost. */
  readonly values: FormValues

  constructor(code: RequestErrorCode, message: string, values: FormValues = new Map()) {
    super(message)
    this.name = 'RequestError'
    this.code = code
    this.values = values
  }
}

/** The first value of each field of a form. */
export type FormValues = ReadonlyMap<string, string>

export function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'RequestError'
}

/** Whether the fault is the site's own: no page can show it beside a form, and the log has to have its cause. */
export function isOurs(code: ProblemCode): boolean {
  return code === 'internal' || code === 'unavailable'
}
