import { isDomainError, type FieldFault, type FieldProblem } from '../domain/errors.ts'
import { fill } from '../i18n/fill.ts'
import { stringsFor, type Language } from '../i18n/strings.ts'
import { isDatabaseAway } from './away.ts'
import { STATUS, isRequestError, type ProblemCode } from './errors.ts'

/** A refused request in words, for a page or for the API. */
export interface Failure {
  code: ProblemCode
  status: number
  title: string
  detail: string
  fields: FieldProblem[]
  /** Seconds until it makes sense to try again. */
  retryAfter?: number
  /** What stands now, where a decision came too late. */
  current?: object
  /** What to solve before sending again. */
  challenge?: object
  /** What to send along from a page, in place of a solution. */
  confirmation?: string
}

/** A database is back after seconds, or after somebody came. */
const TRY_AGAIN_SECONDS = 5

/** What an error means to the client; anything unexpected is `internal` and says nothing of its cause. */
export function describeFailure(error: unknown, lang: Language): Failure {
  if (isRequestError(error)) return failure(error.code, lang)
  if (!isDomainError(error)) return isDatabaseAway(error) ? unavailable(lang) : failure('internal', lang)
  const step = detailOf(error.fields, lang)
  return {
    ...failure(error.code, lang, error.retryAfter),
    ...(step !== null && { detail: step }),
    fields: describeFields(error.fields, lang),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(error.current !== undefined && { current: error.current }),
    ...(error.challenge !== undefined && { challenge: error.challenge }),
    ...(error.confirmation !== undefined && { confirmation: error.confirmation }),
  }
}

export function describeFields(faults: readonly FieldFault[], lang: Language): FieldProblem[] {
  const { errors } = stringsFor(lang)
  const texts: Readonly<Record<string, string>> = errors.field
  const steps: Readonly<Record<string, string>> = errors.step
  return faults.map((fault) => {
    const text =
      texts[`${fault.pointer} ${fault.code}`] ?? steps[fault.code] ?? texts[fault.code] ?? errors.field.other
    return { ...fault, detail: fill(text, { n: fault.count ?? '' }) }
  })
}

/** RFC 9457 problem+json. */
export function problemResponse(
  error: unknown,
  lang: Language,
  headers: Record<string, string> = {},
): Response {
  const { code, status, title, detail, fields, retryAfter, current, challenge } = describeFailure(error, lang)
  const body = {
    type: `urn:problem:${code}`,
    title,
    status,
    detail,
    ...(fields.length > 0 && {
      errors: fields.map(({ pointer, code: field, detail: text }) => ({
        pointer,
        code: field,
        detail: text,
      })),
    }),
    ...(current !== undefined && { current }),
    ...(challenge !== undefined && { challenge }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': lang,
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...headers,
    },
  })
}

function unavailable(lang: Language): Failure {
  return { ...failure('unavailable', lang), retryAfter: TRY_AGAIN_SECONDS }
}

function failure(code: ProblemCode, lang: Language, retryAfter = 0): Failure {
  const { errors } = stringsFor(lang)
  const detail = fill(errors.detail[code], { n: Math.max(1, Math.ceil(retryAfter / 60)) })
  return { code, status: STATUS[code], title: errors.title[code], detail, fields: [] }
}

/** A fault that speaks of the request as a whole gives the detail. */
function detailOf(fields: readonly FieldFault[], lang: Language): string | null {
  const { errors } = stringsFor(lang)
  const texts: Readonly<Record<string, string>> = { ...errors.step, ...errors.detail }
  const fault = fields.find((field) => field.pointer === '/action' || field.pointer === '')
  return fault === undefined ? null : (texts[fault.code] ?? null)
}
