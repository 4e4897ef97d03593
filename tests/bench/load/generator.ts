/*
 * The load generator: a process of its own, so that what it does is not taken for the server's work and the two have a
 * processor each. It reads no more of an answer than its status and its length.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { openConnection, type Connection } from './connection.ts'
import type { Order, Tally } from './order.ts'

const TICK_MS = 1
/** Past the end of an order; then something hangs. */
const GIVE_UP_AFTER_MS = 20_000

process.on('message', (order: Order) => {
  const late = setTimeout(() => {
    process.stderr.write('load generator: an answer does not come\n')
    process.exit(1)
  }, order.ms + GIVE_UP_AFTER_MS)
  run(order)
    .finally(() => {
      clearTimeout(late)
    })
    .then(
      (tally) => process.send?.(tally),
      (error: unknown) => {
        process.stderr.write(`load generator: ${String(error)}\n`)
        process.exit(1)
      },
    )
})

async function run(order: Order): Promise<Tally> {
  const opening = Array.from({ length: order.connections }, () => openConnection(order.port, order.status))
  const connections = await Promise.all(opening)
  const before = process.cpuUsage()
  const began = performance.now()
  const { perSecond } = order
  const times =
    perSecond === undefined ? await flatOut(order, connections) : await paced(order, perSecond, connections)
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  for (const connection of connections) connection.close()
  return { times: Float64Array.from(times), ms, generatorCpu: user + system }
}

/** Each connection asks again as soon as it has its answer. */
async function flatOut(order: Order, connections: readonly Connection[]): Promise<number[]> {
  const times: number[] = []
  const next = inTurn(order.requests)
  const until = performance.now() + order.ms
  const keepAsking = async (connection: Connection): Promise<void> => {
    for (;;) {
      const sent = performance.now()
      const request = sent < until ? next() : undefined
      if (request === undefined) return
      await connection.ask(request)
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(connections.map(keepAsking))
  return times
}

/** Requests fall due at a steady pace; one that finds no connection free waits, and its time counts from its turn. */
async function paced(order: Order, perSecond: number, connections: readonly Connection[]): Promise<number[]> {
  const times: number[] = []
  const next = inTurn(order.requests)
  const free = [...connections]
  const due: number[] = []
  const underWay = new Set<Promise<void>>()
  const handOut = (): void => {
    while (due.length > 0) {
      const connection = free.pop()
      const request = connection === undefined ? undefined : next()
      if (connection === undefined || request === undefined) return
      const since = due.shift() ?? 0
      const asked = connection.ask(request).then(() => {
        times.push(performance.now() - since)
        underWay.delete(asked)
        free.push(connection)
        handOut()
      })
      underWay.add(asked)
    }
  }
  const began = performance.now()
  let fallen = 0
  for (let now = began; now - began < order.ms; now = performance.now()) {
    for (; fallen < ((now - began) / 1_000) * perSecond; fallen += 1) due.push(now)
    handOut()
    await wait(TICK_MS)
  }
  while (underWay.size > 0) await Promise.all(underWay)
  return times
}

/** One request again and again; several once each. */
function inTurn(requests: readonly string[]): () => string | undefined {
  const [only] = requests
  if (requests.length === 1) return () => only
  let at = 0
  return () => requests[at++]
}
