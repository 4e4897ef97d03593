import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardAddress, cardAlternative, pageOfCard, type ShareCard } from '../../../src/domain/cards/rules.ts'
import { printedPath } from '../../../src/http/address.ts'

const CARD: ShareCard = {
  siteName: 'Trang thử',
  kicker: 'Kết quả',
  title: 'Tỷ lệ hộ nghèo',
  text: null,
  figure: { value: '11,11 %', label: 'năm 2024' },
  chart: null,
  source: null,
  sampleMark: null,
}
const PAGES = [
  '/',
  '/tin-tuc/',
  '/tin-tuc/mot-bai/',
  '/dia-phuong/huyen-muong-la/',
  '/kinh-phi/chuong-trinh/2021-den-2025/',
  '/so-lieu/ty-le-ho-ngheo_son-la_2022',
  '/so-lieu/ty-le-ho-ngheo_son-la_2022/v3',
  '/du-lieu/kinh-phi/1/',
  '/gioi-thieu/',
]

describe('the address of a picture', () => {
  test.each(PAGES)('leads back to its page: %s', (page) => {
    const address = cardAddress(page, CARD)
    const [, name = ''] = /^\/anh-chia-se\/[^/]+\/(.+)\.png$/u.exec(address) ?? []
    expect(pageOfCard(name)).toBe(page)
    expect(printedPath(address)).toBeNull()
  })

  test('keeps the query of the page', () => {
    expect(cardAddress('/tin-tuc/?chuyen-muc=so-lieu&trang=2', CARD)).toMatch(
      /^\/anh-chia-se\/[0-9a-z]{11}\/tin-tuc\.png\?chuyen-muc=so-lieu&trang=2$/u,
    )
  })

  test('changes with every word of the picture, and with nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const address = (title: string): string => cardAddress('/', { ...CARD, title })
        expect(address(one) === address(other)).toBe(one === other)
      }),
    )
    const marked = { ...CARD, sampleMark: 'Dữ liệu minh hoạ' }
    expect(cardAddress('/', marked)).not.toBe(cardAddress('/', CARD))
  })

  test('has words for who cannot see it, the sample mark among them', () => {
    expect(cardAlternative({ ...CARD, sampleMark: 'Dữ liệu minh hoạ' })).toBe(
      'Tỷ lệ hộ nghèo. năm 2024: 11,11 %. Dữ liệu minh hoạ',
    )
  })
})
