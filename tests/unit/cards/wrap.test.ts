import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAfter, wrapTitle } from '../../../src/domain/cards/wrap-rules.ts'

/** Every letter as wide as every other. */
const widthOf = (text: string): number => [...text].length
const word = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom('a', 'ă', 'b', 'đ', 'ê', 'L', 'S', 'ơ', '1', ','),
})
const text = fc.array(word, { minLength: 1, maxLength: 24 }).map((words) => words.join(' '))
const width = fc.integer({ min: 6, max: 60 })

describe('a title in lines', () => {
  test('keeps every word in its order, and no line is too wide but that of a single word', () => {
    fc.assert(
      fc.property(text, width, (title, room) => {
        const lines = wrapTitle(title, room, widthOf)
        expect(lines.join(' ')).toBe(title)
        for (const line of lines) expect(widthOf(line) <= room || !line.includes(' ')).toBe(true)
      }),
    )
  })

  test('has as few lines as there can be', () => {
    fc.assert(
      fc.property(text, width, (title, room) => {
        const longest: string[] = []
        for (const next of title.split(' ')) {
          const longer = `${longest.at(-1) ?? ''} ${next}`.trim()
          if (longest.length > 0 && widthOf(longer) <= room) longest[longest.length - 1] = longer
          else longest.push(next)
        }
        expect(wrapTitle(title, room, widthOf)).toHaveLength(longest.length)
      }),
    )
  })

  test.each([
    ['Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022', 24, ['tỉnh Sơn La', 'năm 2022']],
    ['Gửi bình luận cho trang Sơn La', 27, ['Sơn La']],
    ['Nhà ở của hộ nghèo ở huyện Mường La', 27, ['huyện Mường La']],
    ['Năm qua đã hỗ trợ được 2.213 căn nhà', 29, ['2.213 căn']],
    ['Đọc tỷ lệ hộ nghèo Sơn La 2021–2024', 24, ['Sơn La']],
  ])('leaves names and numbers whole: %s', (title, room, whole) => {
    const lines = wrapTitle(title, room, widthOf)
    expect(lines).toHaveLength(2)
    for (const part of whole) expect(lines.some((line) => line.includes(part))).toBe(true)
  })

  test('that is cut says so, within its width', () => {
    fc.assert(
      fc.property(text, width, fc.integer({ min: 1, max: 3 }), (title, room, most) => {
        const lines = wrapTitle(title, room, widthOf)
        const cut = cutAfter(lines, most, room, widthOf)
        expect(cut.length).toBe(Math.min(most, lines.length))
        expect(cut.at(-1)?.endsWith(' …') === true).toBe(lines.length > most)
        expect(widthOf(cut.at(-1) ?? '') <= room || !(cut.at(-1) ?? '').replace(' …', '').includes(' ')).toBe(
          true,
        )
      }),
    )
  })
})
