import { addressIn } from '../domain/languages/rules.ts'
import { languageOfWords, vietnameseParts } from '../domain/languages/vietnamese-rules.ts'

/** Comments, elements whose content is no markup, and tags; between them stands text. */
const PIECES =
  /<!--[\s\S]*?-->|<(script|style|textarea|title)\b(?:"[^"]*"|'[^']*'|[^'">])*>[\s\S]*?<\/\1\s*>|<\/?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/giu
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
    raw !== undefined || piece.startsWith('<!--') || piece.startsWith('</') ? piece : turnTag(piece, origin),
  )
}

/** What people wrote: one element of paragraphs, breaks and links, which stays one and is marked as a whole. */
const TYPED = /(<div class="(?:comment|answer)-text"[^>]*)>([\s\S]*?)(?=<\/div>)/gu
/** Elements without an end, and those that hold text alone. */
const VOID = /^<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b/iu
const TEXT_ALONE: ReadonlySet<string> = new Set(['option', 'svg', 'code', 'pre'])

/**
 * Marks what is Vietnamese in an English page, so that it is read out and broken into lines as such: titles of
 * documents, and what the office has not said in English. What an element says of its own language stands.
 */
export function markVietnamese(page: string): string {
  const start = page.search(/<body\b/u)
  if (start < 0) return page
  const markup = page.replace(TYPED, (whole: string, tag: string, content: string) => {
    const texts = content.split(/<[^>]*>/u)
    return texts.some((text) => languageOfWords(text, 'en') !== undefined)
      ? `${tag} lang="vi">${content}`
      : whole
  })
  /** Open elements, and whether text in them is left alone. */
  const open: { name: string; quiet: boolean }[] = []
  let marked = markup.slice(0, start)
  let from = start
  const say = (text: string): string => (open.at(-1)?.quiet === true ? text : markText(text))
  for (const match of markup.matchAll(PIECES)) {
    const [piece, raw] = match
    if (match.index < start) continue
    marked += say(markup.slice(from, match.index)) + piece
    from = match.index + piece.length
    if (raw !== undefined || piece.startsWith('<!--') || piece.endsWith('/>') || VOID.test(piece)) continue
    const name = /^<\/?([a-z][^\s/>]*)/iu.exec(piece)?.[1]?.toLowerCase() ?? ''
    if (piece.startsWith('</')) {
      const at = open.findLastIndex((element) => element.name === name)
      if (at >= 0) open.length = at
    } else {
      const own = name !== 'html' && [...piece.matchAll(ATTRIBUTES)].some(([, , key]) => key === 'lang')
      open.push({ name, quiet: own || TEXT_ALONE.has(name) || open.at(-1)?.quiet === true })
    }
  }
  return marked + say(markup.slice(from))
}

function markText(text: string): string {
  if (text.trim() === '') return text
  return vietnameseParts(text)
    .map((part) =>
      part.vietnamese
        ? part.text.replace(/^(\s*)([\s\S]*?)(\s*)$/u, '$1<span lang="vi">$2</span>$3')
        : part.text,
    )
    .join('')
}

/** An address of ours, with scheme and host or without, in English; any other as it is. */
export function turnAddress(address: string, origin: string): string {
  const absolute = address === origin || address.startsWith(`${origin}/`)
  if (!absolute) return addressIn(address, 'en')
  return origin + addressIn(address.slice(origin.length) || '/', 'en')
}

/** Redirects and markup leave in English; everything else as it is. */
export async function inEnglish(response: Response, origin: string): Promise<Response> {
  const { status } = response
  const headers = new Headers(response.headers)
  const location = headers.get('location')
  if (location !== null) headers.set('location', turnAddress(location, origin))
  const isMarkup = /^(?:text\/html|application\/atom\+xml)\b/u.test(headers.get('content-type') ?? '')
  if (!isMarkup && location === null) return response
  headers.delete('content-length')
  const body = isMarkup ? print(await response.text(), headers, origin) : response.body
  return new Response(body, { status, headers })
}

function print(markup: string, headers: Headers, origin: string): string {
  const turned = turnToEnglish(markup, origin)
  return headers.get('content-type')?.startsWith('text/html') === true ? markVietnamese(turned) : turned
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
