import type { Family } from './registry.ts'

/** Messages between a parent and its workers; anything else on the same channel is left alone. */
type Message =
  | { metrics: 'ask'; id: string }
  | { metrics: 'report'; id: string }
  | { metrics: 'reported'; id: string; families: Family[] }
  | { metrics: 'told'; id: string; reports: Family[][] }

/** One end of the channel between two processes. */
export interface Channel {
  send: (message: object) => void
  /** Whatever comes, of this kind or another. */
  listen: (hear: (message: unknown) => void) => void
}

/** A worker that does not report in time is left out: it may be starting, or busy for long. */
const PATIENCE_MS = 1_000

function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'metrics' in message && 'id' in message
}

/**
 * A worker's side: reports when it is asked.
 * @returns asks the others by way of the parent; what did not come in time is missing
 */
export function joinSiblings(
  parent: Channel,
  families: () => Promise<Family[]>,
  patienceMs = PATIENCE_MS,
): () => Promise<Family[][]> {
  const waiting = new Map<string, (reports: Family[][]) => void>()
  let asked = 0
  parent.listen((message) => {
    if (!isMessage(message)) return
    const { id } = message
    if (message.metrics === 'told') waiting.get(id)?.(message.reports)
    if (message.metrics !== 'report') return
    void families().then((own) => {
      parent.send({ metrics: 'reported', id, families: own } satisfies Message)
    })
  })
  return async () => {
    const id = String((asked += 1))
    const { promise, resolve } = Promise.withResolvers<Family[][]>()
    waiting.set(id, resolve)
    parent.send({ metrics: 'ask', id } satisfies Message)
    const timer = setTimeout(resolve, 2 * patienceMs, [])
    const reports = await promise
    clearTimeout(timer)
    waiting.delete(id)
    return reports
  }
}

/** The parent's side: hands a worker's question to all others and what they report back to it. */
export class MetricsRelay {
  readonly #workers = new Map<number, Channel>()
  readonly #collecting = new Map<string, (families: Family[]) => void>()
  readonly #patienceMs: number
  #questions = 0

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs
  }

  /** @param id of the process; one that was started anew has another */
  add(id: number, worker: Channel): void {
    this.#workers.set(id, worker)
    worker.listen((message) => {
      if (!isMessage(message)) return
      if (message.metrics === 'ask') this.#ask(id, message.id)
      if (message.metrics === 'reported') this.#collecting.get(`${message.id} ${id}`)?.(message.families)
    })
  }

  remove(id: number): void {
    this.#workers.delete(id)
  }

  #ask(asker: number, askerId: string): void {
    const question = String((this.#questions += 1))
    const others = [...this.#workers].filter(([id]) => id !== asker)
    const reports = others.map(([id, worker]) => this.#reportOf(id, worker, question))
    void Promise.all(reports).then((found) => {
      const whole = found.filter((families) => families !== null)
      this.#workers.get(asker)?.send({ metrics: 'told', id: askerId, reports: whole } satisfies Message)
    })
  }

  async #reportOf(id: number, worker: Channel, question: string): Promise<Family[] | null> {
    const key = `${question} ${id}`
    const { promise, resolve } = Promise.withResolvers<Family[] | null>()
    this.#collecting.set(key, resolve)
    worker.send({ metrics: 'report', id: question } satisfies Message)
    const timer = setTimeout(resolve, this.#patienceMs, null)
    const families = await promise
    clearTimeout(timer)
    this.#collecting.delete(key)
    return families
  }
}
