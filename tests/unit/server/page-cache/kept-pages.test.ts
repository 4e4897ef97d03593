import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptPages, type KeptPage } from '../../../../src/server/page-cache/kept-pages.ts'

function page(bytes: number): KeptPage {
  const answer = { status: 200, headers: {}, body: Buffer.alloc(bytes), encoded: {} }
  const about = { route: '/', tags: [], negotiated: false, since: 1 }
  return { answer, encodable: true, ...about, forms: {}, underWay: new Map(), sent: new Map() }
}

describe('what is kept', () => {
  test('stays within its room, whatever comes and is asked for', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      bytes: fc.nat(60_000),
      act: fc.constantFrom('set', 'get', 'encode'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const kept = keptPages(100_000)
        for (const { key, bytes, act } of steps) {
          const found = kept.get(key)
          if (act === 'set') kept.set(key, page(bytes))
          if (act === 'encode' && found !== undefined) {
            found.answer.encoded.br = Buffer.alloc(bytes)
            kept.weigh(key, found)
          }
          expect(kept.bytes()).toBeLessThanOrEqual(100_000)
          expect(kept.bytes()).toBeGreaterThanOrEqual(0)
          if (kept.count() === 0) expect(kept.bytes()).toBe(0)
        }
      }),
    )
  })

  test('goes in the order in which it was asked for last', () => {
    const kept = keptPages(100_000)
    for (const key of ['a', 'b', 'c', 'd']) kept.set(key, page(20_000))
    kept.get('a')
    kept.set('e', page(20_000))
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => kept.get(key) !== undefined)).toEqual([
      'a',
      'c',
      'd',
      'e',
    ])
  })

  test('is never a page that would take most of the room', () => {
    const kept = keptPages(100_000)
    kept.set('a', page(10_000))
    kept.set('b', page(30_000))
    expect([kept.get('a') === undefined, kept.get('b') === undefined]).toEqual([false, true])
  })

  test('weighs a page again only while it is the one that is kept', () => {
    const kept = keptPages(100_000)
    const old = page(10_000)
    kept.set('a', old)
    kept.set('a', page(5_000))
    const before = kept.bytes()
    kept.weigh('a', old)
    expect(kept.bytes()).toBe(before)
  })
})
