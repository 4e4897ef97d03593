import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseQuery,
  printTerms,
  readSearchQuery,
  searchAddress,
  tellingTerms,
} from '../../../src/domain/search/query-rules.ts'
import { readSearchWords } from '../../../src/domain/search/words.ts'

const letterOf = (letters: string) => fc.constantFrom(...letters)

const words = readSearchWords('content')
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 230 }),
  fc.string({ unit: letterOf('aộđ OR NEAR("*\')&|!<->:\\-+^{}0 '), maxLength: 60 }),
)

function termsOf(text: string) {
  const parsed = parseQuery(text, words)
  return parsed.ok ? parsed.terms : []
}

describe('a search', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['a', 'too-short'],
    ['ộ', 'too-short'],
    ['!!! ?', 'no-letters'],
    ['"" * - OR', 'no-letters'],
    ['nhà '.repeat(60), 'too-long'],
  ])('“%s” is refused: %s', (text, problem) => {
    expect(parseQuery(text, words)).toEqual({ ok: false, problem })
  })

  test('of 200 characters is taken, of 201 refused', () => {
    expect(parseQuery('ô'.repeat(200), words).ok).toBe(true)
    expect(parseQuery('ô'.repeat(201), words)).toEqual({ ok: false, problem: 'too-long' })
  })

  test('begin with letters once, and with more than one letter', () => {
    const begins = (text: string) => termsOf(text).map(({ prefix }) => prefix)
    expect(begins('xu* nh* bản')).toEqual([false, true, false])
    expect(begins('x* n*')).toEqual([false, false])
    expect(begins('"hộ ngh"* m*')).toEqual([true, false])
  })

  test('has words in a row in quotes, and beginnings before a star', () => {
    expect(termsOf('"hộ nghèo" xuân*').map(({ words: row, prefix }) => [row.length, prefix])).toEqual([
      [2, false],
      [1, true],
    ])
  })

  test('takes operators in capitals for nothing, and small for words', () => {
    expect(termsOf('nhà OR đường').flatMap((term) => term.words.map(({ key }) => key))).toEqual([
      'nha',
      'duong',
    ])
    expect(termsOf('nhà or đường')).toHaveLength(3)
  })

  test('knows an abbreviation by its letters and by its words', () => {
    expect(termsOf('BHYT')[0]?.short).toBe('bhyt')
    expect(termsOf('thẻ bảo hiểm y tế').map(({ short }) => short)).toEqual([null, 'bhyt'])
  })

  test('needs no idle words, unless there are no others', () => {
    expect(tellingTerms(termsOf('nhà của hộ nghèo'))).toHaveLength(3)
    expect(tellingTerms(termsOf('của các'))).toHaveLength(2)
  })

  test('is read without an error, bounded, and leaves only letters and digits for the databases', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const terms = termsOf(text)
        expect(terms.length).toBeLessThanOrEqual(12)
        for (const word of terms.flatMap((term) => term.words)) expect(word.key).toMatch(/^[a-z0-9]{1,40}$/u)
        expect(typeof printTerms(terms)).toBe('string')
      }),
    )
  })

  test('is the same again from its own address', () => {
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom(undefined, 'figure' as const, 'comment' as const),
        fc.constantFrom(undefined, 2022),
        fc.boolean(),
        (text, kind, year, verbatim) => {
          const { q } = readSearchQuery(new URLSearchParams({ q: text }))
          const query = { q, kind, year, verbatim, page: 3 }
          const address = new URL(searchAddress(query), 'https://example.vn')
          expect(readSearchQuery(address.searchParams)).toEqual(query)
        },
      ),
    )
  })

  test('leaves out of its address what cannot be', () => {
    const query = new URLSearchParams('q=a&loai=x&nam=20000&trang=0')
    expect(readSearchQuery(query)).toEqual({
      q: 'a',
      kind: undefined,
      year: undefined,
      page: 1,
      verbatim: false,
    })
  })
})
