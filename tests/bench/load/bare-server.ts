/*
 * The least that a server of node:http can do: sends the same bytes to everybody. Takes the address whose answer it
 * sends, prints its port.
 */
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const OWN = /^(?:date|connection|keep-alive)$/iu
const [address = ''] = process.argv.slice(2)
const answer = await new Promise<IncomingMessage>((resolve, reject) => {
  get(address, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, resolve).once('error', reject)
})
const chunks: Buffer[] = []
for await (const chunk of answer) chunks.push(chunk as Buffer)
const body = Buffer.concat(chunks)
const headers = answer.rawHeaders.flatMap((name, at, all) =>
  at % 2 === 0 && !OWN.test(name) ? [name, all[at + 1] ?? ''] : [],
)
const server = createServer({ keepAliveTimeout: 65_000 }, (_, res) => {
  res.writeHead(200, headers)
  res.end(body)
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
