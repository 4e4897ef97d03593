import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AnswerHeaders } from './answer.ts'
import type { Log } from './log.ts'
import type { Secure } from './security-headers.ts'

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}
const TEXT: Readonly<Record<number, string>> = {
  400: 'Yêu cầu không đúng dạng.',
  405: 'Máy chủ không làm trung gian tới nơi khác.',
  408: 'Yêu cầu đến quá chậm.',
  413: 'Nội dung quá dài.',
  431: 'Phần đầu của yêu cầu quá dài.',
}

/**
 * Answers what never became a request: broken syntax, too large headers, too slow, or meant for another server.
 * @param parts.allowed methods, as the header names them
 * @returns remembers the answer that is under way on a socket; such a socket is closed, never written into
 */
export function answerBrokenRequests(
  server: Server,
  parts: { log: Log; secure: Secure; allowed: string },
): (socket: Socket, res: ServerResponse) => void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  const tell = (socket: Duplex, status: number, more: AnswerHeaders = {}): void => {
    const requestId = randomUUID()
    const body = `${TEXT[status] ?? ''}\n`
    const headers = parts.secure({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'x-request-id': requestId,
      connection: 'close',
      ...more,
    })
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`)
    parts.log.info({ requestId, method: null, route: '-', status, bytes: Buffer.byteLength(body) }, 'request')
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex & { bytesRead?: number }) => {
    const answer = answers.get(socket)
    const underWay = answer !== undefined && !answer.writableFinished
    if (!socket.writable || underWay || error.code === 'ECONNRESET' || socket.bytesRead === 0) {
      socket.destroy()
      return
    }
    tell(socket, STATUS_BY_CODE[error.code ?? ''] ?? 400)
  })
  server.on('connect', (_, socket: Duplex) => {
    // Node has let go of it: whoever hangs up meanwhile must not end the process.
    socket.on('error', () => socket.destroy())
    tell(socket, 405, { allow: parts.allowed })
  })
  return (socket, res) => answers.set(socket, res)
}
