import type { Socket } from 'node:net'
import type { Listener } from './listener.ts'

/** How long answers under way may take once the process was told to stop. */
export const DRAIN_MS = 20_000
const LOOK_AGAIN_MS = 100
/** What was sent on a connection of this age has arrived, on a busy machine too. */
const SILENT_FOR_MS = 1_000

/**
 * Prepares a listener for its end.
 * @returns stops accepting, lets what is under way finish for at most `withinMs`; false when something was cut off
 */
export function drainer({ server, startDraining }: Listener): (withinMs?: number) => Promise<boolean> {
  const acceptedAt = new Map<Socket, number>()
  server.on('connection', (socket) => {
    acceptedAt.set(socket, performance.now())
    socket.once('close', () => acceptedAt.delete(socket))
  })
  return async (withinMs = DRAIN_MS) => {
    startDraining()
    const { promise: closed, resolve } = Promise.withResolvers<boolean>()
    let whole = true
    server.close(() => {
      resolve(whole)
    })
    const look = setInterval(() => {
      // An answer that began before the drain leaves its connection open and idle.
      server.closeIdleConnections()
      // Browsers open connections ahead of need; node counts one that sent nothing as busy.
      const before = performance.now() - SILENT_FOR_MS
      for (const [socket, at] of acceptedAt) if (socket.bytesRead === 0 && at < before) socket.destroy()
    }, LOOK_AGAIN_MS)
    const deadline = setTimeout(() => {
      whole = false
      server.closeAllConnections()
    }, withinMs)
    await closed
    clearInterval(look)
    clearTimeout(deadline)
    return whole
  }
}
