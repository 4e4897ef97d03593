import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { drawCard } from '../../../src/domain/cards/picture.ts'
import type { ShareCard } from '../../../src/domain/cards/rules.ts'

const LONG =
  'Nghị quyết về sắp xếp đơn vị hành chính cấp xã: Thuận Châu, Mường Và, Nậm Lầu, Tà Xùa và những nơi khác bắt đầu làm việc từ ngày 01/07/2025, số liệu được ghi lại như thế nào, ai chịu trách nhiệm, bà con xem ở đâu và gửi ý kiến ra sao'
const CARD: ShareCard = {
  siteName: 'Giảm nghèo bền vững Sơn La',
  kicker: 'Số liệu',
  title: 'Tỷ lệ hộ nghèo',
  text: null,
  figure: { value: '17,83 %', label: 'Tỷ lệ hộ nghèo, năm 2022' },
  chart: null,
  source: 'Nguồn: Báo Sơn La',
  sampleMark: null,
}

async function pixelsOf(card: ShareCard) {
  const image = await loadImage(await drawCard(card, 'trang.example'))
  expect([image.width, image.height]).toEqual([1200, 630])
  const ctx = createCanvas(1200, 630).getContext('2d')
  ctx.drawImage(image, 0, 0)
  const { data } = ctx.getImageData(0, 0, 1200, 630)
  const isBlank = (x: number, y: number): boolean =>
    [0, 1, 2].every((part) => data[(y * 1200 + x) * 4 + part] === 255)
  return {
    /** Whether nothing is drawn in a box. */
    blank: (left: number, top: number, right: number, bottom: number): boolean => {
      for (let y = top; y < bottom; y += 1)
        for (let x = left; x < right; x += 1) if (!isBlank(x, y)) return false
      return true
    },
  }
}

describe('a share picture', () => {
  test.each([
    ['a number', CARD],
    ['a long title', { ...CARD, title: LONG, figure: null, text: LONG }],
    ['long amounts', { ...CARD, figure: { value: LONG.slice(0, 90), label: LONG } }],
  ])('with %s stays within its margins', async (_, card) => {
    const { blank } = await pixelsOf(card)
    expect(blank(0, 24, 62, 630)).toBe(true)
    expect(blank(1140, 24, 1200, 630)).toBe(true)
  })

  test('leaves the line of the source free, however much stands above', async () => {
    const full = { ...CARD, title: LONG, figure: { value: LONG.slice(0, 90), label: LONG }, source: null }
    const { blank } = await pixelsOf({ ...full, source: '' })
    expect(blank(64, 500, 1136, 545)).toBe(true)
  })

  test('of samples says so across its whole width', async () => {
    const plain = await pixelsOf(CARD)
    expect(plain.blank(1150, 30, 1200, 70)).toBe(true)
    const marked = await pixelsOf({ ...CARD, sampleMark: 'Dữ liệu minh hoạ – không phải số liệu chính thức' })
    expect(marked.blank(1150, 30, 1200, 70)).toBe(false)
  })
})
