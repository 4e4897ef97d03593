import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order, Tally } from './order.ts'

export interface Generator {
  ask: (order: Order) => Promise<Tally>
  stop: () => void
}

export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), { serialization: 'advanced' })
  const died = once(child, 'exit').then(() => {
    throw new Error('the load generator gave up')
  })
  // Told to whoever asks next.
  died.catch(() => undefined)
  return {
    ask: async (order) => {
      const answered = once(child, 'message') as Promise<[Tally]>
      child.send(order)
      const [tally] = await Promise.race([answered, died])
      return tally
    },
    stop: () => {
      child.kill()
    },
  }
}
