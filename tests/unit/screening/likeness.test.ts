import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  SEEDS_BYTES,
  bandsOf,
  isNearlySame,
  likeness,
  piecesOf,
} from '../../../src/domain/screening/likeness-rules.ts'
import { bareText } from '../../../src/domain/screening/look-alike-rules.ts'

const SEEDS = Uint32Array.from({ length: SEEDS_BYTES / 4 }, (_, at) => Math.imul(at + 1, 2_654_435_761))
const bandsOfText = (text: string) => bandsOf(piecesOf(bareText(text)), SEEDS)

test.each([
  'ĐƯỜNG VÀO BẢN đã rộng hơn!',
  'duong vao ban da rong hon',
  'Đ ư ờ n g vào bản, đã rộng hơn…',
  'Ðường vào bản đã rộng hơn'.replace('Ð', 'Đ'),
  'Đường vàо bản đã rộng hơn',
])('case, accents, spacing and look-alikes make no other text: %s', (text) => {
  expect(bareText(text)).toBe('duongvaobandaronghon')
})

test('a bare text is its own bare text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(bareText(bareText(text))).toBe(bareText(text))
    }),
  )
})

test('a long text with one word changed is nearly the same, another opinion is not', () => {
  const text = 'Đường vào bản đã rộng hơn, bà con đi chợ phiên đỡ vất vả, mong tỉnh làm tiếp đoạn cuối.'
  expect(isNearlySame(text, text.replace('đoạn cuối', 'đoạn đầu'))).toBe(true)
  expect(
    isNearlySame(text, 'Lớp học ở điểm trường mới ấm hơn, các cháu không phải nghỉ học mùa rét nữa.'),
  ).toBe(false)
})

test('short texts are the same or not, never nearly', () => {
  expect(isNearlySame('Cảm ơn bà con', 'cam on ba con')).toBe(true)
  expect(isNearlySame('Cảm ơn bà con', 'Cảm ơn bà con ạ')).toBe(false)
})

test('likeness is symmetric, 1 for the same text and 0 for nothing in common', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), fc.string({ minLength: 4 }), (one, other) => {
      const [a, b] = [piecesOf(one), piecesOf(other)]
      expect(likeness(a, b)).toBe(likeness(b, a))
      expect(likeness(a, a)).toBe(1)
    }),
  )
  expect(likeness(piecesOf('abcdefgh'), piecesOf('ijklmnop'))).toBe(0)
})

test('nearly the same texts share a band, different ones hardly ever', () => {
  const words =
    'nhà đường nước điện trường bản xã huyện hộ nghèo vốn vay trâu bò lúa ngô suối cầu trạm chợ'.split(' ')
  const sentence = (from: number) =>
    Array.from({ length: 18 }, (_, at) => words[(from * 7 + at * (from + 3)) % words.length]).join(' ')
  let near = 0
  let far = 0
  for (let n = 0; n < 200; n += 1) {
    const text = `${sentence(n)} số ${n}`
    const bands = new Set(bandsOfText(text))
    if (bandsOfText(`${text} ạ`).some((band) => bands.has(band))) near += 1
    const other = bandsOfText(`Ý kiến khác hẳn về việc ${n * 31}, tôi xin hỏi cán bộ phụ trách mảng này`)
    if (other.some((band) => bands.has(band))) far += 1
  }
  expect(near).toBeGreaterThanOrEqual(198)
  expect(far).toBeLessThanOrEqual(4)
})
