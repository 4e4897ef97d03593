import { Server as PlainServer, type Socket } from 'node:net'
import type { Listener } from './listener.ts'

/** How long answers under way may take once the process was told to stop. */
export const DRAIN_MS = 20_000
const LOOK_AGAIN_MS = 100
/** What was sent on a connection of this age has arrived, on a busy machine too. */
const SILENT_FOR_MS = 1_000
/** For so long a connection that is kept stays open: a proxy may be sending on it, and learns of the end by its answer. */
const KEPT_FOR_MS = 300

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
    // The close of HTTP would cut every idle connection at once, just while a proxy sends on it: it may not send a form
    // again, so its reader would be told that the site failed.
    PlainServer.prototype.close.call(server, () => {
      resolve(whole)
    })
    const keptUntil = performance.now() + KEPT_FOR_MS
    const look = setInterval(() => {
      // After what has arrived by now was read: a request is not idle any more.
      if (performance.now() >= keptUntil) setImmediate(() => server.closeIdleConnections())
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
