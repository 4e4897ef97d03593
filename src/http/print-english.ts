import { addressIn } from '../domain/languages/rules.ts'

/** Comments, elements whose content is no markup, and tags; between them stands text. */
const PIECES =
  /<!--[\s\S]*?-->|<(script|style|textarea|title)\b(?:"[^"]*"|'[^']*'|[^'">])*>[\s\S]*?<\/\1\s*>|<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/giu
/** Walked from the first, so that no value is taken for an attribute. */
const ATTRIBUTES = /(\s+)([^\s=>"'/]+)(?:=(?:"([^"]*)"|'([^']*)'))?/gu
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'action', 'formaction', 'src', 'cite'])
const ADDRESS_OF_PAGE = /^(?:og|twitter):(?:url|image)$/u

/**
 * Turns the finished markup of an English page towards English pages: links, forms, pictures and the page's own
 * address get their `/en`. Pages and components write every address in its Vietnamese form. Text, comments, scripts
 * and structured data stay as they are, and so does what says itself which language it leads to (`hreflang`), and
 * what readers wrote (`rel="ugc"`).
 * @param origin scheme, host and port of the site; addresses with it are the site's own
 */
export function turnToEnglish(markup: string, origin: string): string {
  return markup.replace(PIECES, (piece, raw: string | undefined) =>
    raw !== undefined || piece.startsWith('<!--') ? piece : turnTag(piece, origin),
  )
}

/** An address of ours, with scheme and host or without, in English; any other as it is. */
export function turnAddress(address: string, origin: string): string {
  const absolute = address === origin || address.startsWith(`${origin}/`)
  if (!absolute) return addressIn(address, 'en')
  return origin + addressIn(address.slice(origin.length) || '/', 'en')
}

/** Redirects and markup leave in the language of the page; everything else as it is. */
export async function inEnglish(response: Response, origin: string): Promise<Response> {
  const { status } = response
  const headers = new Headers(response.headers)
  const location = headers.get('location')
  if (location !== null) headers.set('location', turnAddress(location, origin))
  const isMarkup = /^(?:text\/html|application\/atom\+xml)\b/u.test(headers.get('content-type') ?? '')
  if (!isMarkup && location === null) return response
  headers.delete('content-length')
  const body = isMarkup ? turnToEnglish(await response.text(), origin) : response.body
  return new Response(body, { status, headers })
}

function turnTag(tag: string, origin: string): string {
  const values = new Map([...tag.matchAll(ATTRIBUTES)].map(([, , name = '', value]) => [name, value ?? '']))
  if (values.has('hreflang') || /\bugc\b/u.test(values.get('rel') ?? '')) return tag
  const ofPage = ADDRESS_OF_PAGE.test(values.get('property') ?? values.get('name') ?? '')
  return tag.replace(ATTRIBUTES, (whole, space: string, name: string, double?: string, single?: string) => {
    const value = double ?? single
    if (value === undefined) return whole
    const quote = double === undefined ? "'" : '"'
    if (ADDRESSES.has(name) || (ofPage && name === 'content')) {
      return `${space}${name}=${quote}${turnAddress(value, origin)}${quote}`
    }
    if (name !== 'srcset') return whole
    const set = value.split(/,\s+/u).map((one) => turnAddress(one, origin))
    return `${space}${name}=${quote}${set.join(', ')}${quote}`
  })
}
