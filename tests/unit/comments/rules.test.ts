import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countCharacters,
  normalizeBody,
  normalizeDisplayName,
  parseBody,
  splitLinks,
} from '../../../src/domain/comments/rules.ts'

/** Text as hostile as it comes: any code unit, with the characters the rule speaks about drawn often. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'ế',
      'e\u0302\u0301',
      '\u0301',
      '\u200b',
      '\u200d',
      '\u200c',
      '\u202e',
      '\u2066',
      '\0',
      '\t',
    ),
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\u00a0',
      '\u2028',
      '\ud800',
      '\udc00',
      '👩‍🌾',
      '\u3164',
      '\u00ad',
      '\ufeff',
      '<',
      '&',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
})

describe('normalising a comment', () => {
  test('twice is the same as once', () => {
    fc.assert(
      fc.property(hostile, (raw) => normalizeBody(normalizeBody(raw)) === normalizeBody(raw)),
      { numRuns: 3_000 },
    )
  })

  test('NFC and NFD of the same text give the same result', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const whole = raw.toWellFormed()
        expect(normalizeBody(whole.normalize('NFD'))).toBe(normalizeBody(whole.normalize('NFC')))
      }),
      { numRuns: 3_000 },
    )
  })

  test('leaves no control, invisible or bidi character, no lone surrogate and no third line end in a row', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const body = normalizeBody(raw)
        expect(body.isWellFormed()).toBe(true)
        expect(body).not.toMatch(
          /(?!\n)\p{Cc}|\p{Bidi_Control}|(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/u,
        )
        expect(body).not.toMatch(/\n{3}|^\s|\s$|[\p{Mn}\p{Me}]{4}/u)
      }),
      { numRuns: 3_000 },
    )
  })

  test('keeps what people write', () => {
    const text = 'Đường vào bản Nà Ớt lầy lội, mưa là không đi được!\n\nĐề nghị huyện xem lại.'
    expect(normalizeBody(text)).toBe(text)
    expect(normalizeBody('gia đình 👩‍🌾 tôi')).toBe('gia đình 👩‍🌾 tôi')
    expect(normalizeBody('a\tb\r\nc\rd')).toBe('a b\nc\nd')
    expect(normalizeBody('e\u0302\u0301'.repeat(3))).toBe('ếếế')
    expect(normalizeBody(`a${'\u0316'.repeat(9)}b`)).toBe('a\u0316\u0316\u0316b')
    expect(normalizeBody(`a${'\u0316\u0317\u0318\u200d'.repeat(50)} xin`)).toBe('a\u0316\u0317\u0318 xin')
    expect(normalizeBody('a\n \n \n \nb')).toBe('a\n\nb')
    expect(normalizeBody('xin\u200b chào\u202e')).toBe('xin chào')
    expect(normalizeBody('\u200dxin\u200d chào\u200d')).toBe('xin chào')
  })
})

describe('the bounds of a comment', () => {
  test.each([
    ['', 'too-short'],
    ['bốn!', 'too-short'],
    ['năm ạ', null],
    ['ế'.repeat(500), null],
    ['ế'.repeat(501), 'too-long'],
    ['e\u0302\u0301'.repeat(500), null],
    ['e\u0302\u0301'.repeat(501), 'too-long'],
    [`  ${'a'.repeat(500)}\n`, null],
    ['𠮷'.repeat(500), null],
    ['\u200b\u200b\u200b\u200b\u200b\u200b', 'too-short'],
    ['\u3164\u3164\u3164\u3164\u3164\u3164', 'too-short'],
    ['!!!!!?????', 'no-letters'],
    ['\ud800\ud800\ud800\ud800\ud800', 'no-letters'],
    ['12345', null],
  ])('%j → %s', (raw, problem) => {
    const parsed = parseBody(raw)
    expect(parsed.ok ? null : parsed.problem).toBe(problem)
  })

  test('accepts exactly what has 5 to 500 code points and a letter or digit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('ế', 'e\u0302\u0301', 'đ', '👍', ' ', '.'), maxLength: 520 }),
        (raw) => {
          const count = [...normalizeBody(raw)].length
          const parsed = parseBody(raw)
          expect(parsed.length).toBe(count)
          expect(parsed.ok).toBe(count >= 5 && count <= 500 && /[ếđ]/u.test(normalizeBody(raw)))
        },
      ),
    )
  })

  test('counts one for each letter, however it was typed', () => {
    expect(countCharacters(normalizeBody('Thuận Châu'.normalize('NFD')))).toBe(10)
  })
})

test('a name is one line, and nothing visible is no name', () => {
  expect(normalizeDisplayName('  Lò \n Thị\u200b  Hoa ')).toBe('Lò Thị Hoa')
  expect(normalizeDisplayName(' \u3164 ')).toBeNull()
  expect(normalizeDisplayName('...')).toBeNull()
})

describe('links in a comment', () => {
  test('the pieces joined are the text, and only http(s) is linked', () => {
    const text =
      'Xem https://vnews.gov.vn/a?b=1&c=2. Hoặc (http://example.vn), không phải javascript:alert(1) hay ftp://x.'
    const pieces = splitLinks(text)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.filter((piece) => piece.href).map((piece) => piece.text)).toEqual([
      'https://vnews.gov.vn/a?b=1&c=2',
      'http://example.vn',
    ])
  })

  test('nothing is ever lost and no link leads elsewhere than http or https', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('http://', 'https://', 'a.vn', '/', '"', '<', ' ', 'javascript:', '%', '[', ')'),
          { maxLength: 20 },
        ),
        (parts) => {
          const text = parts.join('')
          const pieces = splitLinks(text)
          expect(pieces.map((piece) => piece.text).join('')).toBe(text)
          for (const { href } of pieces)
            if (href !== undefined) expect(href).toMatch(/^https?:\/\/[^"<>\s]+$/u)
        },
      ),
    )
  })
})
