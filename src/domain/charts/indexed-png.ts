import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const MAX_COLOURS = 256
const INDEXED = 3
const deflateAsync = promisify(deflate)

interface Pixels {
  width: number
  height: number
  /** Red, green, blue and opacity of each pixel, row by row; opaque. */
  data: Uint8ClampedArray
}

/**
 * Writes a picture of few colours as a PNG with a palette: a third of the bytes of one with full colours. Shades are
 * rounded to 5 bits, or to 4 where there are too many; between ink and paper no eye sees the difference.
 */
export async function encodeIndexed(pixels: Pixels): Promise<Buffer> {
  const { palette, rows } = indexed(pixels, 5) ?? indexed(pixels, 4) ?? indexed(pixels, 2) ?? noPalette()
  const header = Buffer.alloc(13)
  header.writeUInt32BE(pixels.width, 0)
  header.writeUInt32BE(pixels.height, 4)
  header.set([8, INDEXED, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', await deflateAsync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** @returns null where the colours of so many bits do not fit into a palette */
function indexed({ width, height, data }: Pixels, bits: number): { palette: number[]; rows: Buffer } | null {
  const levels = Uint8Array.from({ length: 256 }, (_, value) => roundTo(value, bits))
  const places = new Map<number, number>()
  // Each row begins with its filter: none, which is best for flat colours.
  const rows = Buffer.alloc(height * (width + 1))
  let from = 0
  for (let y = 0; y < height; y += 1) {
    let to = y * (width + 1) + 1
    for (let x = 0; x < width; x += 1, from += 4, to += 1) {
      const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]]
      const colour = ((levels[red] ?? 0) << 16) | ((levels[green] ?? 0) << 8) | (levels[blue] ?? 0)
      let place = places.get(colour)
      if (place === undefined) {
        place = places.size
        if (place === MAX_COLOURS) return null
        places.set(colour, place)
      }
      rows[to] = place
    }
  }
  return { palette: [...places.keys()], rows }
}

/** Black and white stay what they are. */
function roundTo(value: number, bits: number): number {
  const steps = 2 ** bits - 1
  return Math.round((Math.round((value / 255) * steps) / steps) * 255)
}

function noPalette(): never {
  throw new Error('64 colours do not fit into a palette of 256')
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
