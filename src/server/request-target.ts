import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { remembered } from './remembered.ts'

/** Path and query of a request, as every later step may rely on: absolute, dot segments gone, decodable. */
export interface Target {
  /** Percent-encoded as in `URL.pathname`, and only where it has to be: one address, one spelling. */
  path: string
  /** Decoded; keys of static files are in this form. */
  plainPath: string
  /** With its question mark, or empty. */
  search: string
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/u
/** Letters, digits, `-`, `.`, `_` and `~`: escaped they are the same address (RFC 3986, 2.3 and 6.2.2.2). */
const NEEDLESS_ESCAPE = /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/giu
/** What is left where a path was escaped twice. */
const ESCAPE = /%[\da-f]{2}/iu

/**
 * Reads a request target; null when it is malformed (bad percent encoding, NUL, control characters), or escaped twice:
 * Astro unescapes a path until nothing is left to unescape, so what we look at would not be what it renders.
 */
export function parseTarget(raw: string): Target | null {
  if (raw.includes('%00')) return null
  const origin = /^https?:\/\//iu.test(raw) ? '' : 'http://site'
  if (origin !== '' && !raw.startsWith('/')) return null
  const url = URL.parse(origin + raw)
  if (url === null) return null
  try {
    const plainPath = decodeURIComponent(url.pathname)
    if (CONTROL.test(plainPath) || ESCAPE.test(plainPath)) return null
    const path = url.pathname.replace(NEEDLESS_ESCAPE, (escape) => decodeURIComponent(escape))
    return { path, plainPath, search: url.search }
  } catch {
    return null
  }
}

const NOT_PASSED_ON =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-client-ip|x-request-id|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|host)$/u

/**
 * The client's headers without those that claim who or where it is, or that concern the connection only.
 * `host` is always the site's own, whatever address was used to get here.
 */
export function believedHeaders(headers: IncomingHttpHeaders, host: string): IncomingHttpHeaders {
  const believed: IncomingHttpHeaders = { host }
  for (const [name, value] of Object.entries(headers)) {
    if (!NOT_PASSED_ON.test(name)) believed[name] = value
  }
  return believed
}

/** What may stand in `Host`: a name or an address, and a port. */
const HOST = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.]+\])(?::\d*)?$/iu

const MOST_HOSTS = 100
const isHost = remembered(MOST_HOSTS, (value) => HOST.test(value))

/**
 * Whether a request names one host, as RFC 9112, 3.2 wants it; HTTP/1.0 may name none. Which one is all the same to us,
 * and not to a proxy that goes by the other.
 */
export function namesOneHost({ rawHeaders, headers, httpVersionMinor }: IncomingMessage): boolean {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1
  }
  if (count === 0) return httpVersionMinor === 0
  return count === 1 && isHost(headers.host ?? '')
}

/**
 * Whether everybody sees the end of a request at the same place. HTTP/1.0 knows no chunks: a proxy of that age takes them
 * for the next request (RFC 9112, 6.1).
 */
export function endsForEverybody({ headers, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMinor > 0 || headers['transfer-encoding'] === undefined
}
