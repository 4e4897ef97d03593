import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeTyping } from '../../../src/domain/search/typing-rules.ts'
import { accentedWord, accentsOf, keysOf, wordKey } from '../../../src/domain/search/word-rules.ts'

const letterOf = (letters: string) => fc.constantFrom(...letters)

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 })
const letters = fc.string({
  unit: letterOf('aăâbcdđeêghiklmnoôơpqrstuưvxyạảấềệộờữỹÝĐ 019.,-"*'),
  maxLength: 40,
})

describe('the key of a word', () => {
  test.each([
    ['Đường', 'duong'],
    ['hoà', wordKey('hòa')],
    ['tỉ', wordKey('tỷ')],
    ['kỹ', wordKey('kĩ')],
    ['quý', wordKey('quí')],
    ['Yên', wordKey('iên')],
    ['2.213', '2213'],
    ['17,83', '1783'],
    ['Ⅳ', wordKey('iv')],
  ])('of %s is %s', (word, key) => {
    expect(wordKey(word)).toBe(key)
  })

  test('keeps tay and tai, thuy and thui apart', () => {
    expect(wordKey('tay')).not.toBe(wordKey('tai'))
    expect(wordKey('thuỷ')).not.toBe(wordKey('thui'))
  })

  test('is its own key, and ASCII letters and digits, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, letters), (text) => {
        for (const key of keysOf(text)) {
          expect(key).toMatch(/^[a-z0-9]+$/u)
          expect(wordKey(key)).toBe(key)
        }
      }),
    )
  })

  test('is the same for composed and decomposed letters, and for capitals', () => {
    fc.assert(
      fc.property(letters, (text) => {
        expect(keysOf(text.normalize('NFD'))).toEqual(keysOf(text.normalize('NFC')))
        expect(keysOf(text.toUpperCase())).toEqual(keysOf(text))
        expect(accentsOf(text.normalize('NFD'))).toEqual(accentsOf(text.normalize('NFC')))
      }),
    )
  })
})

describe('the marks of a word', () => {
  test('are spelt the same wherever the tone stands', () => {
    expect(accentedWord('hoà')).toBe(accentedWord('hòa'))
    expect(accentedWord('tỉ')).toBe(accentedWord('tỷ'))
    expect(accentedWord('lệ')).toBe('le65')
    expect(accentedWord('Đường')).toBe('d9u7o7ng2')
  })

  test('tell words with one key apart', () => {
    const words = ['họ', 'hộ', 'hồ', 'hỗ', 'hơ', 'hổ']
    expect(new Set(words.map(accentedWord)).size).toBe(words.length)
  })

  test('are none where there are none', () => {
    expect([accentedWord('ho'), accentedWord('2022'), accentedWord('Y')]).toEqual([null, null, null])
  })

  test('are ASCII, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, letters), (text) => {
        for (const word of accentsOf(text)) expect(word).toMatch(/^[a-z0-9]+$/u)
      }),
    )
  })
})

describe('keys that no keyboard program read', () => {
  test.each([
    ['tyr', 'tỷ'],
    ['leej', 'lệ'],
    ['hooj', 'hộ'],
    ['ngheof', 'nghèo'],
    ['nghefo', 'nghèo'],
    ['dduwowngf', 'đường'],
    ['dduongwf', 'đường'],
    ['Muwowngf', 'mường'],
    ['ty3', 'tỷ'],
    ['le65', 'lệ'],
    ['ngheo2', 'nghèo'],
    ['d9u7o7ng2', 'đường'],
    ['duong72', 'dường'],
    ['hoa2', 'hòa'],
    ['nguoi72', 'người'],
  ])('%s is %s', (typed, meant) => {
    expect(decodeTyping(typed)).toBe(meant)
  })

  test.each(['covid19', '1719', 'the', 'website', 'q3', 'wifi', 'đường', ''])(
    '%s is no syllable',
    (typed) => {
      expect(decodeTyping(typed)).toBeNull()
    },
  )

  test('are read without an error, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: letterOf('adeoiuywsfrxjz1234567890ngh'), maxLength: 14 }), (typed) => {
        const decoded = decodeTyping(typed)
        if (decoded !== null) expect(decoded).toBe(decoded.normalize('NFC'))
      }),
    )
  })
})
