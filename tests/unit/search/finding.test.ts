import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asSpelled, excerpt, highlight } from '../../../src/domain/search/highlight-rules.ts'
import { parseQuery, printTerms, type QueryTerm } from '../../../src/domain/search/query-rules.ts'
import { compareMatches, matcherOf, type RankedEntry } from '../../../src/domain/search/ranking-rules.ts'
import {
  beginningSo,
  mendPairs,
  mendUnknown,
  mistakesBetween,
} from '../../../src/domain/search/spelling-rules.ts'
import { countWords } from '../../../src/domain/search/vocabulary.ts'
import { accentsOf, keysOf } from '../../../src/domain/search/word-rules.ts'
import { readSearchWords } from '../../../src/domain/search/words.ts'

const letterOf = (letters: string) => fc.constantFrom(...letters)

const words = readSearchWords('content')
const NOW = new Date('2026-11-23T00:00:00Z')

function termsOf(text: string): QueryTerm[] {
  const parsed = parseQuery(text, words)
  return parsed.ok ? parsed.terms : []
}

const marked = (text: string, query: string): string =>
  highlight(text, termsOf(query))
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('')

describe('marks in a text', () => {
  test.each([
    ['Tỷ lệ hộ nghèo', 'ty le ho ngheo', '[Tỷ lệ hộ nghèo]'],
    ['Họ hàng của hộ nghèo', 'hộ nghèo', 'Họ hàng của [hộ nghèo]'],
    ['Họ hàng', 'hộ', '[Họ] hàng'],
    ['2.213 căn nhà', '2213', '[2.213] căn nhà'],
    ['Người có BHYT', 'bảo hiểm y tế', 'Người có [BHYT]'],
    ['Mường La, Mường Bú', 'mườ*', '[Mường] La, [Mường] Bú'],
    ['hoà hợp', 'hòa', '[hoà] hợp'],
  ])('%s for %s is %s', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected)
  })

  test('are put where what was typed without marks is meant, as the texts that were found spell it', () => {
    const found = [
      'Sơn La hỗ trợ 2.213 căn nhà cho hộ nghèo',
      'Tỷ lệ hộ nghèo, huyện Vân Hồ',
      'Hộ cận nghèo được hỗ trợ',
      'Hỗ trợ người nghèo',
    ]
    const all = (query: string): string[] => {
      const terms = asSpelled(termsOf(query), found)
      return found.map((text) =>
        highlight(text, terms)
          .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
          .join(''),
      )
    }
    expect(all('ho ngheo')).toEqual([
      'Sơn La hỗ trợ 2.213 căn nhà cho [hộ nghèo]',
      'Tỷ lệ [hộ nghèo], huyện Vân Hồ',
      '[Hộ] cận [nghèo] được hỗ trợ',
      // Nothing else in it was found.
      '[Hỗ] trợ người [nghèo]',
    ])
    expect(all('van ho')[1]).toBe('Tỷ lệ hộ nghèo, huyện [Vân Hồ]')
    expect(all('ho tro ho ngheo')[0]).toBe('Sơn La [hỗ trợ] 2.213 căn nhà cho [hộ nghèo]')
  })

  test('change nothing of the text, and never cut a letter from its marks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: letterOf('hộ nghèo <b>&"\u0323\u0302 họ\n'), maxLength: 300 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
        (text, query) => {
          const pieces = highlight(text, [...termsOf(query), ...termsOf('hộ nghèo')])
          expect(pieces.map((piece) => piece.text).join('')).toBe(text)
          for (const piece of pieces) expect(piece.text).not.toBe('')
        },
      ),
    )
  })

  test('stand in an excerpt that is short, whole words, and shows what was found', () => {
    const text = `${'đầu bài '.repeat(200)} hộ nghèo ở bản xa ${'cuối bài '.repeat(200)}`
    const pieces = excerpt(text, termsOf('ho ngheo'))
    expect(pieces.some((piece) => piece.marked && piece.text === 'hộ nghèo')).toBe(true)
    const whole = pieces.map((piece) => piece.text).join('')
    expect(whole.length).toBeLessThan(230)
    expect(text.replace(/\s+/gu, ' ')).toContain(whole.replace(/^… | …$/gu, ''))
  })

  test('are cut out of any text without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 900 }),
        fc.string({ maxLength: 10 }),
        (text, query) => {
          const shown = excerpt(text, termsOf(query)).map((piece) => piece.text)
          expect(text.replace(/\s+/gu, ' ')).toContain(shown.join('').replace(/^… | …$/gu, ''))
        },
      ),
    )
  })
})

function entry(title: string, body: string, changes: Partial<RankedEntry> = {}): RankedEntry {
  return {
    kind: 'article',
    ref: title,
    title_words: keysOf(title).join(' '),
    body_words: keysOf(body).join(' '),
    accents: accentsOf(`${title} ${body}`).join(' '),
    weight: 0,
    at: '2026-01-01T00:00:00.000Z',
    ...changes,
  }
}

function order(query: string, ...entries: RankedEntry[]): string[] {
  const match = matcherOf(termsOf(query), NOW)
  return entries
    .map((one) => ({ entry: one, match: match(one) }))
    .sort(compareMatches)
    .map(({ entry: { ref } }) => ref)
}

describe('the order of what was found', () => {
  test('begins with texts that have the marks that were typed', () => {
    expect(order('hộ', entry('họ', ''), entry('x', 'hộ'))).toEqual(['x', 'họ'])
  })

  test('has all words before some, and a title before a text', () => {
    expect(order('hộ nghèo', entry('hộ', ''), entry('y', 'nghèo hộ'))).toEqual(['y', 'hộ'])
    expect(order('ho ngheo', entry('y', 'ho ngheo'), entry('ho ngheo moi', ''))).toEqual([
      'ho ngheo moi',
      'y',
    ])
  })

  test('has words near each other before words far apart', () => {
    const far = entry('a', `hộ ${'xa '.repeat(50)} nghèo`)
    expect(order('nghèo hộ', far, entry('b', 'hộ rất nghèo'))).toEqual(['b', 'a'])
  })

  test('has the new before the old, and the same order whoever comes first', () => {
    const [old, young] = [entry('a', 'nhà', { at: '2020-01-01T00:00:00.000Z' }), entry('b', 'nhà')]
    expect(order('nhà', old, young)).toEqual(['b', 'a'])
    expect(order('nhà', young, old)).toEqual(['b', 'a'])
  })
})

const vocabulary = countWords(
  Array.from({ length: 5 }, () => [
    'Tỷ lệ hộ nghèo của huyện Mộc Châu. Xã Thuận Châu, tỉnh Sơn La.',
    'Số nhà chưa xong. Bản chưa có đường.',
  ]).flat(),
)
const isKnown = (key: string): boolean => vocabulary.words.has(key)

describe('mistyped words', () => {
  test.each([
    ['tyr leej hooj ngheof', 'tỷ lệ hộ nghèo'],
    ['ty3 le65 ho65 ngheo2', 'tỷ lệ hộ nghèo'],
    ['thaun chau', 'thuận châu'],
    ['sonla', 'sơn la'],
    ['ho nghoe', 'hộ nghèo'],
    ['nghoe', 'nghèo'],
  ])('%s is mended to %s', (typed, mended) => {
    expect(printTerms(mendUnknown(termsOf(typed), vocabulary, isKnown) ?? [])).toBe(mended)
  })

  test('stay where they are known, in quotes, numbers or too short to tell', () => {
    for (const typed of ['hộ nghèo', '"thaun chau"', '2o21 2031', 'hộ xq'])
      expect(mendUnknown(termsOf(typed), vocabulary, isKnown)).toBeNull()
  })

  test('are told by their neighbours where each word is there', () => {
    expect(printTerms(mendPairs(termsOf('moc chua'), vocabulary) ?? [])).toBe('mộc châu')
    expect(mendPairs(termsOf('mộc châu'), vocabulary)).toBeNull()
  })
})

describe('mistakes between two words', () => {
  test('count letters changed, left out, put in and swapped', () => {
    expect(mistakesBetween('ngheo', 'nghoe')).toBe(1)
    expect(mistakesBetween('ngheo', 'ngeo')).toBe(1)
    expect(mistakesBetween('ngheo', 'ngheoo')).toBe(1)
    expect(mistakesBetween('ngheo', 'nghea')).toBe(1)
    expect(mistakesBetween('', 'abc')).toBe(3)
    expect(mistakesBetween('abcdef', 'ghijkl', 2)).toBe(3)
  })

  test('are the same both ways, none only for the same word, and never more than the longer has letters', () => {
    const word = fc.string({ unit: letterOf('abch'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
        const mistakes = mistakesBetween(a, b)
        expect(mistakesBetween(b, a)).toBe(mistakes)
        expect(mistakes === 0).toBe(a === b)
        expect(mistakes).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(mistakesBetween(a, b, most)).toBe(Math.min(mistakes, most + 1))
      }),
    )
  })
})

describe('what is looked for in place of a beginning', () => {
  test('is the beginning and the office’s words that go on from it, the most frequent first', () => {
    const known = countWords(['thôn thôn thôn, thuỷ lợi, thoát nghèo; theo thôn, theo xã', 'xã'])
    expect(beginningSo('th', known)).toEqual(['th', 'thon', 'theo', 'thoat', 'thuy'])
    expect(beginningSo('xa', known)).toEqual(['xa'])
    expect(beginningSo('zz', known)).toEqual([])
  })

  test('is never more than a bounded number of words, however many there are', () => {
    const letters = Array.from('abcdefghijklmnopqrstuvwx')
    const many = countWords([letters.flatMap((one) => letters.map((two) => `th${one}${two}`)).join(' ')])
    expect(many.words.size).toBeGreaterThan(500)
    expect(beginningSo('th', many)).toHaveLength(33)
  })
})
