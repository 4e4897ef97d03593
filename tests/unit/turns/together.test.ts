import { expect, test } from 'vitest'
import { together } from '../../../src/domain/turns/together.ts'

class Fault extends Error {}

/** Takes words; a turn ends when the test says so, and fails where it has the word `bad`. */
function takingWords(most = 10) {
  const turns: (readonly string[])[] = []
  const ends: (() => void)[] = []
  const begun: (() => void)[] = []
  const take = together<string, string>({
    run: async (words) => {
      turns.push(words)
      const { promise, resolve } = Promise.withResolvers<undefined>()
      ends.push(() => {
        resolve(undefined)
      })
      begun.shift()?.()
      await promise
      if (words.includes('away')) throw new Error('away')
      if (words.includes('bad')) throw new Fault()
      return words.map((word) => word.toUpperCase())
    },
    most,
    keysOf: (word) => [word.slice(0, 3)],
    isOfOne: (error) => error instanceof Fault,
  })
  const nextTurn = () => new Promise<void>((resolve) => begun.push(resolve))
  const end = () => ends.shift()?.()
  return { take, turns, nextTurn, end }
}

test('what comes while a turn is under way shares the next one, and each gets its own result', async () => {
  const { take, turns, nextTurn, end } = takingWords()
  const first = take('một')
  await nextTurn()
  const rest = Promise.all([take('hai'), take('bốn'), take('sáu')])
  end()
  await expect(first).resolves.toBe('MỘT')
  await nextTurn()
  end()
  await expect(rest).resolves.toEqual(['HAI', 'BỐN', 'SÁU'])
  expect(turns).toEqual([['một'], ['hai', 'bốn', 'sáu']])
})

test('nothing is told before its turn is over', async () => {
  const { take, nextTurn, end } = takingWords()
  let told = false
  const first = take('một').then(() => (told = true))
  await nextTurn()
  await new Promise(setImmediate)
  expect(told).toBe(false)
  end()
  await first
})

test('one at fault fails alone: the others are taken without it', async () => {
  const { take, turns, nextTurn, end } = takingWords()
  const all = Promise.allSettled([take('một'), take('bad'), take('hai')])
  for (let turn = 0; turn < 4; turn += 1) {
    await nextTurn()
    end()
  }
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(turns).toEqual([['một', 'bad', 'hai'], ['một'], ['bad'], ['hai']])
})

test('an error that is the fault of none fails the whole turn at once, and not the one after', async () => {
  const { take, turns, nextTurn, end } = takingWords()
  const all = Promise.allSettled([take('một'), take('away')])
  await nextTurn()
  const later = take('hai')
  end()
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await nextTurn()
  end()
  await expect(later).resolves.toBe('HAI')
  expect(turns).toHaveLength(2)
})

test('two that share a key follow each other, in their order, and a turn takes no more than it may', async () => {
  const { take, turns, nextTurn, end } = takingWords(2)
  const words = ['nhà một', 'nhà hai', 'ruộng', 'vườn']
  const all = Promise.all(words.map((word) => take(word)))
  for (let turn = 0; turn < 2; turn += 1) {
    await nextTurn()
    end()
  }
  await all
  expect(turns).toEqual([
    ['nhà một', 'ruộng'],
    ['nhà hai', 'vườn'],
  ])
})
