import type { z } from 'zod'
import { DomainError, type FieldFault } from '../domain/errors.ts'
import { RequestError, type FormValues } from './errors.ts'

/**
 * Reads an HTML form. Of a field that comes more than once the first value counts; NUL is dropped.
 * @throws RequestError unsupported-type, or malformed (with what could be read) where it is not UTF-8
 */
export async function readForm(request: Request): Promise<FormValues> {
  if (!hasType(request, 'application/x-www-form-urlencoded')) {
    throw new RequestError('unsupported-type', 'not a form')
  }
  const bytes = await request.arrayBuffer()
  const text = decode(bytes)
  const values = new Map<string, string>()
  let broken = text === null
  for (const pair of (text ?? new TextDecoder().decode(bytes)).split('&')) {
    const [name = '', ...rest] = pair.split('=')
    const field = unescapeField(name)
    const value = unescapeField(rest.join('='))
    broken ||= field.broken || value.broken
    if (field.text !== '' && !values.has(field.text)) values.set(field.text, value.text)
  }
  if (broken) throw new RequestError('malformed', 'the form is not UTF-8', values)
  return values
}

/**
 * Reads and checks a JSON body; NUL is dropped from its texts.
 * @throws RequestError unsupported-type or malformed; DomainError invalid with a pointer for each field
 */
export async function readJson<T extends z.ZodType>(request: Request, schema: T): Promise<z.infer<T>> {
  if (!hasType(request, 'application/json')) throw new RequestError('unsupported-type', 'not JSON')
  const text = decode(await request.arrayBuffer())
  if (text === null) throw new RequestError('malformed', 'not UTF-8')
  let value: unknown
  try {
    value = JSON.parse(text, text.includes(NUL_IN_JSON) ? withoutNul : undefined)
  } catch {
    throw new RequestError('malformed', 'not JSON')
  }
  return checkInput(schema, value)
}

/** As {@link readJson}, where no body at all means an empty object. */
export async function readOptionalJson<T extends z.ZodType>(
  request: Request,
  schema: T,
): Promise<z.infer<T>> {
  const empty = !request.headers.has('content-type') && (request.headers.get('content-length') ?? '0') === '0'
  return empty ? checkInput(schema, {}) : readJson(request, schema)
}

/** Checks the query of an address. @throws DomainError invalid with a pointer for each parameter */
export function readQuery<T extends z.ZodType>(url: URL, schema: T): z.infer<T> {
  return checkInput(schema, Object.fromEntries(url.searchParams))
}

function checkInput<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  const fields = result.error.issues.map((issue): FieldFault => {
    const pointer = issue.path
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('')
    return { pointer, code: codeOf(issue) }
  })
  throw new DomainError('invalid', 'input refused', { fields })
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : 'wrong-type'
  return issue.code === 'invalid_value' ? 'unknown' : 'other'
}

function hasType(request: Request, type: string): boolean {
  const [name = '', ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='))
  return name.trim() === type && (charset === undefined || /^charset="?utf-?8"?$/u.test(charset))
}

/** As JSON writes the one character that PostgreSQL takes in no text, and that nobody types. */
const NUL_IN_JSON = String.raw`\u0000`

function withoutNul(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value
}

function decode(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function unescapeField(escaped: string): { text: string; broken: boolean } {
  const spaced = escaped.replaceAll('+', ' ')
  try {
    return { text: decodeURIComponent(spaced).replaceAll('\0', ''), broken: false }
  } catch {
    // Keeps what can be read, so that the person finds their text again.
    const text = spaced.replace(/(?:%[\da-f]{2})+/giu, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    )
    return { text: text.replaceAll('\0', ''), broken: true }
  }
}
