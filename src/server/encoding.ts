import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync, type BrotliOptions } from 'node:zlib'
import { remembered } from './remembered.ts'

export type Encoding = 'br' | 'gzip'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)
const TEXT_TYPE = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript)\b|image\/svg\+xml)/iu

/** Whether a media type is text, so that compressing it pays. */
export function isCompressible(type: string): boolean {
  return TEXT_TYPE.test(type) && !/^text\/event-stream/iu.test(type)
}

/**
 * The best encoding that an Accept-Encoding header allows (RFC 9110, 12.5.3); ours first where weights are equal.
 * Whoever forbids everything gets the plain bytes: a page is worth more than a 406.
 */
export function pickEncoding(accept: string | undefined): Encoding | 'identity' {
  if (accept === undefined) return 'identity'
  const weights = new Map<string, number>()
  for (const part of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight)
    weights.set(name, quality >= 0 && quality <= 1 ? quality : 0)
  }
  const anything = weights.get('*') ?? 0
  const best = { encoding: 'identity' as Encoding | 'identity', weight: weights.get('identity') ?? 0 }
  for (const encoding of ['gzip', 'br'] as const) {
    const weight = weights.get(encoding) ?? anything
    if (weight > 0 && weight >= best.weight) Object.assign(best, { encoding, weight })
  }
  return best.encoding
}

const MOST_KNOWN = 200

/** {@link pickEncoding} that remembers: browsers send few different headers, each with every request. */
export function encodingPicker(): typeof pickEncoding {
  const picked = remembered(MOST_KNOWN, pickEncoding)
  return (accept) => (accept === undefined ? 'identity' : picked(accept))
}

/** What is compressed once for a long time takes the best; what stands for a while, what a page is worth. */
const DEFAULT_QUALITY = 5
/**
 * For what is sent once, perhaps: a quarter of the work of quality 5 for an eighth more bytes. With the window that fits a
 * page nothing larger has to be cleared first.
 */
const QUICK_QUALITY = 2
const QUICK_WINDOW_BITS = 16
const QUICK_GZIP_LEVEL = 3
/** Handing a smaller body to another thread and back takes longer than compressing it here. */
const QUICK_LIMIT_BYTES = 128 * 1024

/** Compresses in another thread. @param quality of brotli, 0 to 11; gzip takes what comes closest */
export async function compress(body: Buffer, encoding: Encoding, quality = DEFAULT_QUALITY): Promise<Buffer> {
  if (encoding === 'gzip') return gzipAsync(body, { level: quality > 9 ? 9 : 6 })
  return brotliAsync(body, brotliOptions(body, quality))
}

/** Compresses at once what is small enough for that; anything larger as {@link compress} does. */
export function compressQuickly(body: Buffer, encoding: Encoding): Buffer | Promise<Buffer> {
  if (body.length > QUICK_LIMIT_BYTES) return compress(body, encoding)
  if (encoding === 'gzip') return gzipSync(body, { level: QUICK_GZIP_LEVEL })
  const options = brotliOptions(body, QUICK_QUALITY)
  return brotliCompressSync(body, {
    params: { ...options.params, [constants.BROTLI_PARAM_LGWIN]: QUICK_WINDOW_BITS },
  })
}

function brotliOptions(body: Buffer, quality: number): BrotliOptions {
  return {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  }
}
