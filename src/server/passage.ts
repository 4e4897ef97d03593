import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestLine } from './log.ts'
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

/** What the log says of it, once it is over. */
export function lineOf({ req, res, requestId, route, bytes }: Passage, ms: number): RequestLine {
  const status = res.headersSent ? res.statusCode : null
  return { requestId, method: req.method, route, status, ms, bytes, cut: !res.writableFinished }
}
