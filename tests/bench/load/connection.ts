import { connect } from 'node:net'
import { once } from 'node:events'

/** A connection that is kept open, one request at a time on it. */
export interface Connection {
  /** Sends a whole request and waits for the whole answer. Rejects where its status is another than expected. */
  ask: (request: string) => Promise<void>
  close: () => void
}

const HEAD_END = '\r\n\r\n'
const HTTP_VERSION = 'HTTP/1.1 '

/** Opens a connection to a port of this machine. @param status that every answer has to have */
export async function openConnection(port: number, status: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  let answered = (): void => undefined
  let failed: (error: Error) => void = () => undefined
  let head = ''
  /** Bytes of the body that are still to come; null while the head is. */
  let left: number | null = null
  socket.on('data', (chunk: Buffer) => {
    if (left === null) {
      head += chunk.toString('latin1')
      const end = head.indexOf(HEAD_END)
      if (end === -1) return
      if (Number(head.slice(HTTP_VERSION.length, HTTP_VERSION.length + 3)) !== status) {
        failed(new Error(`not the expected ${status}: ${head}`))
        return
      }
      const length = Number(/^content-length: (\d+)/imu.exec(head)?.[1] ?? 0)
      left = length - (head.length - end - HEAD_END.length)
    } else left -= chunk.length
    if (left > 0) return
    head = ''
    left = null
    answered()
  })
  socket.once('close', () => {
    failed(new Error('the server closed the connection'))
  })
  // What follows is told by the close.
  socket.on('error', () => undefined)
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        answered = resolve
        failed = reject
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
