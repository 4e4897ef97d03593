import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTarget } from '../../../src/server/request-target.ts'

/** RFC 3986, 2.3: an escape of one of these is the same address as the character itself. */
const UNRESERVED = Array.from('abcxyzABCXYZ0189-_~')

const escaped = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`

describe('the path of a request', () => {
  test.each([
    ['/%71uan-tri/', '/quan-tri/'],
    ['/api/v1/%73taff/session', '/api/v1/staff/session'],
    ['/%5Fimage?href=/favicon.svg', '/_image'],
    ['/%5fserver-islands/x', '/_server-islands/x'],
    ['/tim%2Dkiem', '/tim-kiem'],
    ['/%61%70%69/v1/%7Ex', '/api/v1/~x'],
  ])('%s is read as %s, as the renderer will read it', (raw, path) => {
    expect(parseTarget(raw)?.path).toBe(path)
  })

  test('has one spelling, however many of its letters are escaped', () => {
    const letters = fc.array(fc.record({ is: fc.constantFrom(...UNRESERVED), hidden: fc.boolean() }))
    fc.assert(
      fc.property(letters, (path) => {
        const plain = `/${path.map(({ is }) => is).join('')}`
        const raw = `/${path.map(({ is, hidden }) => (hidden ? escaped(is) : is)).join('')}`
        expect(parseTarget(raw)).toEqual(parseTarget(plain))
      }),
    )
  })

  test.each(['/%2571uan-tri/', '/%252e%252e/', '/api/v1/%25252573taff', '/a%2525b', '/%25e1%25ba%25bf'])(
    '%s is refused: escaped twice, it would be unescaped twice by some and once by others',
    (raw) => {
      expect(parseTarget(raw)).toBeNull()
    },
  )

  test('keeps an escape that stands for something else than the character', () => {
    expect(parseTarget('/a%2Fb%5C%20%C3%A1%25')?.path).toBe('/a%2Fb%5C%20%C3%A1%25')
  })

  test('is without steps upwards, also escaped ones', () => {
    for (const raw of ['/a/../b', '/a/%2e%2e/b', '/a/.%2E/b', '/%2e/b'])
      expect(parseTarget(raw)?.path, raw).toBe('/b')
  })
})
