import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_PIECE, spokenPieces } from '../../../src/domain/news/reading-rules.ts'

test('every word is said once, in order, in pieces that a voice can say', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'ề', '1', ',', '.', '!', '”'),
    minLength: 1,
    maxLength: 30,
  })
  const block = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
      const pieces = spokenPieces(blocks)
      const words = (texts: readonly string[]) => texts.flatMap((text) => text.split(' ')).filter(Boolean)
      expect(words(pieces)).toEqual(words(blocks))
      expect(pieces.every((piece) => piece !== '' && piece.length <= LONGEST_PIECE)).toBe(true)
    }),
  )
})

test('a sentence is a piece, and a number is not its end', () => {
  expect(spokenPieces(['Tỷ lệ là 17,83 %. Có 2.213 căn nhà!', 'Hết'])).toEqual([
    'Tỷ lệ là 17,83 %.',
    'Có 2.213 căn nhà!',
    'Hết',
  ])
})
