import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from './log.ts'
import { BODY_LIMIT_BYTES } from './request-body.ts'

/** One request on its way through: what was found out, and what the log will say. */
export interface Passage {
  req: IncomingMessage
  res: ServerResponse
  requestId: string
  /** The client waits to be told before it sends the body. */
  waits: boolean
  /** The answer is sent before the body was taken. */
  unread: boolean
  /** Bytes of a body. */
  limit: number
  route: string
  bytes: number
  /** A file of the build is sent. */
  isFile: boolean
}

export function newPassage(
  req: IncomingMessage,
  res: ServerResponse,
  { requestId, waits }: Pick<Passage, 'requestId' | 'waits'>,
): Passage {
  return {
    req,
    res,
    requestId,
    waits,
    unread: false,
    limit: BODY_LIMIT_BYTES,
    route: '-',
    bytes: 0,
    isFile: false,
  }
}

/** No address, no agent, no query, no body: the log is kept longer than any of these may be. */
export function logPassage(log: Log, { req, res, requestId, route, bytes }: Passage, ms: number): void {
  const cut = !res.writableFinished
  log.info(
    {
      requestId,
      method: req.method,
      route,
      status: res.headersSent ? res.statusCode : null,
      ms: Math.round(ms * 10) / 10,
      bytes,
      ...(cut ? { cut } : {}),
    },
    'request',
  )
}
