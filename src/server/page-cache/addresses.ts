import { splitLanguage } from '../../domain/languages/rules.ts'
import type { Target } from '../request-target.ts'
import { ANY_TAG } from './revisions.ts'

/** One page as the cache knows it. */
export interface PageAddress {
  /** Path and query as they are rendered: everything that the page may depend on. */
  url: string
  search: string
  /** What it shows: it stands as long as none of these changes. */
  tags: readonly string[]
  /** Whether the list is there as CSV too, for who asks with a header. */
  negotiated: boolean
}

interface Kind {
  pattern: RegExp
  /** Keys of the query that the page reads; any other is left out. */
  keys: readonly string[]
  /** By the groups of the pattern and the query. */
  tags: (groups: readonly string[], query: URLSearchParams) => readonly string[]
  negotiated?: boolean
}

/** What changes seldom and is shown nearly everywhere: articles, figures, standing pages, the switches of comments. */
export const SITE = ['news', 'figures', 'releases', 'comments', 'pages'] as const
const ofSite = (): readonly string[] => SITE
const ofAll = (): readonly string[] => [ANY_TAG]
/** Pages with comments stand also as long as nothing happens to one of theirs. */
const discussing =
  (room: string) =>
  ([subject = '']: readonly string[]): readonly string[] => [...SITE, `${room}/${subject}`]

const NEWS = ['chuyen-muc', 'dia-phuong', 'ngon-ngu', 'trang']
const RESULTS = ['asof', 'sap-xep', 'chieu', 'cap', 'tu', 'den', 'nam', 'don-vi', 'minh-hoa', 'bom', 'rong']
const FUNDING = [...RESULTS, 'du-an', 'nguon', 'loai-von', 'theo', 'roi-theo', 'don-vi-tien', 'du-kien']
const FIGURE = ['asof', 'trang', 'sau', 'v', 'bom']
const LEDGER = ['loai', 'bo', 'sau', 'bom']
const LIST = ['limit', 'after', 'format', 'asof']
const FIGURES = [...LIST, 'indicator', 'unit', 'period', 'sample', 'programme', 'source']
const REFERENCE = [...LIST, 'level', 'parent', 'validOn', 'dataset']

/**
 * Every address whose page is kept, with all that it reads of its query. What is not here is rendered each time: staff
 * pages, tracking, searches, quotes, reports, the public record (which counts what is submitted), pictures (which have
 * a store of their own).
 */
const KINDS: readonly Kind[] = [
  { pattern: /^\/$/u, keys: [], tags: ofSite },
  { pattern: /^\/tin-tuc(?:\/|\.atom|\.json)$/u, keys: NEWS, tags: ofSite },
  { pattern: /^\/tin-tuc\/([^/.]+)\/$/u, keys: ['sau'], tags: discussing('news') },
  { pattern: /^\/tin-tuc\/([^/.]+)\.atom$/u, keys: [], tags: discussing('news') },
  { pattern: /^\/tin-tuc\/[^/.]+\/ban\/\d+\/$/u, keys: [], tags: ofAll },
  { pattern: /^\/ket-qua(?:\/|\.\w+|\/[^/.]+(?:\/|\.\w+))$/u, keys: RESULTS, tags: ofSite },
  { pattern: /^\/kinh-phi(?:\/|\.\w+|(?:\/[^/.]+){2}(?:\/|\.\w+))$/u, keys: FUNDING, tags: ofSite },
  { pattern: /^\/dia-phuong(?:\/|\.\w+)$/u, keys: RESULTS, tags: ofSite },
  {
    pattern: /^\/dia-phuong\/([^/.]+)(?:\/|\.\w+|\/ban-in\/)$/u,
    keys: [...RESULTS, 'sau'],
    tags: discussing('units'),
  },
  {
    pattern: /^\/so-lieu\/([a-z0-9][^/]*?)(?:\.csv|\.json|\/v\d+(?:\.[a-z.]+)?)?$/u,
    keys: FIGURE,
    tags: discussing('figures'),
  },
  { pattern: /^\/nhung\/.+$/u, keys: [...FUNDING, 'v'], tags: ofSite },
  { pattern: /^\/du-lieu(?:\/|\.json|\.jsonld|\/.+)$/u, keys: [], tags: ofAll },
  { pattern: /^\/nhat-ky(?:\/|\.\w+)$/u, keys: LEDGER, tags: ofAll },
  {
    pattern: /^\/(?:gioi-thieu|quy-tac-binh-luan|bao-ve-du-lieu-ca-nhan|kha-nang-tiep-can)\/$/u,
    keys: [],
    tags: ofSite,
  },
  { pattern: /^\/(?:sitemap(?:-\d+)?\.xml|robots\.txt)$/u, keys: [], tags: ofSite },
  { pattern: /^\/api\/v1\/(?:figures|funding)$/u, keys: FIGURES, tags: ofSite, negotiated: true },
  {
    pattern: /^\/api\/v1\/(?:units|indicators|programmes|releases)$/u,
    keys: REFERENCE,
    tags: ofSite,
    negotiated: true,
  },
  { pattern: /^\/api\/v1\/(?:figures|units)\/[^/]+$/u, keys: ['asof'], tags: ofSite },
  { pattern: /^\/api\/v1\/releases\/[^/]+\/[^/]+$/u, keys: [], tags: ofSite },
  { pattern: /^\/api\/v1\/openapi\.json$/u, keys: [], tags: ofSite },
  {
    pattern: /^\/api\/v1\/comments$/u,
    keys: ['target', 'limit', 'after'],
    tags: (_groups, query) => [...SITE, (query.get('target') ?? '').replace(/\/v\d+$/u, '')],
  },
]

/** Longer ones name nothing that many ask for. */
const MAX_URL_LENGTH = 1_000

/**
 * What the cache knows of an address; null where it keeps nothing of it. Keys of the query that the page does not read
 * are left out, so that they lead to no second copy. Nothing but the address decides.
 */
export function pageAddress({ path, search }: Pick<Target, 'path' | 'search'>): PageAddress | null {
  const plain = splitLanguage(path).path
  for (const { pattern, keys, tags, negotiated = false } of KINDS) {
    const match = pattern.exec(plain)
    if (match === null) continue
    const kept = search === '' ? '' : withOnly(keys, search)
    const url = path + kept
    if (url.length > MAX_URL_LENGTH) return null
    return { url, search: kept, tags: tags(match.slice(1), new URLSearchParams(kept)), negotiated }
  }
  return null
}

/** The query without the pairs whose key is not among these; each pair that stays is as it was written. */
function withOnly(keys: readonly string[], search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => [...new URLSearchParams(pair).keys()].some((key) => keys.includes(key)))
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}
