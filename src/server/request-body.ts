import type { IncomingMessage, ServerResponse } from 'node:http'

/** A comment is a few kilobytes; nothing that readers send is larger than this. */
export const BODY_LIMIT_BYTES = 1024 * 1024
/** A browser shows the refusal only once its upload was taken; beyond this it is cut off all the same. */
export const DISCARD_LIMIT_BYTES = 16 * 1024 * 1024

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

/** Reads the whole body; stops at the limit, leaving the rest unread. */
export async function readBody(
  req: IncomingMessage,
  limit: number,
): Promise<{ kind: 'whole'; bytes: Buffer } | { kind: 'too-large' } | { kind: 'gone' }> {
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve) => {
    const settle = (result: Awaited<ReturnType<typeof readBody>>): void => {
      req.off('data', take)
      resolve(result)
    }
    const take = (chunk: Buffer): void => {
      length += chunk.length
      if (length > limit) {
        req.pause()
        settle({ kind: 'too-large' })
      } else chunks.push(chunk)
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
