import { ARTICLES_PER_PAGE } from '../../../src/domain/news/rules.ts'
import { PART_SIZE } from '../../../src/domain/sitemap/rules.ts'
import { indicatorId } from '../large-content.ts'
import { readArticle } from '../large-articles.ts'
import { UNITS, YEARS, type Amounts } from './sizes.ts'

/** The smaller and the larger of two sites. */
export type Which = 'least' | 'most'

/** One page, and what has changed when it is read. */
export interface Read {
  what: string
  /** Addresses of pages that show the same, or as much. */
  path: string | Record<Which, string>
  /** Tag of what changes before each request; of none, and it is read as it is kept. */
  after: string | null
  /** In one round, where it costs much more or much less than others. */
  requests?: number
  /** The rows that it has to show, and how they are recognised. */
  rows?: { count: number; each: RegExp }
}

export const COMMENTS = 20
/** An article that nobody comments on but the benchmark, {@link COMMENTS} times. */
export const DISCUSSED = `news/${readArticle(0)}`
/** One with a comment in fifty below it, and on a small site as many as fill a page. */
export const POPULAR = 'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
/** Share of a long list after which a page of it is far back. */
const FAR = 0.9

/** What every page shows or may show: nothing of any page, nor any part of one, stands after it. */
const OFFICE = 'pages'
const COMMENT = { count: COMMENTS, each: /<li[^>]* id="binh-luan-[\da-f]{8}-/gu }

/** @param most what the larger site has */
export function readsOf({ articles, indicators }: Amounts): Read[] {
  const far = {
    news: { least: 6, most: Math.floor((articles * FAR) / ARTICLES_PER_PAGE) },
    sitemap: { least: 1, most: Math.floor((indicators * UNITS * YEARS * FAR) / PART_SIZE) },
  }
  const article = `/tin-tuc/${readArticle(0)}/`
  const indicator = indicatorId(0)
  const anew = (what: string, path: Read['path'], rows?: Read['rows']): Read => ({
    ...{ what, path, after: OFFICE },
    ...(rows !== undefined && { rows }),
  })
  return [
    anew(`article with ${COMMENTS} comments`, article, COMMENT),
    {
      what: 'the same after a comment, with the parts that are kept',
      ...{ path: article, after: DISCUSSED, rows: COMMENT },
    },
    { what: 'the same as it is kept', path: article, after: null, rows: COMMENT },
    anew('article with a long thread, its first page', `/tin-tuc/${POPULAR.slice('news/'.length)}/`, COMMENT),
    anew(`JSON of ${COMMENTS} comments`, `/api/v1/comments?target=${DISCUSSED}&limit=100`, {
      count: COMMENTS,
      each: /"publishedAt":/gu,
    }),
    anew('home', '/'),
    anew('news, first page', '/tin-tuc/'),
    anew('news, a page far back', {
      least: `/tin-tuc/?trang=${far.news.least}`,
      most: `/tin-tuc/?trang=${far.news.most}`,
    }),
    anew('news of one district with few articles', '/tin-tuc/?dia-phuong=huyen-sop-cop'),
    anew('news as a feed', '/tin-tuc.atom'),
    anew('page of a district', '/dia-phuong/huyen-muong-la/'),
    anew('page of an indicator', '/ket-qua/ty-le-ho-ngheo/'),
    anew(`page of an indicator of ${UNITS} units`, `/ket-qua/${indicator}/`),
    anew('page of a figure', `/so-lieu/${indicator}_xa-do-0_2024`),
    anew('JSON of 200 figures of an indicator', `/api/v1/figures?indicator=${indicator}&limit=200`, {
      count: 200,
      each: /"indicator":/gu,
    }),
    anew('search, few found', '/tim-kiem?q=%C4%90%E1%BB%81%20%C3%A1n%20huy%20%C4%91%E1%BB%99ng'),
    anew('search, very many found', '/tim-kiem?q=h%E1%BB%99+ngh%C3%A8o'),
    {
      ...anew('a part of the sitemap that is full', {
        least: `/sitemap-${far.sitemap.least}.xml`,
        most: `/sitemap-${far.sitemap.most}.xml`,
      }),
      requests: 2,
    },
  ]
}
