import { addressIn } from '../domain/languages/rules.ts'
import { languageOfWords, vietnameseParts } from '../domain/languages/vietnamese-rules.ts'
import { walkMarkup, type Tag } from './markup.ts'

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
  return walkMarkup(markup, { tag: ({ text }) => turnTag(text, origin), text: (text) => text })
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
  const type = headers.get('content-type') ?? ''
  const isPage = type.startsWith('text/html')
  if (!isPage && !type.startsWith('application/atom+xml')) {
    return location === null ? response : new Response(response.body, { status, headers })
  }
  headers.delete('content-length')
  const turned = turnToEnglish(await response.text(), origin)
  return new Response(isPage ? markVietnamese(turned) : turned, { status, headers })
}

function turnTag(tag: string, origin: string): string {
  // Most tags have no address of ours.
  if (!tag.includes('="/') && !tag.includes("='/") && !tag.includes(origin)) return tag
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

/** What people wrote: one element of paragraphs, breaks and links, which stays one and is marked as a whole. */
const TYPED = /(<div class="(?:comment|answer)-text"[^>]*)>([\s\S]*?)(?=<\/div>)/gu
/** Elements that hold text alone. */
const TEXT_ALONE: ReadonlySet<string> = new Set(['option', 'svg', 'code', 'pre'])
const OWN_LANGUAGE = /\slang="/u

/**
 * Marks what is Vietnamese in an English page, so that it is read out and broken into lines as such: titles of
 * documents, and what the office has not said in English. What an element says of its own language stands.
 */
export function markVietnamese(page: string): string {
  const start = page.search(/<body\b/u)
  if (start < 0) return page
  const body = page.slice(start).replace(TYPED, (whole: string, tag: string, content: string) => {
    const texts = content.split(/<[^>]*>/u)
    return texts.some((text) => languageOfWords(text, 'en') !== undefined)
      ? `${tag} lang="vi">${content}`
      : whole
  })
  /** Open elements, and whether text in them is left alone. */
  const open: { name: string; quiet: boolean }[] = []
  const follow = ({ name, kind, text }: Tag): string => {
    if (kind === 'start') {
      const own = text.includes('lang=') && OWN_LANGUAGE.test(text)
      open.push({ name, quiet: own || TEXT_ALONE.has(name) || open.at(-1)?.quiet === true })
    } else if (kind === 'end') {
      const at = open.findLastIndex((element) => element.name === name)
      if (at >= 0) open.length = at
    }
    return text
  }
  const text = (words: string): string => (open.at(-1)?.quiet === true ? words : markText(words))
  return page.slice(0, start) + walkMarkup(body, { tag: follow, text })
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
