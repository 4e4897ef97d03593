import type { Answer } from '../answer.ts'
import type { Encoding } from '../encoding.ts'
import type { Moment } from './revisions.ts'

/** An answer with everything that was ever needed to send it. */
export interface KeptPage {
  /** Nothing of it is changed; with an entity tag. */
  answer: Answer & { body: Buffer; encoded: Partial<Record<Encoding, Buffer>> }
  /** As the log names it. */
  route: string
  tags: readonly string[]
  /** Read before it was rendered. */
  since: Moment
  /** Ready to be sent, by encoding; made when first wanted. */
  forms: Partial<Record<Encoding | 'identity', Form>>
  /** How often each encoding was sent since it was made quickly; gone once it was made well. */
  sent: Map<Encoding, number>
}

/** Bytes and header lines of one encoding. */
export interface Form {
  /** As the log names it. */
  route: string
  /** A file of the build rather than a page. */
  isFile: boolean
  body: Buffer
  etag: string
  /** Names and values in turn, as `writeHead` takes them. */
  headers: readonly string[]
  /** Those of a 304. */
  unchangedHeaders: readonly string[]
}

export interface KeptPages {
  get: (key: string) => KeptPage | undefined
  set: (key: string, page: KeptPage) => void
  /** Counts a page again, once more forms of it were made. */
  weigh: (key: string, page: KeptPage) => void
  bytes: () => number
  count: () => number
}

/** Headers, key and bookkeeping of one page. */
const OVERHEAD_BYTES = 2_048
/** A page may take this share of all room. */
const LARGEST_SHARE = 1 / 4

/** Keeps pages up to so many bytes; whatever was not asked for longest goes first. */
export function keptPages(maxBytes: number): KeptPages {
  const pages = new Map<string, { page: KeptPage; weight: number }>()
  let bytes = 0
  const remove = (key: string): void => {
    bytes -= pages.get(key)?.weight ?? 0
    pages.delete(key)
  }
  const set = (key: string, page: KeptPage): void => {
    remove(key)
    const weight = weightOf(page)
    if (weight > maxBytes * LARGEST_SHARE) return
    pages.set(key, { page, weight })
    bytes += weight
    for (const oldest of pages.keys()) {
      if (bytes <= maxBytes) return
      remove(oldest)
    }
  }
  return {
    get: (key) => {
      const found = pages.get(key)
      if (found === undefined) return undefined
      pages.delete(key)
      pages.set(key, found)
      return found.page
    },
    set,
    weigh: (key, page) => {
      if (pages.get(key)?.page === page) set(key, page)
    },
    bytes: () => bytes,
    count: () => pages.size,
  }
}

function weightOf({ answer: { body, encoded } }: KeptPage): number {
  return OVERHEAD_BYTES + body.length + (encoded.br?.length ?? 0) + (encoded.gzip?.length ?? 0)
}
