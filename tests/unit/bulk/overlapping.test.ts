import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { overlapping } from '../../../db/bulk/overlapping.ts'

function* made(log: string[], names: readonly string[], broken?: string): Generator<string> {
  for (const name of names) {
    if (name === broken) throw new Error(`cannot make ${name}`)
    log.push(`make ${name}`)
    yield name
  }
}

const running = (log: string[], broken?: string) => async (name: string) => {
  log.push(`begin ${name}`)
  await wait(1)
  log.push(`end ${name}`)
  if (name === broken) throw new Error(`cannot run ${name}`)
}

test('the next part is made while the one before runs, and runs after it', async () => {
  const log: string[] = []
  await overlapping(made(log, ['a', 'b']), running(log))
  expect(log).toEqual(['make a', 'begin a', 'make b', 'end a', 'begin b', 'end b'])
})

test('nothing to do is done', async () => {
  await expect(overlapping([], () => Promise.reject(new Error('never')))).resolves.toBeUndefined()
})

test('after a part that cannot run no other runs', async () => {
  const log: string[] = []
  await expect(overlapping(made(log, ['a', 'b', 'c']), running(log, 'a'))).rejects.toThrow('cannot run a')
  expect(log).toEqual(['make a', 'begin a', 'make b', 'end a'])
})

test('the last part may fail too', async () => {
  await expect(overlapping(made([], ['a']), running([], 'a'))).rejects.toThrow('cannot run a')
})

test('where a part cannot be made, what is under way ends first', async () => {
  const log: string[] = []
  await expect(overlapping(made(log, ['a', 'b'], 'b'), running(log))).rejects.toThrow('cannot make b')
  expect(log).toEqual(['make a', 'begin a', 'end a'])
})
