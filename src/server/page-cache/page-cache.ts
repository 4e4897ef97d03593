import type { IncomingHttpHeaders } from 'node:http'
import { NOBODY } from '../../domain/turns/service.ts'
import { prefersCsv } from '../../http/media-type.ts'
import { entityTag, headerOf, isEncodable, type Answer } from '../answer.ts'
import { compress, compressQuickly, encodingPicker, type Encoding } from '../encoding.ts'
import { isApi } from '../error-answers.ts'
import { loggedRoute } from '../log.ts'
import type { CacheCounts } from '../metrics/metrics.ts'
import { remembered } from '../remembered.ts'
import type { Render, SiteRequest } from '../render.ts'
import type { Secure } from '../security-headers.ts'
import { pageAddress, type PageAddress } from './addresses.ts'
import { keptPages, ownBytes, type Form, type KeptPage } from './kept-pages.ts'
import { keptParts } from './kept-parts.ts'
import type { Moment, Revisions } from './revisions.ts'
import { formOf } from './sending.ts'

export interface PageCache {
  /** What is kept under exactly this address and still stands, ready to be sent; null where it has to be made. */
  find: (url: string, headers: IncomingHttpHeaders) => Form | null
  render: Render
  /** Since the start, except for bytes and pages. */
  counts: () => CacheCounts
}

interface Parts {
  render: Render
  revisions: Revisions
  secure: Secure
  maxBytes: number
  maxPartsBytes: number
}

interface Fill {
  since: Moment
  tags: readonly string[]
  done: Promise<Answer | KeptPage>
}

/** Addresses with a query can be made up without end: they may push out each other, never the plain ones. */
const SHARE_OF_QUERIES = 1 / 4
/** Set apart from every address by a space, which none contains. */
const CSV = ' csv'
/** Clients send few different headers, each with every request. */
const MOST_KNOWN = 200
/** Times that a page is sent before it is compressed again, better. */
const COMPRESSED_WELL_FROM = 8

/**
 * Keeps what anonymous readers are shown, in front of the renderer. A page is rendered for nobody in particular: what
 * the cache keeps was made without any header or address of a reader, so nothing of one can get to another.
 */
export function pageCache({ render, revisions, secure, maxBytes, maxPartsBytes }: Parts): PageCache {
  const plain = keptPages(maxBytes * (1 - SHARE_OF_QUERIES))
  const queried = keptPages(maxBytes * SHARE_OF_QUERIES)
  const fills = new Map<string, Fill>()
  const keepSince = keptParts(revisions, maxPartsBytes)
  const counts = { hits: 0, fills: 0, shared: 0, stale: 0, passed: 0 }

  const roomOf = (key: string) => (key.includes('?') || key.endsWith(CSV) ? queried : plain)

  const encodingFor = encodingPicker()
  const csvKnown = remembered(MOST_KNOWN, prefersCsv)
  const wantsCsv = (accept: string | undefined): boolean => accept !== undefined && csvKnown(accept)

  const find = (url: string, headers: IncomingHttpHeaders): Form | null => {
    const page = roomOf(url).get(url)
    if (page === undefined || (page.negotiated && wantsCsv(headers.accept))) return null
    revisions.look()
    const stands = revisions.standsSince(page.tags, page.since)
    if (!stands && !revisions.isAway()) return null
    const encoding = page.encodable ? encodingFor(headers['accept-encoding']) : 'identity'
    if (encoding !== 'identity' && page.answer.encoded[encoding] === undefined) return null
    counts.hits += 1
    if (!stands) counts.stale += 1
    if (encoding !== 'identity') countSent(url, page, encoding)
    return (page.forms[encoding] ??= makeForm(page, encoding))
  }

  const makeForm = ({ route, answer }: KeptPage, encoding: Encoding | 'identity'): Form =>
    formOf(answer, encoding, { route, isFile: false, secure })

  /** The page with the encoding that the reader takes. */
  const answerOf = async (key: string, page: KeptPage, request: SiteRequest): Promise<Answer> => {
    const encoding = encodingFor(request.headers['accept-encoding'])
    const { answer } = page
    if (encoding !== 'identity' && answer.encoded[encoding] === undefined && page.encodable) {
      const begun = page.underWay.get(encoding) ?? encode(key, page, encoding)
      page.underWay.set(encoding, begun)
      await begun.finally(() => page.underWay.delete(encoding))
    }
    return answer
  }

  /** Done once for all who wait for it: a file of a megabyte takes ten of memory meanwhile. */
  const encode = async (key: string, page: KeptPage, encoding: Encoding): Promise<void> => {
    page.answer.encoded[encoding] = ownBytes(await compressQuickly(page.answer.body, encoding))
    page.sent.set(encoding, 0)
    roomOf(key).weigh(key, page)
  }

  /** A page that is asked for again and again is worth being compressed well, once. */
  const countSent = (key: string, page: KeptPage, encoding: Encoding): void => {
    const sent = page.sent.get(encoding)
    if (sent === undefined) return
    if (sent + 1 < COMPRESSED_WELL_FROM) {
      page.sent.set(encoding, sent + 1)
      return
    }
    page.sent.delete(encoding)
    void compress(page.answer.body, encoding).then((bytes) => {
      page.answer.encoded[encoding] = ownBytes(bytes)
      page.forms[encoding] = makeForm(page, encoding)
      roomOf(key).weigh(key, page)
    })
  }

  const fill = (key: string, address: PageAddress, csv: boolean, request: SiteRequest): Fill => {
    counts.fills += 1
    // Before anything is read: what changes from here on is newer than the page.
    const since = revisions.now()
    const { tags, negotiated } = address
    const nobodys = { ...forNobody(request, address, csv), keep: keepSince(since) }
    const done = render(nobodys).then((answer) => {
      const page = keepable(answer, { route: loggedRoute(request.plainPath), tags, negotiated, since })
      if (page === null) return answer
      // A slower one that began before must not push it out.
      if ((roomOf(key).get(key)?.since ?? 0) <= since) roomOf(key).set(key, page)
      return page
    })
    const begun = { since, tags, done }
    fills.set(key, begun)
    const forget = (): void => {
      if (fills.get(key) === begun) fills.delete(key)
    }
    done.then(forget, forget)
    return begun
  }

  const read = async (address: PageAddress, request: SiteRequest): Promise<Answer> => {
    const csv = address.negotiated && wantsCsv(request.headers.accept)
    const key = csv ? address.url + CSV : address.url
    // While the database is away it is not asked again for each reader.
    if (!revisions.isAway()) revisions.look()
    const kept = roomOf(key).get(key)
    const stands = kept !== undefined && revisions.standsSince(kept.tags, kept.since)
    if (kept !== undefined && (stands || revisions.isAway())) {
      counts.hits += 1
      if (!stands) counts.stale += 1
      return answerOf(key, kept, request)
    }
    const underWay = fills.get(key)
    const joins = underWay !== undefined && revisions.standsSince(underWay.tags, underWay.since)
    if (joins) counts.shared += 1
    const { done } = joins ? underWay : fill(key, address, csv, request)
    const again = (): Promise<Answer | KeptPage> => fill(key, address, csv, request).done
    const result = kept === undefined ? await done : await orElse(done, kept, again)
    if ('tags' in result) return answerOf(key, result, request)
    // A refusal of the API speaks the language that its headers ask for.
    const inEnglish = request.headers['accept-language']?.trim().toLowerCase() === 'en'
    return result.status >= 400 && inEnglish && isApi(request.path) ? render(request) : result
  }

  /** What is kept is better than an error, where the error is that the database is away. */
  const orElse = async (
    done: Promise<Answer | KeptPage>,
    kept: KeptPage,
    again: () => Promise<Answer | KeptPage>,
  ): Promise<Answer | KeptPage> => {
    const result = await orWhenAway(done, kept).catch((error: unknown) => ({ error }))
    const failed = 'error' in result || (!('tags' in result) && result.status >= 500)
    if (!failed) return result
    // Where it was away for a moment only, the next try goes well.
    if (await revisions.refresh()) return again()
    counts.stale += 1
    return kept
  }

  /** What is under way may take long to fail: nobody waits for it once the database is known to be away. */
  const orWhenAway = (done: Promise<Answer | KeptPage>, kept: KeptPage): Promise<Answer | KeptPage> =>
    new Promise((resolve, reject) => {
      const forget = revisions.onAway(() => {
        counts.stale += 1
        resolve(kept)
      })
      void done.then(resolve, reject).finally(forget)
    })

  return {
    find,
    render: async (request) => {
      const address = request.method === 'GET' ? pageAddress(request) : null
      if (address !== null) return read(address, request)
      counts.passed += 1
      const answer = await render(request)
      // Whoever changed something sees it on the next page, wherever the change was made known first.
      if (request.method !== 'GET' && answer.status < 400) await revisions.refresh()
      return answer
    },
    counts: () => ({
      ...counts,
      bytes: plain.bytes() + queried.bytes(),
      pages: plain.count() + queried.count(),
    }),
  }
}

/** The request of a reader as anybody could have sent it. */
function forNobody(request: SiteRequest, { search }: PageAddress, csv: boolean): SiteRequest {
  const { host } = request.headers
  return {
    ...request,
    search,
    headers: { ...(host !== undefined && { host }), ...(csv && { accept: 'text/csv' }) },
    body: Buffer.alloc(0),
    clientAddress: NOBODY,
  }
}

/** An answer that everybody may see and that is the same for everybody; null for any other. */
function keepable(
  answer: Answer,
  about: Pick<KeptPage, 'route' | 'tags' | 'negotiated' | 'since'>,
): KeptPage | null {
  const { status, headers, body } = answer
  if (status !== 200 || !Buffer.isBuffer(body) || headers['set-cookie'] !== undefined) return null
  const policy = headerOf(headers, 'cache-control') ?? ''
  if (!/\bpublic\b/iu.test(policy) || /\b(?:no-store|private)\b/iu.test(policy)) return null
  const vary = (headerOf(headers, 'vary') ?? '').toLowerCase().split(/[\s,]+/u)
  if (!vary.every((field) => VARIES_BY.has(field))) return null
  const etag = headerOf(headers, 'etag') ?? entityTag(body, 'weak')
  return {
    answer: { status, headers: { ...headers, etag }, body: ownBytes(body), encoded: {} },
    encodable: isEncodable(answer),
    ...about,
    forms: {},
    underWay: new Map(),
    sent: new Map(),
  }
}

/** What the cache heeds itself. */
const VARIES_BY: ReadonlySet<string> = new Set(['', 'accept', 'accept-encoding'])
