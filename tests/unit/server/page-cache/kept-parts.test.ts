import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptParts } from '../../../../src/server/page-cache/kept-parts.ts'

const ROOM = 8_000_000

/** What a process knows of changes. */
function changes() {
  const changedAt = new Map<string, number>()
  const state = { moment: 1 }
  return {
    now: () => state.moment,
    standsSince: (tags: readonly string[], since: number) =>
      tags.every((tag) => (changedAt.get(tag) ?? 0) <= since),
    change: (tag: string) => {
      state.moment += 1
      changedAt.set(tag, state.moment)
    },
  }
}

test('a part is made once for all pages, and again when something has changed that changes seldom', async () => {
  const revisions = changes()
  const keepSince = keptParts(revisions, ROOM)
  let made = 0
  const read = (key: string) => keepSince(revisions.now())(key, () => Promise.resolve((made += 1)))
  expect([await read('article a'), await read('article a'), await read('article b')]).toEqual([1, 1, 2])
  revisions.change('news/a')
  expect(await read('article a')).toBe(1)
  revisions.change('news')
  expect([await read('article a'), await read('article a'), await read('article b')]).toEqual([3, 3, 4])
})

test('a part that could not be made is asked for again', async () => {
  const revisions = changes()
  const keep = keptParts(revisions, ROOM)(revisions.now())
  await expect(keep('article a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await keep('article a', () => Promise.resolve('back'))).toBe('back')
})

test('parts of addresses without end push out each other', async () => {
  const revisions = changes()
  const keep = keptParts(revisions, ROOM)(revisions.now())
  const make = (text: string) => () => Promise.resolve(text)
  await keep('first', make('old'))
  for (let n = 0; n < 60; n += 1) await keep(`page ${n}`, make('x'.repeat(100_000)))
  expect(await keep('first', make('new'))).toBe('new')
  expect(await keep('page 59', make('y'))).toHaveLength(100_000)
})

test('parts that are no markup, or next to none, push out each other too', async () => {
  const revisions = changes()
  const keep = keptParts(revisions, ROOM)(revisions.now())
  await keep('first', () => Promise.resolve({ title: 'old' }))
  for (let n = 0; n < 2_000; n += 1) await keep(`row ${n}`, () => Promise.resolve({ n }))
  expect(await keep('first', () => Promise.resolve({ title: 'new' }))).toEqual({ title: 'new' })
  expect(await keep('row 1999', () => Promise.resolve({ n: 0 }))).toEqual({ n: 1999 })
})

test('no part is kept where there is no room', async () => {
  const revisions = changes()
  const keep = keptParts(revisions, 0)(revisions.now())
  let made = 0
  const read = () => keep('article a', () => Promise.resolve((made += 1)))
  expect([await read(), await read()]).toEqual([1, 2])
})

test('however pages overlap with changes, none shows a part older than what stood when the page began', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant('change'), fc.constant('begin'), fc.nat(5)), { maxLength: 40 }),
      async (steps) => {
        const revisions = changes()
        const keepSince = keptParts(revisions, ROOM)
        let text = 0
        const waiting: (() => void)[] = []
        const pages: Promise<void>[] = []
        for (const step of steps) {
          if (step === 'change') {
            text += 1
            revisions.change('news')
          } else if (step === 'begin') {
            const stood = text
            const { promise, resolve } = Promise.withResolvers<undefined>()
            waiting.push(() => {
              resolve(undefined)
            })
            const shown = keepSince(revisions.now())('part', async () => {
              const read = text
              await promise
              return read
            })
            pages.push(
              shown.then((read) => {
                expect(read).toBeGreaterThanOrEqual(stood)
              }),
            )
          } else waiting[step]?.()
          await Promise.resolve()
        }
        for (const go of waiting) go()
        await Promise.all(pages)
      },
    ),
  )
})
