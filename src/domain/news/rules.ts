/** A document that a statement rests on. */
export interface SourceDocument {
  title: string
  /** Who published it. */
  outlet: string
  /** Number of an official document: `1681/NQ-UBTVQH15`. */
  number?: string | undefined
  /** Calendar date, `2025-11-10`. */
  date?: string | undefined
  url?: string | undefined
  note?: string | undefined
}

/** A change to a published article that readers must know of. */
export interface Correction {
  /** Calendar date. */
  date: string
  text: string
  /** Nothing but spelling or layout: said at the foot of the article only. */
  minor?: boolean | undefined
}

export interface Cover {
  src: string
  alt: string
  credit?: string | undefined
  width: number
  height: number
  /** Of the file: another one has another. */
  version?: string | undefined
}

/** An article in a list. */
export interface ArticleSummary {
  slug: string
  title: string
  summary: string
  /** ISO-8601 UTC. */
  publishedAt: string
  category: string
  language: string
  /** Ids of the figures that it states: what is corrected of them after the article is told beside it. */
  figures: readonly string[]
  /** One of them was corrected since the article was written or last changed. */
  figuresCorrected: boolean
}

export interface Article extends ArticleSummary {
  updatedAt: string | null
  byline: string
  /** Unit ids. */
  districts: readonly string[]
  cover: Cover | null
  sources: readonly SourceDocument[]
  corrections: readonly Correction[]
  /** Readers may send comments, unless these are paused on the whole site. */
  commentsOpen: boolean
  /** When that ends, ISO-8601 UTC. */
  commentsUntil: string | null
  bodyHtml: string
}

/** Articles on one page of `/tin-tuc/`. */
export const ARTICLES_PER_PAGE = 12
/** Length of the list "Tin mới". */
export const NEWEST = 5

/** Which articles a list shows. */
export interface ArticleFilter {
  category?: string | undefined
  district?: string | undefined
  /** Of the text, as a BCP 47 code. */
  language?: string | undefined
}

export const articleAddress = (slug: string): `/tin-tuc/${string}/` => `/tin-tuc/${slug}/`
export const articleTarget = (slug: string): `news/${string}` => `news/${slug}`

/** Keys of the news list's address. */
const QUERY = { category: 'chuyen-muc', district: 'dia-phuong', language: 'ngon-ngu', page: 'trang' } as const

/** What an address of the news list asks for; a page that is no number becomes NaN, which no list has. */
export function readNewsQuery(query: URLSearchParams): { filter: ArticleFilter; page: number } {
  const page = query.get(QUERY.page) ?? '1'
  return {
    filter: {
      category: query.get(QUERY.category) ?? undefined,
      district: query.get(QUERY.district) ?? undefined,
      language: query.get(QUERY.language) ?? undefined,
    },
    page: /^[1-9]\d{0,5}$/u.test(page) ? Number(page) : Number.NaN,
  }
}

/** Address of one page of the news list. */
export function newsAddress(filter: ArticleFilter = {}, page = 1): string {
  const query = new URLSearchParams()
  if (filter.category !== undefined) query.set(QUERY.category, filter.category)
  if (filter.district !== undefined) query.set(QUERY.district, filter.district)
  if (filter.language !== undefined) query.set(QUERY.language, filter.language)
  if (page > 1) query.set(QUERY.page, String(page))
  return query.size === 0 ? '/tin-tuc/' : `/tin-tuc/?${query.toString()}`
}
