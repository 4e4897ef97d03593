import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { merged, single, type Family } from '../../../src/server/metrics/registry.ts'
import { joinSiblings, MetricsRelay, type Channel } from '../../../src/server/metrics/siblings.ts'

/** Two ends of a channel, over which only what JSON can say gets through. */
function channel(): [Channel, Channel] {
  const [here, there] = [new EventEmitter(), new EventEmitter()]
  const end = (from: EventEmitter, to: EventEmitter): Channel => ({
    send: (message) => {
      const text = JSON.stringify(message)
      setImmediate(() => to.emit('message', JSON.parse(text)))
    },
    listen: (hear) => void from.on('message', hear),
  })
  return [end(here, there), end(there, here)]
}

const counted = (value: number): Family[] => [single('counter', 'answers_total', 'Answers.', value)]

test('a worker learns what all others counted, two questions at a time', async () => {
  const relay = new MetricsRelay()
  const asks = [1, 20, 300].map((value, id) => {
    const [parent, worker] = channel()
    relay.add(id, parent)
    parent.send('open' as unknown as object)
    return joinSiblings(worker, () => Promise.resolve(counted(value)))
  })
  const answers = await Promise.all([asks[0]?.(), asks[2]?.()])
  expect(answers.map((reports) => merged(reports ?? [])[0]?.samples[0]?.value)).toEqual([320, 21])
})

test('a worker that does not report, or has gone, is left out', async () => {
  const relay = new MetricsRelay(20)
  const [parent, worker] = channel()
  relay.add(0, parent)
  const ask = joinSiblings(worker, () => Promise.resolve(counted(1)), 20)
  relay.add(1, channel()[0])
  relay.add(2, channel()[0])
  relay.remove(2)
  expect(await ask()).toEqual([])
})

test('a worker whose parent does not answer tells what it knows itself', async () => {
  const [, worker] = channel()
  expect(await joinSiblings(worker, () => Promise.resolve(counted(1)), 10)()).toEqual([])
})
