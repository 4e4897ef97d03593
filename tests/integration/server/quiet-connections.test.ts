import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { closeQuietConnections } from '../../../src/server/quiet-connections.ts'

const REQUEST = 'GET / HTTP/1.1\r\nHost: site.test\r\n\r\n'
const LONG_MS = 80_000

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function open(afterMs: number): Promise<{ look: () => void; ours: Socket; theirs: Socket }> {
  const server = createServer((_, res) => res.end('x'))
  servers.push(server)
  const look = closeQuietConnections(server, afterMs)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const theirs = connect((server.address() as AddressInfo).port, '127.0.0.1')
  theirs.on('error', () => undefined)
  const [ours] = await accepted
  return { look, ours, theirs }
}

async function ask(socket: Socket): Promise<void> {
  socket.write(REQUEST)
  await once(socket, 'data')
}

test('a connection on which nothing moves is closed, also between two requests', async () => {
  const { theirs } = await open(200)
  await ask(theirs)
  theirs.resume()
  await once(theirs, 'close')
})

test('only a connection that was found quiet has a timer, until something moves on it again', async () => {
  const { look, ours, theirs } = await open(LONG_MS)
  await ask(theirs)
  look()
  expect(ours.timeout ?? 0).toBe(0)
  look()
  expect(ours.timeout).toBe((LONG_MS * 7) / 8)
  look()
  expect(ours.timeout).toBe((LONG_MS * 7) / 8)
  await ask(theirs)
  look()
  expect(ours.timeout).toBe(0)
  look()
  expect(ours.timeout).toBe((LONG_MS * 7) / 8)
})
