import type { Answer } from '../answer.ts'
import type { Encoding } from '../encoding.ts'
import type { Moment } from './revisions.ts'

/** An answer with everything that was ever needed to send it. */
export interface KeptPage {
  /** Nothing of it is changed; with an entity tag. */
  answer: Answer & { body: Buffer; encoded: Partial<Record<Encoding, Buffer>> }
  /** Sent in the encoding that suits the reader. */
  encodable: boolean
  /** As the log names it. */
  route: string
  tags: readonly string[]
  /** Whether the address is there in another form too, for who asks with a header. */
  negotiated: boolean
  /** Read before it was rendered. */
  since: Moment
  /** Ready to be sent, by encoding; made when first wanted. */
  forms: Partial<Record<Encoding | 'identity', Form>>
  /** Encodings that are being made. */
  underWay: Map<Encoding, Promise<void>>
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
  /** Names and values in turn, as `writeHead` takes them; the last value is the request's id, put in when it is sent. */
  headers: string[]
  /** Those of a 304. */
  unchangedHeaders: string[]
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

/** A page in its place among the others. */
interface Place {
  key: string
  page: KeptPage
  weight: number
  /** The one that was asked for just before this one, and just after. */
  older: Place | null
  newer: Place | null
}

/** Keeps pages up to so many bytes; whatever was not asked for longest goes first. */
export function keptPages(maxBytes: number): KeptPages {
  const places = new Map<string, Place>()
  // A chain, and not the order of the map: taking a key out and putting it back costs more than all else of finding it.
  let newest: Place | null = null
  let oldest: Place | null = null
  let bytes = 0

  const unlink = (place: Place): void => {
    if (place.older === null) oldest = place.newer
    else place.older.newer = place.newer
    if (place.newer === null) newest = place.older
    else place.newer.older = place.older
  }
  const linkAsNewest = (place: Place): void => {
    place.older = newest
    place.newer = null
    if (newest === null) oldest = place
    else newest.newer = place
    newest = place
  }
  const remove = (place: Place): void => {
    unlink(place)
    places.delete(place.key)
    bytes -= place.weight
  }
  const set = (key: string, page: KeptPage): void => {
    const before = places.get(key)
    if (before !== undefined) remove(before)
    const weight = weightOf(page)
    if (weight > maxBytes * LARGEST_SHARE) return
    const place = { key, page, weight, older: null, newer: null }
    places.set(key, place)
    linkAsNewest(place)
    bytes += weight
    while (bytes > maxBytes && oldest !== null) remove(oldest)
  }
  return {
    get: (key) => {
      const place = places.get(key)
      if (place === undefined) return undefined
      if (place !== newest) {
        unlink(place)
        linkAsNewest(place)
      }
      return place.page
    },
    set,
    weigh: (key, page) => {
      if (places.get(key)?.page === page) set(key, page)
    },
    bytes: () => bytes,
    count: () => places.size,
  }
}

/**
 * These bytes with no others around them. Node cuts small buffers out of 64 KiB that many share, and a single one of them
 * that is kept keeps all: a page of five would take more than ten times what it weighs.
 */
export function ownBytes(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}

function weightOf({ answer: { body, encoded } }: KeptPage): number {
  return OVERHEAD_BYTES + body.length + (encoded.br?.length ?? 0) + (encoded.gzip?.length ?? 0)
}
