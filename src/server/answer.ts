import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { compressQuickly, isCompressible, pickEncoding, type Encoding } from './encoding.ts'

/** Header names in lower case; a list for headers that stand several times (set-cookie). */
export type AnswerHeaders = Record<string, string | string[]>

/** What is sent back, before the reader's encoding, the conditions and the security headers are applied. */
export interface Answer {
  status: number
  headers: AnswerHeaders
  body: Buffer | Readable
  /** Compressed forms made beforehand, for answers that are sent often. */
  encoded?: Partial<Record<Encoding, Buffer>>
}

/** What of the request decides how an answer is sent. */
export interface Conditions {
  method: string
  acceptEncoding: string | undefined
  ifNoneMatch: string | undefined
}

const COMPRESS_FROM_BYTES = 1024
const BODY_HEADERS: ReadonlySet<string> = new Set(['content-length', 'content-encoding'])
const CONTENT_HEADERS: ReadonlySet<string> = new Set([...BODY_HEADERS, 'content-type'])
const BODILESS = new Set([204, 205, 304])

/** A header with a single value, or undefined. */
export function headerOf(headers: AnswerHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** Entity tag of a body; a weak one where the bytes sent may differ by encoding. */
export function entityTag(body: Buffer, strength: 'weak' | 'strong'): string {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 27)
  return strength === 'weak' ? `W/"${digest}"` : `"${digest}"`
}

/**
 * Makes an answer ready to be sent: caching defaults, entity tag and 304, the reader's encoding, length.
 * A stream passes as it is. The answer handed in is not changed, so it can be kept and sent again.
 */
export async function finish(answer: Answer, conditions: Conditions): Promise<Answer> {
  const { body, encoded = {} } = answer
  const encoding = encodingOf(answer, conditions)
  if (encoding === 'identity' || encoded[encoding] !== undefined || !Buffer.isBuffer(body)) {
    return settle(answer, conditions)
  }
  return settle(
    { ...answer, encoded: { ...encoded, [encoding]: await compressQuickly(body, encoding) } },
    conditions,
  )
}

/** As {@link finish}, at once: an encoding is sent only where it is there already. */
export function settle(answer: Answer, conditions: Conditions): Answer {
  const { status, body } = answer
  const headers = { ...answer.headers }
  if (headers['content-type'] === 'text/html') headers['content-type'] = 'text/html; charset=utf-8'
  if (headers['cache-control'] === undefined) {
    if (status >= 400) headers['cache-control'] = 'no-store'
    else if (status === 200) headers['cache-control'] = 'no-cache'
  }
  if (!Buffer.isBuffer(body)) {
    delete headers['content-length']
    return { status, headers, body }
  }
  if (BODILESS.has(status))
    return { status, headers: without(headers, CONTENT_HEADERS), body: Buffer.alloc(0) }

  const kept = /\bno-store\b/iu.test(headerOf(headers, 'cache-control') ?? '')
  const tagged = status === 200 && isRead(conditions.method) && !kept
  if (tagged) headers['etag'] ??= entityTag(body, 'weak')
  const sent = encode({ ...answer, headers, body }, conditions)
  if (tagged && matches(conditions.ifNoneMatch, headerOf(sent.headers, 'etag'))) {
    // The type stays: it decides on the policy, and a browser replaces the stored policy by the one of this answer.
    return { status: 304, headers: without(sent.headers, BODY_HEADERS), body: Buffer.alloc(0) }
  }
  sent.headers['content-length'] = String(sent.body.length)
  return sent
}

/** Whether an answer is sent in the encoding that suits its reader. */
export function isEncodable({ headers, body }: Answer): boolean {
  return (
    Buffer.isBuffer(body) &&
    body.length >= COMPRESS_FROM_BYTES &&
    headers['content-encoding'] === undefined &&
    isCompressible(headerOf(headers, 'content-type') ?? '') &&
    !/\bno-transform\b/iu.test(headerOf(headers, 'cache-control') ?? '')
  )
}

function encodingOf(answer: Answer, { acceptEncoding }: Conditions): Encoding | 'identity' {
  if (BODILESS.has(answer.status) || !isEncodable(answer)) return 'identity'
  return pickEncoding(acceptEncoding)
}

function encode(answer: Answer & { body: Buffer }, conditions: Conditions): Answer & { body: Buffer } {
  const { status, headers, body } = answer
  if (!isEncodable(answer)) return { status, headers, body }
  addVary(headers, 'Accept-Encoding')
  const encoding = encodingOf(answer, conditions)
  const bytes = encoding === 'identity' ? undefined : answer.encoded?.[encoding]
  if (encoding === 'identity' || bytes === undefined) return { status, headers, body }
  headers['content-encoding'] = encoding
  const etag = headerOf(headers, 'etag')
  // A strong tag names exact bytes, so each encoding has its own.
  if (etag?.startsWith('"') === true) headers['etag'] = `${etag.slice(0, -1)}-${encoding}"`
  return { status, headers, body: bytes }
}

function addVary(headers: AnswerHeaders, field: string): void {
  const present = headerOf(headers, 'vary')
  if (present === undefined || present === '') headers['vary'] = field
  else if (!present.toLowerCase().includes(field.toLowerCase())) headers['vary'] = `${present}, ${field}`
}

function without(headers: AnswerHeaders, names: ReadonlySet<string>): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name)))
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Weak comparison, as conditional reads use it. */
export function matches(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  const bare = etag.replace(/^W\//u, '')
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//u, '') === bare)
}
