import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { finish, type Answer, type AnswerHeaders, type Conditions } from './answer.ts'
import type { ClientAddress } from './client-address.ts'
import { errorAnswer } from './error-answers.ts'
import { healthAnswer, type Ready } from './health.ts'
import { currentRequest, loggedRoute, requestLog, type Log } from './log.ts'
import type { Form } from './page-cache/kept-pages.ts'
import { sendKept } from './page-cache/sending.ts'
import { METRICS_PATH, type Answered } from './metrics/metrics.ts'
import { lineOf, newPassage, type Passage } from './passage.ts'
import type { Render } from './render.ts'
import { closeQuietConnections } from './quiet-connections.ts'
import {
  BODY_LIMIT_BYTES,
  DISCARD_LIMIT_BYTES,
  declaredLength,
  declaresBody,
  discardRest,
  mayExceed,
  readBody,
} from './request-body.ts'
import {
  believedHeaders,
  endsForEverybody,
  namesOneHost,
  parseTarget,
  type Target,
} from './request-target.ts'
import type { Secure } from './security-headers.ts'
import { answerBrokenRequests } from './socket-errors.ts'
import type { StaticFiles } from './static-files.ts'

export interface ListenerParts {
  render: Render
  /** A page or file that is ready to be sent, by exactly the address that was asked for; nothing else of it is looked at. */
  findKept: (url: string, headers: IncomingHttpHeaders) => Form | null
  files: StaticFiles
  siteUrl: URL
  clientAddress: ClientAddress
  ready: Ready
  uploads: Uploads
  secure: Secure
  /** How long the head of a request may take; 20 s by default. */
  headersWithinMs?: number
  log: Log
  /** Told of every answer. */
  answered: (answer: Answered) => void
  /** Answers `/metrics` for whoever brings this header; null where nobody may read it. */
  metrics: (authorization: string | undefined) => Promise<Answer | null>
}

/** The one address that takes a large body, from those who may send one. */
export interface Uploads {
  path: string
  limitBytes: number
  mayUpload: (headers: IncomingHttpHeaders) => Promise<boolean>
}

/** The server with what a drain needs to know of it. */
export interface Listener {
  server: Server
  /**
   * From now on the process is not ready, and a connection is closed after its next answer. Whoever has one open
   * already is still served: a proxy may send a request before it has noticed.
   */
  startDraining: () => void
}

const ALLOWED = 'GET, HEAD, POST, DELETE'
const METHODS: ReadonlySet<string> = new Set(ALLOWED.split(', '))
/** Room for the longest quote that is checked: 2,000 characters in an address, of up to twelve bytes each. */
const MAX_HEADER_BYTES = 32 * 1024
const HEADERS_WITHIN_MS = 20_000
/** How often clients that are too slow are looked for, as a share of the time that they have. */
const LOOKS = 4
/** A megabyte over a slow phone network. */
const REQUEST_TIMEOUT_MS = 120_000
/**
 * A connection on which nothing moves, between two requests too. Longer than the 60 s that proxies usually keep one, so
 * that they close first.
 */
const QUIET_CONNECTION_MS = 120_000

/** Puts the listener together; it does not listen yet. */
export function createListener(parts: ListenerParts): Listener {
  const state = { draining: false }
  const streams = new Set<Readable>()
  const { headersWithinMs = HEADERS_WITHIN_MS } = parts
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: headersWithinMs,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: headersWithinMs / LOOKS,
      // Checked in `decide`, so that this refusal too carries the headers of every answer.
      requireHostHeader: false,
    },
    (req, res) => {
      open(req, res, false)
    },
  )
  closeQuietConnections(server, QUIET_CONNECTION_MS)
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    open(req, res, true)
  })
  server.on('checkExpectation', (req: IncomingMessage, res: ServerResponse) => {
    open(req, res, false, 417)
  })
  const logRequest = requestLog(parts.log)
  const trackAnswer = answerBrokenRequests(server, { ...parts, allowed: ALLOWED })

  /** Every request comes by here: what is ready leaves at once, in the same turn. */
  function open(req: IncomingMessage, res: ServerResponse, waits: boolean, refusal?: number): void {
    const began = performance.now()
    const passage = newPassage(req, res, { requestId: randomUUID(), waits })
    trackAnswer(req.socket, res)
    res.on('close', () => {
      settle(passage, performance.now() - began)
    })
    try {
      const kept = refusal === undefined ? keptFor(req) : null
      if (kept === null) void pass(passage, refusal)
      else sendKept(passage, kept)
    } catch (error) {
      giveUp(passage, error)
    }
  }

  function giveUp({ requestId, res }: Passage, error: unknown): void {
    parts.log.error({ err: error, requestId }, 'answer could not be sent')
    res.destroy()
  }

  function settle(passage: Passage, ms: number): void {
    const line = lineOf(passage, ms)
    logRequest(line)
    parts.answered({
      path: line.route,
      method: line.method ?? '',
      status: line.status,
      ms,
      isFile: passage.isFile,
    })
  }

  async function pass(passage: Passage, refusal: number | undefined): Promise<void> {
    try {
      const answer = await currentRequest.run(passage.requestId, () => answerOf(passage, refusal))
      if (answer !== null && !passage.res.destroyed) send(passage, answer)
    } catch (error) {
      giveUp(passage, error)
    }
  }

  function keptFor(req: IncomingMessage): Form | null {
    const isRead = req.method === 'GET' || req.method === 'HEAD'
    if (!isRead || state.draining || declaresBody(req)) return null
    const kept = parts.findKept(req.url ?? '', req.headers)
    return kept !== null && namesOneHost(req) ? kept : null
  }

  async function answerOf(passage: Passage, refusal: number | undefined): Promise<Answer | null> {
    const conditions = conditionsOf(passage.req)
    try {
      const answer = refusal === undefined ? await decide(passage) : refuse(passage, refusal)
      return answer === null ? null : await finish(answer, conditions)
    } catch (error) {
      parts.log.error({ err: error, requestId: passage.requestId }, 'request failed')
      return finish(refuse(passage, 500), conditions)
    }
  }

  /** Null when the client went away before its request was whole. */
  async function decide(passage: Passage): Promise<Answer | null> {
    const { req } = passage
    const target = parseTarget(req.url ?? '')
    const ends = endsForEverybody(req)
    // What follows on the connection is not read as a request: something in front may see its begin elsewhere.
    if (!ends) passage.unread = true
    if (target === null || !namesOneHost(req) || !ends) return refuse(passage, 400)
    passage.route = loggedRoute(target.plainPath)
    const method = req.method ?? ''
    if (!METHODS.has(method)) return refuse(passage, 405, target, { allow: ALLOWED })
    await allowUpload(passage, target.path)
    if (!passage.unread && declaredLength(req) > passage.limit) return refuse(passage, 413, target)

    const isRead = method === 'GET' || method === 'HEAD'
    const health = await healthAnswer(target.path, async () => !state.draining && (await parts.ready()))
    const metrics = target.path === METRICS_PATH ? await parts.metrics(req.headers.authorization) : null
    const file = health ?? metrics ?? parts.files.get(target.plainPath)
    if (file !== undefined && !isRead) return refuse(passage, 405, target, { allow: 'GET, HEAD' })
    if (health !== null) return health
    if (metrics !== null) return metrics
    if (file !== undefined) {
      passage.isFile = true
      return file
    }
    // One address, one page: doubled slashes would also make a second cache entry.
    if (target.path.includes('//')) return isRead ? toSingleSlashes(target) : refuse(passage, 404, target)
    return renderAnswer(passage, target, isRead)
  }

  /** Who may not send a large body is told so by the page, which gets none of it. */
  async function allowUpload(passage: Passage, path: string): Promise<void> {
    const { req } = passage
    const { uploads } = parts
    if (req.method !== 'POST' || path !== uploads.path || !mayExceed(req, BODY_LIMIT_BYTES)) return
    if (await uploads.mayUpload(req.headers)) passage.limit = uploads.limitBytes
    else passage.unread = true
  }

  async function renderAnswer(passage: Passage, target: Target, isRead: boolean): Promise<Answer | null> {
    const { req, res, requestId } = passage
    // Read before the body: the address is gone once the client is.
    const clientAddress = parts.clientAddress(req)
    let body: Buffer = Buffer.alloc(0)
    if (declaresBody(req) && !passage.unread) {
      if (passage.waits) res.writeContinue()
      passage.waits = false
      const read = await readBody(req, passage.limit)
      if (read.kind === 'gone') return null
      if (read.kind === 'refused') {
        passage.unread = true
        return refuse(passage, read.status, target, read.status === 503 ? { 'retry-after': '30' } : {})
      }
      body = read.bytes
    }
    const headers = believedHeaders(req.headers, parts.siteUrl.host)
    if (body.length > 0) headers['content-length'] = String(body.length)
    else if (passage.unread) delete headers['content-length']
    const method = isRead ? 'GET' : (req.method ?? '')
    return parts.render({ ...target, method, headers, body, clientAddress, requestId })
  }

  function refuse(
    { req, requestId }: Passage,
    status: number,
    target?: Target,
    headers?: AnswerHeaders,
  ): Answer {
    return errorAnswer(status, { path: target?.path ?? req.url ?? '/', requestId }, headers)
  }

  function send(passage: Passage, { status, headers, body }: Answer): void {
    const { req, res, requestId } = passage
    const uploading = status === 413 || passage.unread
    parts.secure(headers)['x-request-id'] = requestId
    if (state.draining || uploading) headers['connection'] = 'close'
    res.writeHead(status, headers)
    if (!Buffer.isBuffer(body)) {
      sendStream(passage, body)
      return
    }
    const isHead = req.method === 'HEAD'
    if (!isHead) passage.bytes = body.length
    if (uploading && !isHead && !passage.waits) {
      res.write(body)
      discardRest(req, res, Math.max(DISCARD_LIMIT_BYTES, 4 * passage.limit))
    } else if (isHead || body.length === 0) res.end()
    else res.end(body)
  }

  function sendStream(passage: Passage, stream: Readable): void {
    streams.add(stream)
    stream.on('data', (chunk: Buffer) => (passage.bytes += chunk.length))
    passage.res.flushHeaders()
    pipeline(stream, passage.res, () => streams.delete(stream))
  }

  return {
    server,
    startDraining: () => {
      state.draining = true
      // An event stream has no end of its own; its reader reconnects, to a process that stays.
      for (const stream of streams) stream.destroy()
    },
  }
}

function toSingleSlashes({ path, search }: Target): Answer {
  const location = path.replace(/\/{2,}/gu, '/') + search
  return { status: 308, headers: { location }, body: Buffer.alloc(0) }
}

function conditionsOf(req: IncomingMessage): Conditions {
  const acceptEncoding = req.headers['accept-encoding']
  return {
    method: req.method ?? '',
    acceptEncoding: Array.isArray(acceptEncoding) ? acceptEncoding.join(',') : acceptEncoding,
    ifNoneMatch: req.headers['if-none-match'],
  }
}
