import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

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

/** Quality 5 costs about a millisecond for a page; files that are compressed once take 11. */
export async function compress(body: Buffer, encoding: Encoding, brotliQuality = 5): Promise<Buffer> {
  if (encoding === 'gzip') return gzipAsync(body, { level: brotliQuality > 9 ? 9 : 6 })
  return brotliAsync(body, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
}
