import { DomainError } from '../errors.ts'

/** Bytes of pictures that are kept; a picture has about 30 KB. */
const KEPT_BYTES = 16 * 1024 * 1024
/** Drawing blocks the process for some 50 ms, so pictures are drawn one after the other and no longer queue waits. */
const MAX_WAITING = 40
const RETRY_AFTER_SECONDS = 5

/** By what they show, the one used last at the end: the same picture is never drawn twice. */
const kept = new Map<string, Buffer>()
const underWay = new Map<string, Promise<Buffer>>()
let keptBytes = 0
let turn: Promise<unknown> = Promise.resolve()

/**
 * The picture of a key, drawn where it is not kept; whoever asks meanwhile gets the same one.
 * @throws DomainError rate-limited while too many pictures wait to be drawn
 */
export async function drawOnce(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const known = kept.get(key)
  if (known !== undefined) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const waiting = underWay.get(key)
  if (waiting !== undefined) return waiting
  if (underWay.size >= MAX_WAITING) {
    throw new DomainError('rate-limited', 'too many pictures wait', { retryAfter: RETRY_AFTER_SECONDS })
  }
  const drawing = turn.then(draw)
  turn = drawing.catch(() => undefined)
  underWay.set(key, drawing)
  try {
    const picture = await drawing
    keep(key, picture)
    return picture
  } finally {
    underWay.delete(key)
  }
}

function keep(key: string, picture: Buffer): void {
  kept.set(key, picture)
  keptBytes += picture.length
  for (const [oldest, { length }] of kept) {
    if (keptBytes <= KEPT_BYTES) return
    kept.delete(oldest)
    keptBytes -= length
  }
}
