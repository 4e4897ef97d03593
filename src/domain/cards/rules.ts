import type { ChartDescription } from '../charts/rules.ts'

/** The picture that stands for a page where its address is shared, as data: words ready to be printed. */
export interface ShareCard {
  siteName: string
  /** Above the title: what kind of page it is. */
  kicker: string
  title: string
  /** Below the title where no number stands: what the page is about. */
  text: string | null
  /** The number that the page is about. */
  figure: { value: string; label: string } | null
  /** In place of the number, or beside it. */
  chart: ChartDescription | null
  /** Whose number it is; when an article was published. */
  source: string | null
  /** Set where the numbers are samples: printed across the picture. A card never mixes them with real ones. */
  sampleMark: string | null
}

/** Counted up whenever cards are drawn in another way, so that nobody keeps the old ones. */
const DRAWN_AS = 1
const FOLDER = '/anh-chia-se/'
const HOME = 'trang-chu'
/** In place of the address of a page without a picture of its own. */
export const ANY_PAGE = '/trang/'

/**
 * Address of the picture of a page. It changes whenever the picture does, so that it may be kept for good; an older
 * one leads to the newest.
 * @param page address of the page, as pages write it, without a language
 */
export function cardAddress(page: string, card: ShareCard): string {
  const [path = '', query] = page.split('?')
  const name = path.replace(/^\/|\/$/gu, '') || HOME
  return `${FOLDER}${fingerprint(JSON.stringify([DRAWN_AS, card]))}/${name}.png${query === undefined ? '' : `?${query}`}`
}

/** Which page a picture belongs to. @param name what stands between the fingerprint and the ending */
export function pageOfCard(name: string): string {
  if (name === HOME) return '/'
  // Figures and their revisions are the pages whose address ends without a slash.
  return /^so-lieu\/./u.test(name) ? `/${name}` : `/${name}/`
}

/** What a picture shows, in words: for who cannot see it. */
export function cardAlternative({ title, figure, sampleMark }: ShareCard): string {
  const parts = [title, figure === null ? null : `${figure.label}: ${figure.value}`, sampleMark]
  return parts.filter((part) => part !== null).join('. ')
}

/** 53 bits of a text; tells versions of one picture apart, and protects nothing. cyrb53, public domain. */
function fingerprint(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 2654435761)
    two = Math.imul(two ^ unit, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36).padStart(11, '0')
}
