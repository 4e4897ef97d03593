import { EventEmitter } from 'node:events'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { PassThrough, Writable } from 'node:stream'
import type { Answer, AnswerHeaders } from './answer.ts'

/** What Astro's adapter reads of a request. Made by us, so that it sees only what we believe. */
export interface AstroRequest {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  body: Buffer
  https: boolean
  remoteAddress: string
}

/** The built site, as `dist/server/entry.mjs` exports it. */
export type AstroHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
  locals: App.Locals,
) => Promise<void>

/** Runs the built site for one request and gives back what it wrote; null when no route matched. */
export async function exchange(
  handler: AstroHandler,
  request: AstroRequest,
  locals: App.Locals,
): Promise<Answer | null> {
  const socket = Object.assign(new EventEmitter(), {
    encrypted: request.https,
    remoteAddress: request.remoteAddress,
    destroyed: false,
  })
  const req = Object.assign(new EventEmitter(), request, { socket })
  return new Promise((resolve, reject) => {
    const res = new CapturedAnswer(req, resolve, reject)
    const next = (error?: unknown): void => {
      if (error === undefined) resolve(null)
      else reject(error instanceof Error ? error : new Error('Astro failed', { cause: error }))
    }
    handler(req as unknown as IncomingMessage, res as unknown as ServerResponse, next, locals).catch(reject)
  })
}

/**
 * Stands in for the response. Collects an answer whole, so that an error half-way becomes a 500 and not a cut
 * page; only an event stream is handed on while it is being written.
 */
class CapturedAnswer extends Writable {
  /** The adapter looks here to stop watching the socket once it has answered. */
  readonly req: object
  statusCode = 200
  statusMessage = ''
  headersSent = false
  readonly #chunks: Buffer[] = []
  readonly #headers: AnswerHeaders = {}
  readonly #answer: (answer: Answer) => void
  #live: PassThrough | undefined

  constructor(req: object, answer: (answer: Answer) => void, fail: (error: Error) => void) {
    super()
    this.req = req
    this.#answer = answer
    this.on('error', (error) => {
      this.#live?.destroy(error)
      fail(error)
    })
    this.on('close', () => {
      if (!this.writableFinished) fail(new Error('The page ended before it was complete'))
    })
  }

  writeHead(status: number, ...rest: [OutgoingHttpHeaders?] | [string, OutgoingHttpHeaders?]): this {
    this.statusCode = status
    this.headersSent = true
    const headers = typeof rest[0] === 'string' ? rest[1] : rest[0]
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (value === undefined) continue
      this.#headers[name.toLowerCase()] = Array.isArray(value) ? value : String(value)
    }
    if (String(this.#headers['content-type']).startsWith('text/event-stream')) this.#goLive()
    return this
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#live === undefined) {
      this.#chunks.push(chunk)
      done()
    } else if (this.#live.write(chunk)) done()
    else this.#live.once('drain', done)
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#live === undefined) {
      this.#answer({ status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) })
    } else this.#live.end()
    done()
  }

  #goLive(): void {
    const live = new PassThrough()
    this.#live = live
    // The reader went away: tells the adapter to stop reading the page's stream.
    live.once('close', () => this.destroy())
    this.#answer({ status: this.statusCode, headers: this.#headers, body: live })
  }
}
