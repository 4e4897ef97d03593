import { describe, expect, test } from 'vitest'
import { findPatterns } from '../../../src/domain/screening/pattern-rules.ts'
import { compileWords, findWords } from '../../../src/domain/screening/word-rules.ts'
import { readWords } from '../../../src/domain/screening/words.ts'

const list = readWords('content')
const foundIn = (text: string) => [...findWords(list, text, findPatterns(text).has('phone-number'))].sort()

describe('the list of words', () => {
  test.each([
    ['Cần VAY TIỀN NHANH cứ gọi', 'advertising'],
    ['can vay tien nhanh cu goi', 'advertising'],
    ['v.a.y t.i.ề.n nhanh', 'advertising'],
    ['v a y tiền nhanh', 'advertising'],
    ['vay-tiền-nhanh', 'advertising'],
    ['vaytiennhanh 24h', 'advertising'],
    ['vаy tiền nhаnh', 'advertising'],
    ['ｖａｙ ｔｉềｎ ｎｈａｎｈ', 'advertising'],
    ['v4y ti3n nhanh', 'advertising'],
    ['bán lô đề tại xã', 'unlawful'],
    ['l ô đ ề uy tín', 'unlawful'],
    ['l.ô đ.ề', 'unlawful'],
    ['l0 đ3 đây', 'unlawful'],
    ['bán ma túy', 'unlawful'],
    ['bán ma tuý', 'unlawful'],
    ['đồ ngu', 'insult'],
    ['kết bạn zalo 0912 345 678', 'advertising'],
    ['Lũ kh\u200cốn nạn', 'insult'],
    ['khốn\u200dnạn', 'insult'],
    ['ma\u0301\u200dt thì không, khốn \u2063kiếp thì có', 'insult'],
    ['ᴍất dạy', 'insult'],
    ['ᴄá cược', 'unlawful'],
    ['ᴋhốn nạn', 'insult'],
    ['ᴋʜốɴ ɴạɴ', 'insult'],
    ['đáɴʜ ʙạᴄ ᴏɴʟɪɴᴇ', 'unlawful'],
    ['ᴠᴀʏ ᴛɪềɴ ɴʜᴀɴʜ', 'advertising'],
    ['ꜱɪᴍ ꜱố đẹᴘ', 'advertising'],
    ['kết bạn zalo 0912\u200c345\u200d678', 'advertising'],
  ])('finds %s', (text, category) => {
    expect(foundIn(text)).toEqual([category])
  })

  test.each([
    'Trời mưa lở đê, xã đã lo để bà con sơ tán',
    'cả đồ dùng trong nhà',
    'Bà con được vay tiền ở ngân hàng chính sách, thủ tục nhanh',
    'Tôi hỏi trên nhóm zalo của bản mà chưa thấy trả lời',
    'Ngủ dột vì nhà dột',
    'Cây cầu soi bóng xuống suối',
    'Bố mẩy thóc năm nay nhiều',
    'U.B.N.D xã và T.P Sơn La',
  ])('leaves alone %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })

  test('an exact word is not found under other accents, nor inside a longer syllable', () => {
    const words = compileWords([{ words: 'ma', category: 'insult', accents: 'exact', withPhone: false }])
    const has = (text: string) => findWords(words, text, false).size > 0
    expect(has('con ma')).toBe(true)
    expect(['mà', 'má', 'mạ', 'mang', 'làma', 'm a'].filter(has)).toEqual([])
    const folded = compileWords([{ words: 'ma', category: 'insult', accents: 'any', withPhone: false }])
    expect(findWords(folded, 'mạ', false).size).toBe(1)
  })

  test('where the tone stands in a syllable makes no difference', () => {
    const words = compileWords([{ words: 'xoá hòa', category: 'insult', accents: 'exact', withPhone: false }])
    expect(findWords(words, 'xóa hoà', false).size).toBe(1)
    expect(findWords(words, 'xòa hoá', false).size).toBe(0)
  })
})

describe('numbers and links', () => {
  test.each([
    ['gọi 0912345678', ['phone-number']],
    ['gọi 0912.345.678 nhé', ['phone-number']],
    ['+84 912 345 678', ['phone-number']],
    ['o912 345 678', ['phone-number']],
    ['0912\u200c345\u200c678', ['phone-number']],
    ['0912_345_678', ['phone-number']],
    ['0912/345/678', ['phone-number']],
    ['0912 - 345 - 678', ['phone-number']],
    ['0912–345–678', ['phone-number']],
    ['0.9.1.2 345 678', ['phone-number']],
    ['0912·345·678', ['phone-number']],
    ['(0912) 345 678', ['phone-number']],
    ['+84_912_345_678', ['phone-number']],
    ['０９１２ ３４５ ６７８', ['phone-number']],
    ['014_203_001_234', ['id-number']],
    ['STK 1903/4567/8901', ['bank-account']],
    ['trụ sở 0212 3852 011', ['phone-number']],
    ['số 014203001234 cấp năm 2021', ['id-number']],
    ['CCCD của tôi: 014 203 001 234', ['id-number']],
    ['cmnd 050123456', ['id-number']],
    ['STK 1903 4567 8901 23 ngân hàng', ['bank-account']],
    ['xem https://a.vn/x và https://b.vn/y', ['links']],
    ['vào a88.top hoặc b88.shop', ['links']],
  ])('finds in %s', (text, patterns) => {
    expect([...findPatterns(text)]).toEqual(patterns)
  })

  test.each([
    'hơn 84.350.000.000 đồng cho 1.234 hộ',
    'giai đoạn 2021–2025, ngày 31/12/2022, 17,83 %',
    'nguồn: https://sonla.gov.vn/tin',
    'Quyết định số 1719/QĐ-TTg ngày 14/10/2021',
    'Tổng 0,5 ha và 12 345 678 đồng',
    'Họp ngày 03/12/2022 - 14/12/2022, lúc 07/30',
    'từ 01/01/2021 đến 31/12/2025 và 05/06/2024/TT',
    'Công văn 0912/UBND-VX, quyết định 03/2021/NQ-HĐND',
    'các năm 2020/2021/2022/2023',
  ])('leaves alone %s', (text) => {
    expect([...findPatterns(text)]).toEqual([])
  })
})
