import type { IncomingMessage, ServerResponse } from 'node:http'

/** A comment is a few kilobytes; nothing that readers send is larger than this. */
export const BODY_LIMIT_BYTES = 1024 * 1024
/** A browser shows the refusal only once its upload was taken; beyond this it is cut off all the same. */
export const DISCARD_LIMIT_BYTES = 16 * 1024 * 1024

/** What of all bodies that are still coming may be kept in this process. */
const COMING_LIMIT_BYTES = 32 * 1024 * 1024
/** Whatever people write is smaller, and is taken beyond that too. */
const SMALL_BODY_BYTES = 16 * 1024

let comingBytes = 0

/** Whether a body takes room that many others take already; of who may send a large one it is kept all the same. */
function isTooMuchNow(length: number, limit: number): boolean {
  return length > SMALL_BODY_BYTES && comingBytes > COMING_LIMIT_BYTES && limit <= BODY_LIMIT_BYTES
}

export function declaresBody(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] !== undefined || declaredLength(req) > 0
}

/** Whether a body is, or may turn out to be, larger than a limit. */
export function mayExceed(req: IncomingMessage, limit: number): boolean {
  return req.headers['transfer-encoding'] !== undefined || declaredLength(req) > limit
}

export function declaredLength(req: IncomingMessage): number {
  return Number(req.headers['content-length'] ?? 0)
}

type ReadBody = { kind: 'whole'; bytes: Buffer } | { kind: 'refused'; status: 413 | 503 } | { kind: 'gone' }

/**
 * Reads the whole body; stops at the limit, leaving the rest unread (413). Clients that send much and do not end hold
 * memory together: beyond a bound for all of them, no more of a large one is taken (503).
 */
export async function readBody(req: IncomingMessage, limit: number): Promise<ReadBody> {
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve) => {
    let settled = false
    const settle = (result: ReadBody): void => {
      if (settled) return
      settled = true
      comingBytes -= length
      req.off('data', take)
      resolve(result)
    }
    const take = (chunk: Buffer): void => {
      length += chunk.length
      comingBytes += chunk.length
      if (length <= limit && !isTooMuchNow(length, limit)) {
        chunks.push(chunk)
        return
      }
      req.pause()
      chunks.length = 0
      settle({ kind: 'refused', status: length > limit ? 413 : 503 })
    }
    req.on('data', take)
    req.once('end', () => {
      settle({ kind: 'whole', bytes: Buffer.concat(chunks, length) })
    })
    req.once('close', () => {
      settle({ kind: 'gone' })
    })
  })
}

/** Takes what the client is still sending and throws it away, then lets the connection be closed. */
export function discardRest(req: IncomingMessage, res: ServerResponse, limit: number): void {
  let length = 0
  const done = (): void => {
    req.off('data', count)
    res.end()
  }
  const count = (chunk: Buffer): void => {
    length += chunk.length
    if (length > limit) done()
  }
  if (req.readableEnded || req.destroyed) {
    done()
    return
  }
  req.on('data', count)
  req.once('end', done)
  req.once('close', done)
  req.resume()
}
